import { describe, expect, it } from 'vitest';
import { isLike, matches } from '../../src/protocol/predicate.ts';

describe('a URL is like a pattern', () => {
  it.each([
    ['ws://a/x', 'ws://a/x', true],
    ['ws://a/x', 'ws://a/', false],
    ['ws://a/', 'ws://a/x', false],
    ['ws://a/x/y', 'ws://a/*', true],
    ['ws://a/x/y', 'ws://*/y', true],
    ['ws://a/x/y', 'ws://*/x', false],
    ['ws://a/aab', '*ab', true],
    ['ws://a/x', '**', true],
    ['', '*', true],
    ['', '', true],
    ['ws://a/(x)+', 'ws://a/(x)+', true],
  ])('%s, %s: %s', (url, pattern, expected) => {
    expect(isLike(url, pattern)).toBe(expected);
  });

  it('with or without its query', () => {
    const url = 'ws://a/x?token=1';
    expect(matches({ is: 'like', value: 'ws://a/x' }, { url })).toBe(true);
    expect(matches({ is: 'like', value: 'ws://a/x?token=*' }, { url })).toBe(true);
    expect(matches({ is: 'like', value: 'ws://a/x?other=*' }, { url })).toBe(false);
  });
});
