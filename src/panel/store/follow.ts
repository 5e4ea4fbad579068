import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Library } from './library.ts';
import type { Rows } from './rows.ts';
import type { Selection } from './selection.ts';

/** Whether the frame table keeps the newest frame in view. */
export interface Follow {
  on: Signal<boolean>;
  /** rows that came since it was let go */
  fresh: ReadonlySignal<number>;
  resume(): void;
  release(): void;
}

export function createFollow(library: Library, rows: Rows, selection: Selection): Follow {
  const on = signal(true);
  /** the first frame that nobody has followed to */
  const since = signal(0);

  const release = (): void => {
    if (!on.peek()) return;
    since.value = library.active.peek().frames.length;
    on.value = false;
  };

  effect(() => {
    const session = library.active.value;
    since.value = session.frames.length;
    on.value = session.kind === 'live';
  });
  // Who looks at a frame does not want it to run away.
  effect(() => {
    if (selection.frame.value !== null) untracked(release);
  });

  return {
    on,
    fresh: computed(() => {
      library.revision.value;
      rows.revision.value;
      return on.value ? 0 : rows.length - rows.rowOf(since.value);
    }),
    resume() {
      on.value = true;
    },
    release,
  };
}
