/** Runs work in slices so that typing and scrolling are never kept waiting. */
export interface Scheduler {
  /** once before the next paint (or soon, where nothing paints) */
  frame(work: () => void): void;
  /** as soon as the browser has nothing more urgent */
  soon(work: () => void): void;
  /** after so many milliseconds; at once for less than one */
  later(work: () => void, delay: number): void;
  now(): number;
}

/** How long one slice of background work may take, in milliseconds. */
export const SLICE_MS = 8;

/** A hidden panel gets no animation frames: after this many milliseconds work is done anyway. */
const FRAME_TIMEOUT_MS = 250;

export function browserScheduler(): Scheduler {
  const channel = new MessageChannel();
  const queue: (() => void)[] = [];
  channel.port1.onmessage = () => queue.shift()?.();
  return {
    frame(work) {
      let done = false;
      const run = (): void => {
        if (done) return;
        done = true;
        cancelAnimationFrame(frame);
        clearTimeout(timer);
        work();
      };
      const frame = requestAnimationFrame(run);
      const timer = setTimeout(run, FRAME_TIMEOUT_MS);
    },
    soon(work) {
      queue.push(work);
      channel.port2.postMessage(null);
    },
    later(work, delay) {
      if (delay < 1) work();
      else setTimeout(work, delay);
    },
    now: () => performance.now(),
  };
}
