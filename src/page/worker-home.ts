import {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  isObject,
} from './primordials.ts';
import { standIn } from './stand-in.ts';
import { wrapClass } from './wrap-class.ts';

/** What a worker's location says of its URL. */
const PARTS = ['href', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'] as const;
/** What takes a URL that may be relative. */
const CLASSES = ['Request', 'WebSocket', 'WebSocketStream', 'EventSource', 'Worker'];

type Call = (target: () => unknown, self: unknown, args: unknown[]) => unknown;

/** Chrome: has a worker whose script was brought by another one live where its own is. */
export function moveHome(home: string): void {
  const NativeURL = URL;
  const href = getOwnPropertyDescriptor(URL.prototype, 'href')?.get as () => string;
  const { location } = self;
  const here = getPrototypeOf(location) as object;
  const url = new URL(home);

  const replace = (owner: object, name: string, field: 'get' | 'value', call: Call): void => {
    const native = getOwnPropertyDescriptor(owner, name);
    const target = native?.[field] as (() => unknown) | undefined;
    if (target === undefined) return;
    const wrapped = standIn(target, { apply: call } as ProxyHandler<never>);
    defineProperty(owner, name, { ...native, [field]: wrapped });
  };
  /** As the browser's own says it: it refuses what is no location. */
  const answer =
    (text: string): Call =>
    (target, self, args) => {
      apply(target, self, args as []);
      return text;
    };

  for (const part of PARTS) replace(here, part, 'get', answer(url[part]));
  replace(here, 'toString', 'value', answer(url.href));

  const absolute = (given: unknown): unknown => {
    try {
      const text = isObject(given) ? (apply(href, given, []) as string) : given;
      return typeof text === 'string' ? apply(href, new NativeURL(text, home), []) : given;
    } catch {
      return given;
    }
  };
  const resolving =
    (from: number, to: number): Call =>
    (target, self, args) => {
      for (let index = from; index < to && index < args.length; index++) args[index] = absolute(args[index]);
      return apply(target, self, args as []);
    };
  replace(ownerOf(self, 'importScripts'), 'importScripts', 'value', resolving(0, Infinity));
  replace(ownerOf(self, 'fetch'), 'fetch', 'value', resolving(0, 1));
  replace(XMLHttpRequest.prototype, 'open', 'value', resolving(1, 2));
  for (const name of CLASSES)
    wrapClass(name, (target, args, newTarget) => {
      if (args.length > 0) args[0] = absolute(args[0]);
      return construct(target, args, newTarget);
    });
}

/** Where in its chain of prototypes an object has a property. */
function ownerOf(object: object, name: string): object {
  for (let owner: object | null = object; owner !== null; owner = getPrototypeOf(owner))
    if (getOwnPropertyDescriptor(owner, name) !== undefined) return owner;
  return object;
}
