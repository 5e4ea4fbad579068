import { type ReadonlySignal, signal } from '@preact/signals';
import type { FrameNote } from '../../session/session.ts';
import type { Library } from './library.ts';

/** What the user has written beside frames of the active session. */
export interface Notes {
  /** counts up when one has changed */
  revision: ReadonlySignal<number>;
  of(frame: number): FrameNote | undefined;
  /** Bookmarks all of them, or, where all are, none. What was written beside them stays. */
  toggle(frames: Iterable<number>): void;
  /** The first text makes a bookmark; another, or none, leaves it as it is. */
  write(frame: number, text: string): void;
}

export function createNotes(library: Library): Notes {
  const revision = signal(0);
  const notes = (): Map<number, FrameNote> => library.active.peek().notes;

  const put = (frame: number, note: FrameNote): void => {
    if (note.bookmarked || note.text !== '') notes().set(frame, note);
    else notes().delete(frame);
  };

  return {
    revision,
    of: (frame) => notes().get(frame),
    toggle(frames) {
      const list = [...frames];
      const bookmarked = !list.every((frame) => notes().get(frame)?.bookmarked);
      for (const frame of list) put(frame, { text: notes().get(frame)?.text ?? '', bookmarked });
      revision.value++;
    },
    write(frame, text) {
      put(frame, { text, bookmarked: notes().get(frame)?.bookmarked ?? text !== '' });
      revision.value++;
    },
  };
}
