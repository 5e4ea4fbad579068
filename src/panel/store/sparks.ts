import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { Sparks } from '../connections/sparks.ts';
import type { Library } from './library.ts';
import { type Scheduler, SLICE_MS } from './scheduler.ts';

/** Frames looked at between two looks at the clock. */
const STRIDE = 4096;
/** What is new is drawn after so many milliseconds, all of it at once. */
const GATHERING_MS = 250;

/** The traffic of each connection of the active session. */
export interface SparkLines {
  /** counts up when there is more to draw, or all is new */
  revision: ReadonlySignal<number>;
  all(): Sparks;
}

export function createSparkLines(library: Library, scheduler: Scheduler): SparkLines {
  const revision = signal(0);
  let session = library.active.peek();
  let sparks = new Sparks();
  let next = 0;
  let run = 0;
  let isWorking = false;

  const work = (current: number): void => {
    if (current !== run) return;
    const start = scheduler.now();
    const { frames } = session;
    while (next < frames.length && scheduler.now() - start < SLICE_MS)
      for (const end = Math.min(next + STRIDE, frames.length); next < end; next++)
        sparks.add(frames.connection(next), frames.time(next), frames.direction(next));
    if (next < frames.length) return scheduler.soon(() => work(current));
    revision.value = revision.peek() + 1;
    setTimeout(() => {
      isWorking = false;
      if (next < session.frames.length) go();
    }, GATHERING_MS);
  };
  const go = (): void => {
    if (isWorking) return;
    isWorking = true;
    work(run);
  };

  effect(() => {
    session = library.active.value;
    untracked(() => {
      sparks = new Sparks();
      next = 0;
      isWorking = false;
      run++;
      go();
    });
  });
  effect(() => {
    library.revision.value;
    untracked(() => {
      if (next < session.frames.length) go();
    });
  });

  return { revision, all: () => sparks };
}
