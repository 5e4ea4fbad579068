import { formatRange, withoutTerm, withTerm } from '../../filter/format.ts';
import { parse } from '../../filter/parse.ts';
import type { Rows } from '../store/rows.ts';

/** `query` for the frames between two moments (milliseconds since the recording began), in place of other times. */
export function withTimeRange(query: string, from: number, to: number): string {
  return withTerm(withoutTimes(query), formatRange('time', Math.floor(from), Math.ceil(to)));
}

/** `query` without what it asks of all frames' times. */
export function withoutTimes(query: string): string {
  const { expression } = parse(query);
  const members = expression?.is === 'all' ? expression.of : expression ? [expression] : [];
  const times = members
    .filter((member) => member.is === 'number' && member.field === 'time')
    .map(({ at, length }) => query.slice(at, at + length));
  return times.reduce(withoutTerm, query);
}

/** The first row that is not before `time`; the last where all are. `timeOf` is the time of a frame. */
export function rowAtTime(
  rows: Pick<Rows, 'length' | 'frameAt'>,
  time: number,
  timeOf: (frame: number) => number,
): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeOf(rows.frameAt(middle)) < time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, Math.min(low, rows.length - 1));
}
