import type { Payload, Shape } from '../protocol/payload.ts';

/** Why something asked of a socket did not happen. */
export interface SocketProblem {
  /** stable, such as the `code` of a `CommandError` */
  code: string;
  /** what the browser said, for a human */
  message: string;
}

/** Reports how a request ended: null when it was carried out. May be called at once or later, counts once. */
export type Done = (problem: SocketProblem | null) => void;

export interface OpenRequest {
  url: string;
  /** subprotocols to request, in order */
  protocols: string[];
}

export interface Closing {
  /** null for `close()` without arguments */
  code: number | null;
  reason: string;
  /** what the page is to see; without meaning where the server is the other side */
  wasClean: boolean;
}

/**
 * A socket the player drives, with the server or with the page as its other side. The player calls it and is
 * told what happens through the {@link SocketListener} it was made with.
 */
export interface ReplaySocket {
  /**
   * To the server: opens a connection. To the page: waits for the page's matching `new WebSocket`; `done`
   * means that it will be met.
   */
  open(request: OpenRequest, done: Done): void;
  /** To the page only: lets the page's socket open with this handshake result. */
  answer(protocol: string, extensions: string, done: Done): void;
  /** To the server: sends. To the page: delivers as if the server had sent it. Keeps the order of the calls. */
  send(payload: Payload, shape: Shape, done: Done): void;
  /**
   * Closes, in whatever state the socket is. To the page: as the server would; code 1006 and not clean before
   * an answer is a failed handshake. A socket the page has not opened yet is given up.
   */
  close(closing: Closing, done: Done): void;
}

/** What happens on the other side of a {@link ReplaySocket}. */
export interface SocketListener {
  /** To the page only: the page called the constructor, its socket is CONNECTING. */
  onArrived(): void;
  /** To the server only: the handshake succeeded. */
  onOpen(protocol: string, extensions: string): void;
  /** The other side sent this. What the player itself sends is not reported. */
  onFrame(payload: Payload | null): void;
  onClosed(code: number, reason: string, wasClean: boolean): void;
  /** The handshake did not succeed, or the document with the socket is gone: nothing more will come. */
  onFailed(problem: SocketProblem): void;
}

/** Makes the socket of one track of a plan; nothing is opened yet. */
export type Connect = (track: number, listener: SocketListener) => ReplaySocket;

/**
 * A recorded close code as `close()` accepts it: 1000 and 3000 to 4999 (WHATWG WebSockets, `close`). Others
 * are set by the browser itself, so they turn into a close without code.
 */
export function closeByPage(code: number, reason: string): Closing {
  const allowed = code === 1000 || (code >= 3000 && code <= 4999);
  return { code: allowed ? code : null, reason: allowed ? reason : '', wasClean: true };
}

/** How a connection is ended that the recording does not end (RFC 6455 section 7.4.1). */
export const NORMAL_CLOSURE: Closing = { code: 1000, reason: '', wasClean: true };

/** What a page sees of a handshake that failed: no close frame, no reason (WHATWG WebSockets, "fail the connection"). */
export const FAILED_HANDSHAKE: Closing = { code: 1006, reason: '', wasClean: false };
