import { rowAtTime } from '../timeline/time-term.ts';
import type { Follow } from './follow.ts';
import type { Library } from './library.ts';
import type { Rows } from './rows.ts';
import type { RowsInView } from './rows-in-view.ts';

interface Ports {
  library: Library;
  captured: Rows;
  rows: Pick<Rows, 'rowOf'>;
  rowsInView: RowsInView;
  follow: Follow;
}

/**
 * Brings the first shown frame that is not before a moment (milliseconds since the epoch) into view; the last where all
 * are. Returns it, null where no frame is shown.
 */
export function createGoToTime({ library, captured, rows, rowsInView, follow }: Ports) {
  return (time: number): number | null => {
    if (captured.length === 0) return null;
    const { frames } = library.active.peek();
    const frame = captured.frameAt(rowAtTime(captured, time, (one) => frames.time(one)));
    follow.release();
    rowsInView.show(rows.rowOf(frame));
    return frame;
  };
}
