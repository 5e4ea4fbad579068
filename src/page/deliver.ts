import { originOf } from './origin-of.ts';
import { dispatch, iterableArray, NativeBlob, NativeMessageEvent } from './primordials.ts';

/** A payload in the form a page gets it (WHATWG WebSockets, "a WebSocket message has been received"). */
export function incoming(payload: string | ArrayBuffer, binaryType: string): string | ArrayBuffer | Blob {
  return typeof payload === 'string' || binaryType === 'arraybuffer'
    ? payload
    : new NativeBlob(iterableArray([payload]));
}

/** Dispatches a message event on `socket`; `isTrusted` is the one thing that cannot be as from a server. */
export function deliver(socket: EventTarget, url: string, data: unknown): void {
  const init = { __proto__: null, data, origin: originOf(url) };
  dispatch(socket, new NativeMessageEvent('message', init as MessageEventInit));
}
