import type { GapReason, OmittedReason, Payload, Shape } from './payload.ts';

/**
 * Everything a document may report of its sockets, oldest first. `time` is always milliseconds since the
 * Unix epoch with a fraction, from the document's own clock (`performance.timeOrigin + performance.now()`).
 * `connection` is a number unique in its document, counted from 1.
 */
export type CaptureEvent =
  | OpeningEvent
  | RefusedEvent
  | BlockedEvent
  | OpenEvent
  | FrameEvent
  | PayloadEvent
  | ClosingEvent
  | ClosedEvent
  | ErrorEvent
  | DiscardedEvent
  | GapEvent
  | ForgottenEvent
  | ResultEvent
  | LeftEvent;

/** Who made something happen: the page's own code or server (`wire`), the panel's composer, or a replay. */
export type Source = 'wire' | 'panel' | 'replay';

export type Direction = 'sent' | 'received';

/**
 * `new WebSocket(url, protocols)` returned: the connection is CONNECTING (WHATWG WebSockets, constructor). Or it threw:
 * then a `refused` event follows.
 */
export interface OpeningEvent {
  type: 'opening';
  connection: number;
  time: number;
  /** as resolved by the browser; as the page gave it where the constructor threw */
  url: string;
  /** requested subprotocols in order; null where they were given in a form that cannot be read without side effects */
  protocols: string[] | null;
  /** who called the constructor, in the browser's own stack format; null if unknown */
  stack: string | null;
  source: Source;
  /** the replay run it belongs to, where `source` is `replay` */
  run?: string;
  /** true where the recording stands in for the server and nothing goes over the network */
  virtual?: boolean;
  /** unguessable name of the function that called the constructor: the browser's own log shows it as initiator */
  key?: string;
}

/** The constructor threw: there is no socket. */
export interface RefusedEvent {
  type: 'refused';
  connection: number;
  time: number;
  /** of the DOMException */
  name: string;
  message: string;
}

/** The page's policy forbids the connection (CSP level 3, `securitypolicyviolation`): nothing was sent. */
export interface BlockedEvent {
  type: 'blocked';
  connection: number;
  time: number;
  /** the directive that was violated, such as `connect-src` */
  directive: string;
  /** the whole policy */
  policy: string;
}

/** The handshake succeeded. */
export interface OpenEvent {
  type: 'open';
  connection: number;
  time: number;
  /** the subprotocol the server chose, '' if none */
  protocol: string;
  /** the extensions in use, as the browser states them, '' if none */
  extensions: string;
}

/** One whole message, sent or received. */
export interface FrameEvent {
  type: 'frame';
  connection: number;
  /** place in this connection, both directions together, from 1 without holes */
  seq: number;
  time: number;
  direction: Direction;
  shape: Shape;
  /** payload bytes; absent for text, whose size is its UTF-8 length */
  size?: number;
  /** absent where `omitted` says why, or where `pending` promises a `payload` event */
  payload?: Payload;
  omitted?: OmittedReason;
  pending?: true;
  /** true where it is not what the page sent or the server said: it was changed on its way */
  edited?: boolean;
  source: Source;
}

/** The bytes of a frame that was reported as `pending` (a Blob is read after its frame has taken its place). */
export interface PayloadEvent {
  type: 'payload';
  connection: number;
  seq: number;
  payload?: Payload;
  omitted?: OmittedReason;
}

/** `close()` was called on a socket that was connecting or open. */
export interface ClosingEvent {
  type: 'closing';
  connection: number;
  time: number;
  code: number | null;
  reason: string | null;
  source: Source;
}

/** The socket's `close` event (RFC 6455 section 7.1.4 to 7.1.6). */
export interface ClosedEvent {
  type: 'closed';
  connection: number;
  time: number;
  code: number;
  reason: string;
  wasClean: boolean;
}

/** The socket's `error` event: it carries no cause by design. */
export interface ErrorEvent {
  type: 'error';
  connection: number;
  time: number;
}

/** `send()` was called while the socket was closing or closed: the browser drops the data silently. */
export interface DiscardedEvent {
  type: 'discarded';
  connection: number;
  time: number;
  /** in a history: how many there have been on this connection so far; `time` is the last one's. Else it is one more. */
  count?: number;
}

/** Frames that happened and are not reported: the next frame of the connection follows them. */
export interface GapEvent {
  type: 'gap';
  connection: number;
  /** `seq` of the first missing frame */
  seq: number;
  frames: number;
  /** payload bytes of the missing frames as far as known (text counted in UTF-16 units) */
  bytes: number;
  reason: GapReason;
}

/** Connections that ended while nobody recorded and were dropped from the bounded history, with all they carried. */
export interface ForgottenEvent {
  type: 'forgotten';
  connections: number;
  frames: number;
}

/** How a command ended. */
export interface ResultEvent {
  type: 'result';
  command: number;
  /** the connection it opened or acted on, where it could be found */
  connection?: number;
  error?: CommandError;
}

export interface CommandError {
  code: 'NO_CONNECTION' | 'NOT_OPEN' | 'REFUSED';
  /** what the browser said, for a human */
  message: string;
}

/** The document is going away. What is still open ends here; `seqs` are the last numbers given, by connection. */
export interface LeftEvent {
  type: 'left';
  time: number;
  /** true when the document goes to the back/forward cache and may come back */
  cached: boolean;
  seqs: { connection: number; seq: number }[];
}
