import type { Clock } from '../../replay/clock.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * What is shown of something that goes on changes at most this often, in milliseconds: to draw is what keeps the rest
 * waiting, and who reads it reads no faster, …
 */
const SHOW_MS = 250;
/** … and takes no more than this share of the time. */
const SHARE = 0.04;

/** Decides when something that changes all the time is drawn. */
export interface DrawPace {
  /** Draws before the next paint; where it `mayWait`, not too soon after the time before. */
  soon(mayWait: boolean): void;
  /** Looks again at this time of the clock, unless that happens earlier. */
  lookAt(time: number): void;
  isComing(): boolean;
  /** Something else goes on from now on: what was to come does not. */
  reset(): void;
}

/** @param again asks for what is due, as it is then: mostly it calls `soon` */
export function createDrawPace(
  clock: Clock,
  scheduler: Scheduler,
  draw: () => void,
  again: () => void,
): DrawPace {
  let isComing = false;
  /** clock time before which nothing that may wait is drawn */
  let next = 0;
  let look: { time: number; cancel: () => void } | null = null;

  const lookAt = (time: number): void => {
    if (look && look.time <= time) return;
    look?.cancel();
    const cancel = clock.at(time, () => {
      look = null;
      again();
    });
    look = { time, cancel };
  };

  const drawNow = (): void => {
    isComing = false;
    const start = clock.now();
    next = start + SHOW_MS;
    draw();
    // What has changed is drawn by then.
    scheduler.soon(() => {
      const now = clock.now();
      next = Math.max(next, now + (now - start) / SHARE);
    });
  };

  return {
    soon(mayWait) {
      if (isComing) return;
      if (mayWait && clock.now() < next) return lookAt(next);
      isComing = true;
      scheduler.frame(drawNow);
    },
    lookAt,
    isComing: () => isComing,
    reset() {
      look?.cancel();
      look = null;
      next = 0;
    },
  };
}
