import { describe, expect, it } from 'vitest';
import { type ListPlace, rowForKey } from '../../../src/panel/list/list-keys.ts';

const place = (more: Partial<ListPlace> = {}): ListPlace => ({
  current: 10,
  count: 100,
  page: 20,
  firstInView: 5,
  lastInView: 24,
  ...more,
});

describe('keys in a list', () => {
  it.each([
    ['ArrowDown', 11],
    ['ArrowUp', 9],
    ['PageDown', 30],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 99],
  ])('%s leads from row 10 to %d', (key, row) => {
    expect(rowForKey(key, place())).toBe(row);
  });

  it('stop at both ends', () => {
    expect(rowForKey('ArrowUp', place({ current: 0 }))).toBe(0);
    expect(rowForKey('PageDown', place({ current: 95 }))).toBe(99);
  });

  it('begin with the rows in view', () => {
    expect(rowForKey('ArrowDown', place({ current: null }))).toBe(5);
    expect(rowForKey('ArrowUp', place({ current: null }))).toBe(24);
  });

  it('lead from a row that is hidden to its neighbours', () => {
    expect(rowForKey('ArrowDown', place({ current: 9.5 }))).toBe(10);
    expect(rowForKey('ArrowUp', place({ current: 9.5 }))).toBe(9);
  });

  it('lead nowhere in an empty list, nor do other keys', () => {
    expect(rowForKey('End', place({ count: 0 }))).toBeNull();
    expect(rowForKey('a', place())).toBeNull();
  });
});
