import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Session } from '../../session/session.ts';
import type { ListWindow } from '../list/use-list-window.ts';
import { useStore } from './store-context.ts';

/** Another filter begins the list anew: what was in view is to be in view again, or its nearest neighbour. */
export function usePlaceKeeping(list: ListWindow, session: Session, selectedRow: number | null): void {
  const { rows, follow } = useStore();
  const place = useRef({ session, run: rows.run, frame: 0 }).current;
  useLayoutEffect(() => {
    if (place.session !== session) Object.assign(place, { session, run: rows.run, frame: 0 });
    if (place.run === rows.run) {
      if (list.end > list.first) place.frame = rows.frameAt(list.first);
      return;
    }
    const isThere = rows.scanned.peek() > place.frame || rows.scanned.peek() >= session.frames.length;
    if (!isThere) return;
    place.run = rows.run;
    if (follow.on.peek() || rows.length === 0) return;
    list.show(rows.rowOf(place.frame));
    if (selectedRow !== null) list.reveal(selectedRow);
  });
}
