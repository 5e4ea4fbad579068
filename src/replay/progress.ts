import type { JitterSummary } from './jitter.ts';
import type { ReplayProblem } from './problem.ts';

/**
 * - `idle`: not started
 * - `playing`: frames go out, or the next one's time has not come
 * - `waiting`: nothing goes on until what `waitingFor` names happens
 * - `paused`
 * - `done`: played to its end, or stopped
 * - `failed`: `problem` says why
 */
export type PlayerState = 'idle' | 'playing' | 'waiting' | 'paused' | 'done' | 'failed';

/** What must happen before the next frame; `track` is an index in the plan. */
export type WaitingFor =
  /** the page to open its socket */
  | { what: 'page'; track: number }
  /** the server to finish the handshake */
  | { what: 'handshake'; track: number }
  /** so many frames from the other side */
  | { what: 'replies'; track: number; count: number }
  /** the page to send what was recorded at `step`; null where nothing in particular is left */
  | { what: 'send'; track: number; step: number | null }
  /** so many frames that are on their way to be carried out */
  | { what: 'results'; track: number; count: number }
  /** a value that is still to be captured */
  | { what: 'variable'; track: number; name: string }
  /** the close handshake, or the side that closed in the recording */
  | { what: 'close'; track: number }
  /** `step()` */
  | { what: 'step'; track: number };

/** How one connection is getting on. */
export interface TrackReport {
  /** frames to play; those played; those without payload or taken out; what is left is the rest */
  total: number;
  played: number;
  skipped: number;
  /** frames of the other side, recorded and now */
  expected: number;
  received: number;
  /** sends of the page that the recording has no match for */
  unmatched: number;
  /** clock time at which the other side was there, null before */
  opened: number | null;
  /** how it ended, null where it did not or its end is not known */
  closed: { code: number; reason: string; wasClean: boolean } | null;
}

/** How a replay is getting on; sums over all its connections. */
export interface Progress {
  state: PlayerState;
  total: number;
  played: number;
  skipped: number;
  expected: number;
  received: number;
  unmatched: number;
  /** the first thing that is waited for, null while nothing is */
  waitingFor: WaitingFor | null;
  /** variables that nothing was captured for in time, so that another value stood in */
  fallenBack: readonly string[];
  /** true where `stop()` ended it */
  stopped: boolean;
  problem: ReplayProblem | null;
  /** how well the planned times were kept, null where there were none */
  jitter: JitterSummary | null;
  tracks: TrackReport[];
}
