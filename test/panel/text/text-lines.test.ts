import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextLines } from '../../../src/panel/text/text-lines.ts';

function lines(text: string, columns: number): string[] {
  const cut = new TextLines(text, columns);
  return Array.from({ length: cut.length }, (_, index) => cut.line(index));
}

describe('a text in lines', () => {
  it('ends a line at LF, CR LF and CR', () => {
    expect(lines('a\nb\r\nc\rd', 80)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps empty lines, also the last', () => {
    expect(lines('\n\na\n', 80)).toEqual(['', '', 'a', '']);
    expect(lines('', 80)).toEqual(['']);
  });

  it('breaks a line that is too long, but not before its end', () => {
    expect(lines('abcdefgh\nij', 4)).toEqual(['abcd', 'efgh', 'ij']);
  });

  it('counts wide characters twice, combining ones not at all, tabs to the next stop', () => {
    expect(lines('漢字漢字', 4)).toEqual(['漢字', '漢字']);
    expect(lines('e\u0301e\u0301e\u0301', 2)).toEqual(['e\u0301e\u0301', 'e\u0301']);
    expect(lines('a\tbcd', 6)).toEqual(['a\tbc', 'd']);
  });

  it('tells what goes on from what begins', () => {
    const cut = new TextLines('abcdef\nghi', 3);
    expect([0, 1, 2].map((index) => cut.isContinued(index))).toEqual([false, true, false]);
  });

  it('loses nothing and never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const shown = lines(text, columns);
        expect(shown.join('')).toBe(text.replace(/\r\n?|\n/g, ''));
        for (const line of shown) expect(line.isWellFormed()).toBe(true);
      }),
    );
  });

  it('has no line of ASCII that is longer than asked for', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme-ascii', maxLength: 300 }),
        fc.nat({ max: 40 }),
        (text, columns) => {
          for (const line of lines(text, columns))
            expect(line.length).toBeLessThanOrEqual(Math.max(2, columns));
        },
      ),
    );
  });
});
