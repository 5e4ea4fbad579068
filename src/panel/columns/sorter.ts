import type { Session } from '../../session/session.ts';
import { FrameView } from '../store/subject.ts';
import type { Column } from './column.ts';
import { type Compare, mergeRows, type Sorting, sortRows } from './merge-sort.ts';
import { sortKeyOf } from './sort-key.ts';
import { SortKeys } from './sort-keys.ts';

/** Keys made between two rests. */
const STRIDE = 256;

/** Rows that only grow, but for those that are cut. */
interface GrowingRows {
  readonly length: number;
  frameAt(row: number): number;
}

/** Puts rows in the order of one column. */
export class Sorter {
  readonly column: Column;
  #frames: Session['frames'];
  #rows: GrowingRows;
  #view: FrameView;
  #keys = new SortKeys();

  constructor(session: Session, rows: GrowingRows, column: Column) {
    this.column = column;
    this.#frames = session.frames;
    this.#rows = rows;
    this.#view = new FrameView(session);
  }

  /** Orders the rows that have a key. */
  comparator(way: 1 | -1): Compare {
    return this.#keys.comparator(way);
  }

  /** The rows from this one on are other ones than before, or have other payloads. */
  cut(row: number): void {
    this.#keys.cut(row);
  }

  /** All rows there are now in order. `before` has the first of them, in order already. */
  *sort(way: 1 | -1, before: Uint32Array | null): Sorting {
    const end = this.#rows.length;
    while (this.#keys.length < end) {
      let away: number | null = null;
      for (const until = Math.min(this.#keys.length + STRIDE, end); this.#keys.length < until; ) {
        const frame = this.#rows.frameAt(this.#keys.length);
        const key = sortKeyOf(this.#view.at(frame), this.column);
        if (this.#view.isAway) {
          away = frame;
          break;
        }
        this.#keys.push(key);
      }
      yield away === null ? undefined : this.#frames.bring(away);
    }
    const begin = before?.length ?? 0;
    const compare = this.comparator(way);
    const fresh = yield* sortRows(
      Uint32Array.from({ length: end - begin }, (_, at) => begin + at),
      compare,
    );
    return before === null ? fresh : yield* mergeRows(before, fresh, compare);
  }
}
