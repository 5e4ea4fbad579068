import type { Direction } from '../protocol/event.ts';
import type { Payload } from '../protocol/payload.ts';

/** One recorded frame. */
export interface RecordedFrame {
  /** milliseconds since the connection opened */
  at: number;
  direction: Direction;
  /** null where the recording has no bytes for it: such a frame is left out of the code and counted there */
  payload: Payload | null;
}

/** The frames of one connection in recorded order, read one at a time so that a million are never copied. */
export interface RecordedFrames {
  readonly length: number;
  /** The frame at `index`, from 0; called for indexes below `length` only. */
  step(index: number): RecordedFrame;
}

/** How a recorded connection ended. */
export type RecordedEnd =
  /** the handshake did not succeed; `at` is milliseconds since the constructor was called */
  | { is: 'failed'; at: number }
  /** `at` is milliseconds since the connection opened; `by` is who asked first to close */
  | { is: 'closed'; at: number; code: number; reason: string; wasClean: boolean; by: 'page' | 'server' }
  /** nobody saw it end */
  | { is: 'open' };

/** A connection to write code from: plain data of the same shape as what the players replay. */
export interface RecordedConnection {
  url: string;
  /** requested subprotocols, in order */
  protocols: readonly string[];
  /** the subprotocol the server chose, '' if none */
  protocol: string;
  /** the extensions in use as the browser stated them, '' if none */
  extensions: string;
  /** milliseconds from the constructor to open; null where the connection never opened */
  opened: number | null;
  outcome: RecordedEnd;
  steps: RecordedFrames;
  /** milliseconds from the first constructor of all the connections to this one's; 0 if not said */
  start?: number;
  /** URL of the document that opened it */
  page?: string;
  /** serialised origin of that document */
  origin?: string;
  /** HTTP status of a handshake that failed */
  status?: number | undefined;
  /** values for which placeholders stand, and for the first time in this connection */
  hidden?: number;
}
