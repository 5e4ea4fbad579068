import type { Session } from '../../session/session.ts';
import type { Rows } from '../store/rows.ts';
import { FrameView } from '../store/subject.ts';

/** So many rows are looked at before it is given up: longer would be felt. */
export const MOST_ROWS = 50_000;

/**
 * The next frame shown (`way` 1) or the one before (-1) that is called as `frame` is; null where there is none near,
 * or it has no name.
 */
export async function nextOfName(
  session: Session,
  rows: Pick<Rows, 'length' | 'frameAt' | 'rowOf'>,
  frame: number,
  way: 1 | -1,
): Promise<number | null> {
  const { frames } = session;
  const view = new FrameView(session);
  const nameOf = async (other: number): Promise<string> => {
    const { name } = view.at(other);
    if (!view.isAway) return name;
    await frames.bring(other);
    return nameOf(other);
  };
  const name = await nameOf(frame);
  if (name === '') return null;
  const row = rows.rowOf(frame);
  const isShown = row < rows.length && rows.frameAt(row) === frame;
  let at = way > 0 ? (isShown ? row + 1 : row) : row - 1;
  for (let looked = 0; at >= 0 && at < rows.length && looked < MOST_ROWS; looked++, at += way)
    if (view.at(rows.frameAt(at)).name === name) return rows.frameAt(at);
  return null;
}
