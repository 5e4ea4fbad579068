import type { Clock } from '../../replay/clock.ts';

/** When to wake up: when `delay` is over or `due` has come, whichever is first. */
export interface AlarmTime {
  /** on the panel's own clock, in milliseconds: what is said when it has come */
  time: number;
  /** milliseconds from when it is heard of */
  delay: number;
  /** milliseconds since the epoch: what the message takes to get there is not to make it late */
  due: number;
}

/** Wakes up at a time, by whatever is not slowed down. */
export interface Alarm {
  set(time: AlarmTime): void;
  /** `listener` hears the `time` that has come. */
  onRing(listener: (time: number) => void): void;
}

/** A ring so many milliseconds early comes of a worker whose idea of the epoch is another one. */
const SKEW = 5;

/**
 * The players' clock. Timers of a hidden panel run once a second at best, so the alarm is a worker's. It is set for the
 * soonest callback only: a player asks anew whenever anything happens, mostly for the same time.
 */
export function createPanelClock(alarm: Alarm, now: () => number = () => performance.now()): Clock {
  /** soonest first */
  const waiting: { time: number; callback: () => void }[] = [];
  let setTo = Number.POSITIVE_INFINITY;
  let isSkewed = false;

  const setAlarm = (): void => {
    const [first] = waiting;
    if (!first || first.time >= setTo) return;
    const { time } = first;
    setTo = time;
    const due = isSkewed ? Number.POSITIVE_INFINITY : performance.timeOrigin + time;
    alarm.set({ time, delay: Math.max(0, time - now()), due });
  };

  alarm.onRing((rung) => {
    if (rung - now() > SKEW) isSkewed = true;
    if (rung >= setTo) setTo = Number.POSITIVE_INFINITY;
    const due = waiting.filter(({ time }) => time <= now());
    for (const one of due) {
      const place = waiting.indexOf(one);
      // One that was cancelled by another is there no more.
      if (place < 0) continue;
      waiting.splice(place, 1);
      one.callback();
    }
    setAlarm();
  });

  return {
    now,
    at(time, callback) {
      const one = { time, callback };
      const place = waiting.findIndex((other) => other.time > time);
      waiting.splice(place < 0 ? waiting.length : place, 0, one);
      setAlarm();
      return () => {
        const at = waiting.indexOf(one);
        if (at >= 0) waiting.splice(at, 1);
      };
    },
  };
}

export function workerAlarm(): Alarm {
  const worker = new Worker(new URL('./alarm-worker.ts', import.meta.url), { type: 'module' });
  return {
    set: (time) => worker.postMessage(time),
    onRing(listener) {
      worker.addEventListener('message', ({ data }: MessageEvent<number>) => listener(data));
    },
  };
}
