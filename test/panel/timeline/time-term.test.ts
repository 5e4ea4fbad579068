import { describe, expect, it } from 'vitest';
import { rowAtTime, withTimeRange } from '../../../src/panel/timeline/time-term.ts';

describe('a range of times as a term', () => {
  it('is added to what is asked for', () => {
    expect(withTimeRange('dir:in', 1000, 2500)).toBe('dir:in time:1s..2.5s');
  });

  it('stands in place of other times', () => {
    expect(withTimeRange('time:1s..2s dir:in', 3000, 4000)).toBe('dir:in time:3s..4s');
    expect(withTimeRange('time:<2s', 3000, 4000)).toBe('time:3s..4s');
  });

  it('leaves times alone that are one of alternatives', () => {
    expect(withTimeRange('(time:<2s OR error)', 3000, 4000)).toBe('(time:<2s OR error) time:3s..4s');
  });
});

describe('the row at a time', () => {
  const times = [10, 20, 30];
  const rows = { length: 3, frameAt: (row: number) => row };
  const at = (time: number) => rowAtTime(rows, time, (frame) => times[frame] ?? 0);

  it('is the first that is not before it', () => {
    expect([at(0), at(15), at(20), at(30)]).toEqual([0, 1, 1, 2]);
  });

  it('is the last where all are before it', () => {
    expect(at(99)).toBe(2);
  });
});
