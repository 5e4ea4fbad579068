/** When the next recorded frame goes out. Times are milliseconds. */
export type Pacing = ByTime | ByReply | Fast | Manual;

/** At the recorded times, times `speed`. */
export interface ByTime {
  by: 'time';
  /** from {@link SPEED_MIN} to {@link SPEED_MAX}; 2 takes half the time */
  speed: number;
}

/**
 * Step on reply. To the server: send, wait until as many replies came as were recorded, send the next.
 * To the page: a recorded reply follows the page's matching send.
 */
export interface ByReply {
  by: 'reply';
  /** how long to wait for the other side; null for as long as it takes */
  giveUp: number | null;
  /** what giving up means: take the wait as over, or fail */
  onGiveUp: 'continue' | 'fail';
  /** keeps the recorded delay after what a frame follows, times this speed; null for none */
  speed: number | null;
}

/** As fast as allowed: at most `window` frames asked for and not yet carried out. */
export interface Fast {
  by: 'fast';
  window: number;
}

/** One frame for each `step()`. */
export interface Manual {
  by: 'manual';
}

export const SPEED_MIN = 0.1;
export const SPEED_MAX = 100;
/** Frames in flight when nothing else is said. */
export const FAST_WINDOW = 64;
/** Frames in flight under any other pacing: past that the player waits rather than pile up commands. */
export const IN_FLIGHT_LIMIT = 1_000;
/** How long a step on reply waits unless the user says otherwise, in milliseconds. */
export const GIVE_UP = 5_000;

/** What `code` means: `SPEED` not from 0.1 to 100, `WINDOW` not a whole number from 1, `GIVE_UP` negative. */
export class PacingError extends Error {
  constructor(
    readonly code: 'SPEED' | 'WINDOW' | 'GIVE_UP',
    message: string,
  ) {
    super(message);
    this.name = 'PacingError';
  }
}

/** Throws a {@link PacingError} for numbers no player can keep to. */
export function checkPacing(pacing: Pacing): void {
  if (pacing.by === 'time') checkSpeed(pacing.speed);
  if (pacing.by === 'reply') {
    if (pacing.speed !== null) checkSpeed(pacing.speed);
    if (pacing.giveUp !== null && !(pacing.giveUp >= 0))
      throw new PacingError('GIVE_UP', `Giving up after ${pacing.giveUp} ms is not possible: use 0 or more.`);
  }
  if (pacing.by === 'fast' && !(Number.isInteger(pacing.window) && pacing.window >= 1))
    throw new PacingError('WINDOW', `A window of ${pacing.window} frames is not possible: use 1 or more.`);
}

function checkSpeed(speed: number): void {
  if (!(speed >= SPEED_MIN && speed <= SPEED_MAX))
    throw new PacingError('SPEED', `Speed ${speed} is not possible: use ${SPEED_MIN} to ${SPEED_MAX}.`);
}

/** How fast a player's timeline runs under `pacing`. */
export function speedOf(pacing: Pacing): number {
  return pacing.by === 'time' || pacing.by === 'reply' ? (pacing.speed ?? 1) : 1;
}

/** Frames that may be in flight under `pacing`. */
export function windowOf(pacing: Pacing): number {
  return pacing.by === 'fast' ? pacing.window : IN_FLIGHT_LIMIT;
}
