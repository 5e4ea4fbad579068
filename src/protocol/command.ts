import type { Source } from './event.ts';
import type { Payload } from './payload.ts';

/**
 * Everything the panel may ask of a document's sockets. Each is answered by one `result` event with the same
 * `command` number. `connection` is the document's own number for it.
 */
export type Command = SendCommand | ReceiveCommand | CloseCommand | OpenCommand | AnswerCommand;

interface CommandBase {
  /** unique in the panel's life, from 1 */
  command: number;
}

/** Send to the server through the page's socket. */
export interface SendCommand extends CommandBase {
  type: 'send';
  connection: number;
  payload: Payload;
  source: Source;
}

/** Hand to the page as if the server had sent it. Binary arrives as the socket's `binaryType` asks. */
export interface ReceiveCommand extends CommandBase {
  type: 'receive';
  connection: number;
  payload: Payload;
  source: Source;
}

/** Close the page's socket as `close(code, reason)` would; for a virtual one, as if the server had closed it. */
export interface CloseCommand extends CommandBase {
  type: 'close';
  connection: number;
  code: number | null;
  reason: string | null;
  /** for a virtual socket: what `wasClean` the page is to see, true unless told */
  wasClean?: boolean;
  /** for a virtual socket: whether an `error` event goes first; it always does where the socket never opened */
  errored?: boolean;
  source: Source;
}

/** Open a new socket from the page, with its origin and cookies. The page's code does not see it. */
export interface OpenCommand extends CommandBase {
  type: 'open';
  url: string;
  protocols: string[];
  /** the replay run this socket belongs to */
  run: string;
}

/**
 * Leave a plan to the document that takes the place of this one when the page is reloaded: for frames that the arming
 * script of a reload does not reach. Carried out by the content script; it is no business of the page's sockets.
 */
export interface ArmCommand extends CommandBase {
  type: 'arm';
  /** `PagePlan` as JSON */
  plan: string;
}

/** Let a virtual socket open with the recorded handshake result. */
export interface AnswerCommand extends CommandBase {
  type: 'answer';
  connection: number;
  protocol: string;
  extensions: string;
}
