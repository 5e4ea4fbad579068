import type { Direction } from '../protocol/event.ts';
import type { Payload, Shape } from '../protocol/payload.ts';

/** One recorded frame. */
export interface Step {
  /** milliseconds since the connection opened */
  at: number;
  direction: Direction;
  /** null where the recording has no bytes for it: such a frame is skipped and counted, never invented */
  payload: Payload | null;
  shape: Shape;
}

/** The frames of one connection in recorded order, read one at a time so that a million are never copied. */
export interface Steps {
  readonly length: number;
  /** The frame at `index`, from 0; called for indexes below `length` only. */
  step(index: number): Step;
}

/** How the recorded connection ended. */
export type Outcome =
  /** the handshake did not succeed; `at` is milliseconds since the constructor was called */
  | { is: 'failed'; at: number }
  /** `at` is milliseconds since the connection opened; `by` is who asked first to close */
  | { is: 'closed'; at: number; code: number; reason: string; wasClean: boolean; by: 'page' | 'server' }
  /** nobody saw it end: the recording stopped, or the page left */
  | { is: 'open' };

/** One connection as it was recorded: plain data, whatever it was captured by or read from. */
export interface Recording {
  /** as resolved by the browser */
  url: string;
  /** requested subprotocols, in order */
  protocols: string[];
  /** the subprotocol the server chose, '' if none */
  protocol: string;
  /** the extensions in use as the browser stated them, '' if none */
  extensions: string;
  /** milliseconds from the constructor to open; null where the connection never opened */
  opened: number | null;
  outcome: Outcome;
  steps: Steps;
}

/** True where nobody ever saw the handshake end: the page left, or the recording stopped, before it did. */
export function neverOpened({ opened, outcome, steps }: Recording): boolean {
  return opened === null && outcome.is === 'open' && steps.length === 0;
}

/** Frames that are in memory already. */
export function stepsOf(list: readonly Step[]): Steps {
  return {
    length: list.length,
    step(index) {
      const step = list[index];
      if (!step) throw new RangeError(`No step ${index} of ${list.length}.`);
      return step;
    },
  };
}
