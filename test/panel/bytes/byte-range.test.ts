import { describe, expect, it } from 'vitest';
import { byteForKey, firstOf, lastOf, movedTo } from '../../../src/panel/bytes/byte-range.ts';

describe('bytes that are looked at', () => {
  it('reach from where the selection began to where it is', () => {
    const begun = movedTo(null, 7, false);
    expect([firstOf(begun), lastOf(begun)]).toEqual([7, 7]);
    const extended = movedTo(begun, 3, true);
    expect([firstOf(extended), lastOf(extended)]).toEqual([3, 7]);
    const moved = movedTo(extended, 9, false);
    expect([firstOf(moved), lastOf(moved)]).toEqual([9, 9]);
  });

  it.each([
    ['ArrowLeft', 19],
    ['ArrowRight', 21],
    ['ArrowUp', 4],
    ['ArrowDown', 29],
    ['PageUp', 0],
    ['Home', 16],
    ['End', 29],
  ])('%s moves within what there is', (key, to) => {
    expect(byteForKey(key, 20, { bytes: 30, perRow: 16, page: 4 })).toBe(to);
  });

  it('are left alone by other keys', () => {
    expect(byteForKey('a', 20, { bytes: 30, perRow: 16, page: 4 })).toBeNull();
  });
});
