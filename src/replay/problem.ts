import type { WaitingFor } from './progress.ts';
import type { SocketProblem } from './socket.ts';

/**
 * - `REFUSED`: the socket could not be asked for at all
 * - `HANDSHAKE`: the handshake failed although the recorded one did not
 * - `CLOSED`: the server closed the connection before every frame was sent
 * - `SEND`: a frame could not be sent or delivered
 * - `ANSWER`, `CLOSE`: the page's socket could not be opened, or a socket closed
 * - `NO_REPLY`: giving up on a reply was told to be a failure
 * - `VARIABLE`: a value a frame needs was never captured
 * - `LOST`: the document with the socket is gone
 */
export type ReplayCode =
  | 'REFUSED'
  | 'HANDSHAKE'
  | 'CLOSED'
  | 'SEND'
  | 'ANSWER'
  | 'CLOSE'
  | 'NO_REPLY'
  | 'VARIABLE'
  | 'LOST';

/** Why a replay failed. */
export interface ReplayProblem {
  code: ReplayCode;
  /** one sentence for a human */
  message: string;
  /** index of the track in the plan */
  track: number;
  /** index of the recorded frame concerned, null where it is none in particular */
  step: number | null;
  /** what the socket reported, where that is the reason */
  cause: SocketProblem | null;
}

/** A sentence that ends in what the socket said, with its code. */
export function withCause(sentence: string, cause: SocketProblem): string {
  return `${sentence}: ${cause.message.replace(/\.$/, '')} (${cause.code}).`;
}

/** A close as people read it: `1011 "restart"`. */
export function closeText(code: number, reason: string): string {
  return reason ? `${code} ${JSON.stringify(reason)}` : `${code}`;
}

/** Why giving up on something after `patience` milliseconds fails the replay; `step` is the frame that waited. */
export function gaveUp(waiting: WaitingFor, step: number | null, patience: number): ReplayProblem {
  const within = `within ${patience / 1000} s`;
  const problem = { track: waiting.track, step, cause: null };
  switch (waiting.what) {
    case 'variable':
      return {
        ...problem,
        code: 'VARIABLE',
        message: `No value for ${waiting.name} was captured ${within}.`,
      };
    case 'send': {
      const what = waiting.step === null ? 'anything recorded' : `what frame ${waiting.step + 1} recorded`;
      return { ...problem, code: 'NO_REPLY', message: `The page did not send ${what} ${within}.` };
    }
    default: {
      const what = step === null ? 'the end' : `frame ${step + 1}`;
      return {
        ...problem,
        code: 'NO_REPLY',
        message: `The replies recorded before ${what} did not come ${within}.`,
      };
    }
  }
}
