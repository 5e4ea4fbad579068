import type { MadeWorker } from '../protocol/worker-tap.ts';
import { trackBlobUrls } from './blob-urls.ts';
import { createChannelNames } from './channel-name.ts';
import { hideViolation, watchPolicy } from './policy.ts';
import {
  apply,
  construct,
  getOwnPropertyDescriptor,
  isObject,
  NativeBlob,
  startsWith,
} from './primordials.ts';
import { convertToText } from './web-idl.ts';
import { givenUrl } from './worker-url.ts';
import { wrapClass } from './wrap-class.ts';

interface Tapping {
  /** source text of the tap */
  tap: string;
  /** what relative URLs are resolved against here */
  base(): string;
  /** Tells of a worker that was given a tap. */
  tell(made: MadeWorker): void;
  /** Tells that a policy forbids it: from then on no worker is given any. */
  forbidden(directive: string): void;
}

const { stringify } = JSON;
const NativeURL = URL;
const partOf = (name: 'href' | 'origin') =>
  getOwnPropertyDescriptor(NativeURL.prototype, name)?.get as () => string;
const href = partOf('href');
const originOf = partOf('origin');

/** Chrome: has each dedicated worker that is made here run the tap first, and then its own script. */
export function tapWorkers({ tap, base, tell, forbidden }: Tapping): void {
  const blobs = trackBlobUrls();
  const nameChannel = createChannelNames();
  const { terminate } = Worker.prototype;
  const { origin } = self;
  const quoted = stringify(tap);
  const script = new NativeBlob([], { type: 'text/javascript' });
  let off = false;

  /** What can be given a tap: a script of this origin, or a Blob of the page's own. */
  const resolve = (given: unknown): { url: string; blob: Blob | undefined } | null => {
    const text = givenUrl(given);
    if (off || text === '') return null;
    try {
      if (hasDefaultPolicy()) return null;
      const parsed = new NativeURL(text, base());
      const url: string = apply(href, parsed, []);
      const blob = blobs.find(url);
      if (blob !== undefined) return { url, blob };
      return startsWith(url, 'http') && apply(originOf, parsed, []) === origin ? { url, blob } : null;
    } catch {
      return null;
    }
  };

  /** The tap as a statement, and after it, where the tap can be asked for help, another. */
  const statement = (channel: string, url: string, then = ''): string =>
    `{const framereelPlace={channel:"${channel}",mark:"${channel}",home:${stringify(url)},tap:${quoted}};try{${tap}}catch{}${then}}`;

  /** The URL of a script that brings the tap and then what the worker is to run. */
  const tapped = (url: string, blob: Blob | undefined, isModule: boolean, channel: string): string => {
    if (isModule) {
      // Imported both, one after the other: so nothing comes between the start of the worker and its messages.
      const first = blobs.make([statement(channel, url)], script);
      const then = blob === undefined ? url : blobs.make([blob], blob);
      return blobs.make([`import ${stringify(first)};import ${stringify(then)}`], script);
    }
    if (blob !== undefined) return blobs.make([statement(channel, url), blob], blob);
    // What the script throws must not be caught: it would lose its place.
    const run = `(()=>{let done;try{importScripts(${stringify(url)});done=1}finally{if(!done&&framereelPlace.rescue?.())return}})()`;
    return blobs.make([statement(channel, url, run)], script);
  };

  wrapClass('Worker', (target, args, newTarget) => {
    const given = args[0];
    const found = resolve(given);
    const type = found === null ? null : readType(args);
    if (found === null || type === null) return construct(target, args, newTarget);
    const policy = watchPolicy();
    let directive = '';
    let worker: object | null = null;
    const channel = nameChannel();
    try {
      if (type === 'module') {
        // Of a module it is told later only. Of nothing, it is told at once.
        apply(terminate, construct(target, [blobs.make([], script)]), []);
        directive = policy.violated();
      }
      if (directive === '') {
        args[0] = tapped(found.url, found.blob, type === 'module', channel);
        worker = construct(target, args, newTarget);
        directive = policy.violated();
      }
    } finally {
      policy.end();
    }
    if (directive === '' && worker !== null) {
      tell({ url: found.url, kind: 'dedicated', channel });
      return worker;
    }
    off = true;
    hideViolation(directive);
    forbidden(directive);
    args[0] = given;
    return construct(target, args, newTarget);
  });
}

/** Whether the page has its own say in the URLs of scripts (Trusted Types): it would not know ours. */
function hasDefaultPolicy(): boolean {
  const { trustedTypes } = globalThis as { trustedTypes?: { defaultPolicy: unknown } };
  return trustedTypes !== undefined && trustedTypes.defaultPolicy !== null;
}

/** Reads the options once, in place, as the browser would. Null for what it is going to refuse. */
function readType(args: unknown[]): 'classic' | 'module' | null {
  const given = args[1];
  if (args.length < 2 || given === undefined || given === null) return 'classic';
  if (!isObject(given)) return null;
  const { credentials, name, type } = given as Record<'credentials' | 'name' | 'type', unknown>;
  const read = (value: unknown): unknown => (value === undefined ? value : convertToText(value));
  const options = { __proto__: null, credentials: read(credentials), name: read(name), type: read(type) };
  args[1] = options;
  if (options.type === undefined || options.type === 'classic') return 'classic';
  return options.type === 'module' ? 'module' : null;
}
