import type { Cue } from './cues.ts';
import { windowOf } from './pacing.ts';
import type { Plan } from './plan.ts';
import type { WaitingFor } from './progress.ts';
import type { TrackRun } from './track-run.ts';

/** How long replies that are still to come may stay away before a connection to the server is ended, in ms. */
export const LINGER = 2_000;
/** How long a frame waits for a value that is still to be captured, in ms. */
export const VARIABLE_WAIT = 5_000;
/** How long the close handshake may take, in ms. */
export const CLOSE_WAIT = 5_000;

/** What must happen before `cue` can be played, its time apart; null where nothing must. */
export function blockerOf(cue: Cue, run: TrackRun, plan: Plan): WaitingFor | null {
  const track = run.index;
  switch (cue.kind) {
    case 'open':
    case 'answer':
      return null;
    case 'arrived':
      if (run.hasArrived) return null;
      return { what: plan.target === 'server' ? 'handshake' : 'page', track };
    case 'frame':
      if (run.inFlight >= windowOf(plan.pacing)) return { what: 'results', track, count: run.inFlight };
      if (plan.pacing.by === 'manual') return { what: 'step', track };
      return plan.pacing.by === 'reply' ? replies(track, run.repliesDue(cue.replies)) : null;
    case 'end':
      if (run.inFlight > 0) return { what: 'results', track, count: run.inFlight };
      return plan.target === 'server' ? endAtServer(run, plan) : endAtPage(run, plan);
  }
}

function endAtServer(run: TrackRun, plan: Plan): WaitingFor | null {
  const track = run.index;
  const { outcome } = run.track.recording;
  if (plan.pacing.by === 'manual') return { what: 'step', track };
  if (outcome.is === 'closed' && run.endsAsRecorded) {
    if (outcome.by === 'server') return { what: 'close', track };
    if (plan.pacing.by === 'time') return null;
  }
  return replies(track, run.expected - run.received);
}

const replies = (track: number, count: number): WaitingFor | null =>
  count > 0 ? { what: 'replies', track, count } : null;

function endAtPage(run: TrackRun, plan: Plan): WaitingFor | null {
  const track = run.index;
  const { outcome } = run.track.recording;
  if (outcome.is === 'open' || !run.endsAsRecorded) return null;
  if (plan.pacing.by === 'manual') return { what: 'step', track };
  if (plan.pacing.by === 'reply' && outcome.is === 'closed' && outcome.by === 'page')
    return { what: 'close', track };
  return null;
}

/** Whether `step()` may go past it: what the other side should do first, but need not. */
export function isPassable(waiting: WaitingFor): boolean {
  return (
    waiting.what === 'step' ||
    waiting.what === 'replies' ||
    waiting.what === 'send' ||
    waiting.what === 'close'
  );
}

/** How long something is waited for before `cue`, and whether giving up fails the replay. */
export interface Limit {
  /** in milliseconds, infinite for as long as it takes */
  patience: number;
  isFatal: boolean;
}

const FOREVER: Limit = { patience: Number.POSITIVE_INFINITY, isFatal: false };

/** The limit on waiting before `cue`; null for what is waited for after the last one. */
export function limitOf(waiting: WaitingFor, cue: Cue | null, { target, pacing }: Plan): Limit {
  const asPaced =
    pacing.by === 'reply' && pacing.giveUp !== null
      ? { patience: pacing.giveUp, isFatal: pacing.onGiveUp === 'fail' }
      : FOREVER;
  switch (waiting.what) {
    case 'replies':
      return cue?.kind === 'end' ? { patience: LINGER, isFatal: false } : asPaced;
    case 'send':
      return asPaced;
    case 'variable':
      return { patience: VARIABLE_WAIT, isFatal: true };
    case 'close':
      if (cue === null) return { patience: CLOSE_WAIT, isFatal: false };
      return target === 'server' ? { patience: LINGER, isFatal: false } : FOREVER;
    default:
      return FOREVER;
  }
}
