import type { Session } from '../../session/session.ts';
import type { Rows } from '../store/rows.ts';
import { FrameView } from '../store/subject.ts';

/** So many rows are looked at before it is given up: longer would be felt. */
export const MOST_ROWS = 50_000;

/**
 * The next frame shown (`way` 1) or the one before (-1) that is called as `frame` is; null where there is none near,
 * it has no name, or nobody wants to know any more.
 *
 * @param isWanted is asked again whenever a payload had to be brought; must be false once `rows` are another session's
 */
export async function nextOfName(
  session: Session,
  rows: Pick<Rows, 'length' | 'run' | 'frameAt' | 'rowOf'>,
  frame: number,
  way: 1 | -1,
  isWanted: () => boolean,
): Promise<number | null> {
  const { frames } = session;
  const view = new FrameView(session);
  const { run } = rows;
  /** null where nobody wants to know any more */
  const broughtName = async (other: number): Promise<string | null> => {
    for (;;) {
      const { name } = view.at(other);
      if (!view.isAway) return name;
      await frames.bring(other);
      if (!isWanted() || rows.run !== run) return null;
    }
  };
  const name = await broughtName(frame);
  if (name === null || name === '') return null;
  let at = rowBeside(rows, frame, way);
  for (let looked = 0; at >= 0 && at < rows.length && looked < MOST_ROWS; looked++) {
    const other = rows.frameAt(at);
    const found = view.at(other).name;
    if (!view.isAway) {
      if (found === name) return other;
      at += way;
      continue;
    }
    const brought = await broughtName(other);
    if (brought === null) return null;
    if (brought === name) return other;
    // Others may have come between meanwhile.
    at = rowBeside(rows, other, way);
  }
  return null;
}

/** The row after that of a frame (`way` 1), or before it; the frame itself need not be shown. */
function rowBeside(rows: Pick<Rows, 'length' | 'frameAt' | 'rowOf'>, frame: number, way: 1 | -1): number {
  const row = rows.rowOf(frame);
  if (way < 0) return row - 1;
  const isShown = row < rows.length && rows.frameAt(row) === frame;
  return isShown ? row + 1 : row;
}
