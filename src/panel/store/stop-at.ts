import { effect, type Signal, signal, untracked } from '@preact/signals';
import type { Matcher } from '../../filter/match.ts';
import type { Session } from '../../session/session.ts';
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

/**
 * Whether recording stops by itself at the first new frame that the filter finds; that frame is then shown and selected,
 * whatever session is looked at. A Blob is decided once it was read.
 */
export function createStopAt({ library, query, recording, selection }: Ports): Signal<boolean> {
  const isSet = signal(false);
  let session = library.live();
  /** frames from this one on are new */
  let first = 0;
  let next = 0;
  /** of the session's frames whose Blob was read: how many were looked at */
  let settled = 0;

  const begin = (live: Session): void => {
    session = live;
    first = next = live.frames.length;
    settled = live.settled.length;
  };

  /** The next frame to be decided, null for none. */
  const due = (): number | null => {
    const { frames, settled: read } = session;
    for (; settled < read.length; settled++) {
      const frame = read[settled] as number;
      if (frame >= first && frame < next) return frame;
    }
    while (next < frames.length && frames.isPending(next)) next++;
    return next < frames.length ? next : null;
  };

  const look = (matches: Matcher): void => {
    const view = new FrameView(session);
    for (let frame = due(); frame !== null; frame = due()) {
      const isMatch = matches(view.at(frame));
      if (view.isAway) {
        const { frames } = session;
        void frames.bring(frame).then(() => library.touch(session));
        return;
      }
      if (isMatch) return stop(frame);
      if (frame < next) settled++;
      else next++;
    }
  };

  const stop = (frame: number): void => {
    isSet.value = false;
    // Once this effect is over: what shows another session forgets what was selected.
    queueMicrotask(() => {
      recording.toggle();
      library.show(session);
      selection.selectFrame(frame);
    });
  };

  effect(() => {
    library.growth.value;
    library.sessions.value;
    const isOn = isSet.value;
    untracked(() => {
      const live = library.live();
      if (live !== session || !isOn) begin(live);
      const matcher = query.matcher.peek();
      if (isOn && matcher !== null && recording.on.peek()) look(matcher);
    });
  });
  // Another filter asks another question: what has come before it does not stop anything.
  effect(() => {
    const isAnswerable = query.matcher.value !== null && query.risky.value === null;
    untracked(() => {
      begin(session);
      if (!isAnswerable) isSet.value = false;
    });
  });
  return isSet;
}
