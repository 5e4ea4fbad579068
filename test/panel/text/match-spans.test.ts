import { describe, expect, it } from 'vitest';
import { MOST_SPANS, partsOf, spansOf } from '../../../src/panel/text/match-spans.ts';
import { TextLines } from '../../../src/panel/text/text-lines.ts';

const cut = (text: string, search: RegExp, at = 0, end = text.length): string[] =>
  partsOf(text, spansOf(text, [search]), at, end).map(({ text, isFound }) => (isFound ? `[${text}]` : text));

describe('what is found in a text', () => {
  it('is cut out of it', () => {
    expect(cut('ops and OPS', /ops/iu)).toEqual(['[ops]', ' and ', '[OPS]']);
    expect(cut('nothing', /ops/u)).toEqual(['nothing']);
  });

  it('is cut off where the part that is shown begins and ends', () => {
    expect(cut('abcabc', /bca/u, 2, 5)).toEqual(['[ca]', 'b']);
    expect(cut('abcabc', /abc/u, 4, 6)).toEqual(['[bc]']);
    expect(cut('abcabc', /abc/u, 1, 5)).toEqual(['[bc]', '[ab]']);
  });

  it('is one stretch where searches overlap', () => {
    expect(spansOf('abcd', [/abc/u, /bcd/u])).toEqual([{ at: 0, end: 4 }]);
  });

  it('is no match of nothing, and no more than can be marked', () => {
    expect(spansOf('aaa', [/x*/u])).toEqual([]);
    expect(spansOf('a b '.repeat(MOST_SPANS), [/a/u])).toHaveLength(MOST_SPANS);
  });
});

describe('a line', () => {
  it('is found by an offset in it', () => {
    const lines = new TextLines('ab\ncdef\n\ng', 2);
    expect([0, 2, 3, 4, 5, 7, 8, 9].map((offset) => lines.lineAt(offset))).toEqual([0, 0, 1, 1, 2, 2, 3, 4]);
    expect(lines.span(2)).toEqual({ at: 5, end: 7 });
  });
});
