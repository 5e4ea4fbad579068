import { construct } from './primordials.ts';

/**
 * Calls the constructor in a function of this name. Chrome's log gives the stack of whoever opened a socket, with the
 * names of functions: it is all by which a log entry can be told from another of the same URL.
 */
export function constructAs(
  key: string,
  target: typeof WebSocket,
  args: unknown[],
  newTarget: () => void,
): WebSocket {
  const holder = { __proto__: null, [key]: (): WebSocket => construct(target, args, newTarget) };
  return (holder as unknown as Record<string, () => WebSocket>)[key]?.() as WebSocket;
}
