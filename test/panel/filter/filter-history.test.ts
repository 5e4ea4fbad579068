import { describe, expect, it } from 'vitest';
import { MOST_USED, recalled, remember } from '../../../src/panel/filter/filter-history.ts';

describe('filters used before', () => {
  it('are kept once each, the latest first, and not for ever', () => {
    expect(remember(['b', 'a'], ' a ')).toEqual(['a', 'b']);
    expect(remember(['a'], '  ')).toEqual(['a']);
    const many = Array.from({ length: MOST_USED + 5 }, (_, index) => `q${index}`);
    expect(many.reduce<string[]>(remember, [])).toHaveLength(MOST_USED);
  });

  it('are proposed after those that were saved', () => {
    const texts = recalled(['s'], ['u', 's'], ' ').map(({ text, at, length }) => [text, at, length]);
    expect(texts).toEqual([
      ['s', 0, 1],
      ['u', 0, 1],
    ]);
  });
});
