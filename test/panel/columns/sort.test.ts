import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Compare, mergeRows, type Sorting, sortRows } from '../../../src/panel/columns/merge-sort.ts';
import type { SortKey } from '../../../src/panel/columns/sort-key.ts';
import { SortKeys } from '../../../src/panel/columns/sort-keys.ts';

function keysOf(list: readonly SortKey[]): SortKeys {
  const keys = new SortKeys();
  for (const key of list) keys.push(key);
  return keys;
}

/** The result, and in how many steps it came. */
function finish(sorting: Sorting): { rows: number[]; steps: number } {
  for (let steps = 0; ; steps++) {
    const { done, value } = sorting.next();
    if (done) return { rows: [...value], steps };
  }
}

const rowsTo = (end: number, from = 0): Uint32Array =>
  Uint32Array.from({ length: end - from }, (_, at) => from + at);
const sort = (list: readonly SortKey[], way: 1 | -1): SortKey[] =>
  finish(sortRows(rowsTo(list.length), keysOf(list).comparator(way))).rows.map((row) => list[row] ?? null);

describe('sort keys', () => {
  it('put numbers before texts and what has none last, both ways', () => {
    const list = [null, 'b', 3, 'a', -1, null];
    expect(sort(list, 1)).toEqual([-1, 3, 'a', 'b', null, null]);
    expect(sort(list, -1)).toEqual(['b', 'a', 3, -1, null, null]);
  });

  it('leave equal rows in the order of capture, both ways', () => {
    const keys = keysOf(['x', 'x', 1, 1, null, null]);
    for (const way of [1, -1] as const) {
      const compare = keys.comparator(way);
      expect([compare(0, 1), compare(2, 3), compare(4, 5)].every((order) => order < 0)).toBe(true);
    }
  });

  it('hold more than they began with', () => {
    const list = Array.from({ length: 5_000 }, (_, at) => (at * 7_919) % 5_000);
    expect(sort(list, 1)).toEqual(Array.from(list.keys()));
  });
});

describe('sorting', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 60 });
  const byKey = (list: readonly number[]): Compare => keysOf(list).comparator(1);

  it('is the same whether all rows are sorted at once or merged with those before', () => {
    fc.assert(
      fc.property(numbers, fc.nat(60), (list, at) => {
        const middle = Math.min(at, list.length);
        const compare = byKey(list);
        const older = Uint32Array.from(finish(sortRows(rowsTo(middle), compare)).rows);
        const newer = Uint32Array.from(finish(sortRows(rowsTo(list.length, middle), compare)).rows);
        expect(finish(mergeRows(older, newer, compare)).rows).toEqual(
          finish(sortRows(rowsTo(list.length), compare)).rows,
        );
      }),
    );
  });

  it('of many rows rests often enough to be left at any time', () => {
    const list = Array.from({ length: 50_000 }, (_, at) => (at * 7_919) % 50_000);
    const { rows, steps } = finish(sortRows(rowsTo(list.length), byKey(list)));
    expect(rows.map((row) => list[row])).toEqual(Array.from(list.keys()));
    expect(steps).toBeGreaterThan(40);
  });
});
