import {
  apply,
  defineProperty,
  getOwnPropertyDescriptor,
  iterableArray,
  later,
  NativeBlob,
} from './primordials.ts';
import { standIn } from './stand-in.ts';

/** How long a worker may take to begin to load its script, in milliseconds. */
const LOAD_MS = 10_000;

/** The URLs of the page's own Blobs: the browser tells nobody what is behind one. */
export interface BlobUrls {
  /** What is behind a URL that was not revoked; undefined where it is none of ours to know. */
  find(url: string): Blob | undefined;
  /** A URL for a worker's script, of the same type as `like`: revoked once the worker must have begun to load it. */
  make(parts: BlobPart[], like: Blob): string;
}

export function trackBlobUrls(): BlobUrls {
  const blobs = new Map<string, Blob>();
  const { get, set, delete: remove } = Map.prototype;
  const { createObjectURL, revokeObjectURL } = URL;
  const NativeURL = URL;
  const blobType = getOwnPropertyDescriptor(Blob.prototype, 'type')?.get as () => string;

  const replace = (
    native: (...args: never[]) => unknown,
    tell: (given: unknown, result: unknown) => void,
  ): void => {
    const { name } = native;
    const value = standIn(native, {
      apply(target: () => unknown, self: unknown, args: unknown[]) {
        const result = apply(target, self, args as []);
        tell(args[0], result);
        return result;
      },
    } as ProxyHandler<never>);
    defineProperty(URL, name, { ...getOwnPropertyDescriptor(URL, name), value });
  };

  replace(createObjectURL, (blob, url) => {
    if (isBlob(blob, blobType)) apply(set, blobs, [url, blob]);
  });
  replace(revokeObjectURL, (url) => {
    if (typeof url === 'string') apply(remove, blobs, [url]);
  });

  return {
    find: (url) => apply(get, blobs, [url]) as Blob | undefined,
    make(parts, like) {
      const init = { __proto__: null, type: apply(blobType, like, []) } as BlobPropertyBag;
      const url: string = apply(createObjectURL, NativeURL, [new NativeBlob(iterableArray(parts), init)]);
      later(() => apply(revokeObjectURL, NativeURL, [url]), LOAD_MS);
      return url;
    },
  };
}

/** By what only a Blob answers to, and not by its class, which a page may have changed. */
function isBlob(value: unknown, blobType: () => string): boolean {
  try {
    apply(blobType, value, []);
    return true;
  } catch {
    return false;
  }
}
