import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPasteable, shellQuote } from '../../src/codegen/shell-quote.ts';
import { HOSTILE_TEXTS } from './hostile.ts';

const words = (shell: string, texts: string[]): string[] =>
  execFileSync(shell, ['-c', `printf '%s\\n' ${texts.map(shellQuote).join(' ')}`], { encoding: 'utf8' })
    .slice(0, -1)
    .split('\n');

describe('a quoted word', () => {
  it('is the same text to a shell', () => {
    const texts = fc.sample(
      fc.string({ unit: fc.constantFrom(...'\'"`$\\!(){}*?~#&|;<>- éa\u{1f600}') }),
      500,
    );
    expect(words('sh', texts)).toEqual(texts);
  });

  it('is the same text to every shell there is here, however hostile', () => {
    const texts = HOSTILE_TEXTS.filter(isPasteable);
    expect(texts.length).toBeGreaterThan(8);
    for (const shell of ['sh', 'bash']) expect(words(shell, texts)).toEqual(texts);
  });

  it.each(['\u001b[201~', 'a\nb', '\t', '\0', '\u009b', '\u2028', '\ud800'])(
    'is never made of %j',
    (text) => {
      expect(isPasteable(text)).toBe(false);
      expect(() => shellQuote(text)).toThrow(RangeError);
    },
  );
});
