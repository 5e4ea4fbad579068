import type { AlarmTime } from './panel-clock.ts';

/** The part of a millisecond that a timer cannot measure, and that is not worth another. */
const SLACK = 0.1;

/** Answers each {@link AlarmTime} with its `time`, when that has come. */
addEventListener('message', ({ data: { time, delay, due } }: MessageEvent<AlarmTime>) => {
  const end = performance.now() + delay;
  const left = (): number =>
    Math.min(end - performance.now(), due - (performance.timeOrigin + performance.now()));
  const look = (): void => {
    const wait = left();
    // A timer drops the fraction of a millisecond, so it may come early.
    if (wait > SLACK) setTimeout(look, wait);
    else postMessage(time);
  };
  look();
});
