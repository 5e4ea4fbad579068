import { apply, bareWeakMap, isObject, listen, preventDefault, unlisten } from './primordials.ts';

type Listener = (event: Event) => void;

/**
 * An event handler IDL attribute (HTML, "event handlers"): set to a function it takes its place among the
 * listeners at that moment, another function keeps the place, null gives it up.
 */
export function handlerAccessors(type: string): {
  get(socket: EventTarget): unknown;
  set(socket: EventTarget, value: unknown): void;
} {
  const handlers = bareWeakMap<EventTarget, object | null>();
  const listeners = bareWeakMap<EventTarget, Listener | null>();
  return {
    get: (socket) => handlers.get(socket) ?? null,
    set(socket, value) {
      const handler = isObject(value) ? value : null;
      handlers.set(socket, handler);
      const listener = listeners.get(socket) ?? null;
      if (handler === null) {
        if (listener !== null) unlisten(socket, type, listener);
        listeners.set(socket, null);
      } else if (listener === null) {
        const added: Listener = (event) => {
          const current = handlers.get(socket);
          if (typeof current !== 'function') return;
          if (apply(current, socket, [event]) === false) preventDefault(event);
        };
        listeners.set(socket, added);
        listen(socket, type, added);
      }
    },
  };
}
