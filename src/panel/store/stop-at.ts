import { effect, type Signal, signal, untracked } from '@preact/signals';
import type { Library } from './library.ts';
import type { Query } from './query.ts';
import type { Recording } from './recording.ts';
import type { Selection } from './selection.ts';
import { FrameView } from './subject.ts';

interface Ports {
  library: Library;
  query: Query;
  recording: Recording;
  selection: Selection;
}

/** Whether recording stops by itself at the first new frame that the filter finds; that frame is then selected. */
export function createStopAt({ library, query, recording, selection }: Ports): Signal<boolean> {
  const isSet = signal(false);
  let session = library.live();
  let next = 0;

  effect(() => {
    library.revision.value;
    const isOn = isSet.value;
    const live = library.active.value;
    untracked(() => {
      if (live !== session || !isOn) {
        session = live;
        next = live.frames.length;
      }
      const matcher = query.matcher.peek();
      if (!isOn || matcher === null || live.kind !== 'live' || !recording.on.peek()) return;
      const view = new FrameView(live);
      for (; next < live.frames.length; next++) {
        const isMatch = matcher(view.at(next));
        if (view.isAway) {
          void live.frames.bring(next).then(() => library.touch(live));
          return;
        }
        if (!isMatch) continue;
        recording.toggle();
        selection.selectFrame(next);
        isSet.value = false;
        return;
      }
    });
  });
  // Another filter asks another question: what has come before it does not stop anything.
  effect(() => {
    const isAnswerable = query.matcher.value !== null && query.risky.value === null;
    untracked(() => {
      next = session.frames.length;
      if (!isAnswerable) isSet.value = false;
    });
  });
  return isSet;
}
