import { get } from './primordials.ts';

/** A Proxy of a function. Some properties of functions can be read on the function itself only: so they are. */
export function standIn<Native extends (...args: never[]) => unknown>(
  native: Native,
  traps: ProxyHandler<Native>,
): Native {
  const proxy: Native = new Proxy(native, {
    __proto__: null,
    ...traps,
    get: (target: Native, key: PropertyKey, receiver: unknown): unknown =>
      get(target, key, receiver === proxy ? target : receiver),
  } as ProxyHandler<Native>);
  return proxy;
}
