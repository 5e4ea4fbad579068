import { defineProperty, getOwnPropertyDescriptor } from './primordials.ts';
import { standIn } from './stand-in.ts';

/** Makes an instance in the class's place. */
export type Make = (target: () => void, args: unknown[], newTarget: () => void) => object;

/** Puts a Proxy in place of a class of the browser's, where there is one: `make` answers `new`. */
export function wrapClass(name: string, make: Make): void {
  const native = getOwnPropertyDescriptor(globalThis, name);
  const Native = native?.value as (() => void) | undefined;
  if (Native === undefined) return;
  const Wrapped: () => void = standIn(Native, {
    construct: (target: () => void, args: unknown[], newTarget: unknown) =>
      make(target, args, (newTarget === Wrapped ? target : newTarget) as () => void),
  });
  const { prototype } = Native;
  defineProperty(globalThis, name, { ...native, value: Wrapped });
  defineProperty(prototype, 'constructor', {
    ...getOwnPropertyDescriptor(prototype, 'constructor'),
    value: Wrapped,
  });
}
