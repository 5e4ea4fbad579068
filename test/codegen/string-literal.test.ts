import vm from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringLiteral } from '../../src/codegen/string-literal.ts';
import { HOSTILE_TEXTS, WITH_NUL } from './hostile.ts';

/** Text of what is dangerous, in any order. */
const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...HOSTILE_TEXTS,
        WITH_NUL,
        '*',
        '/',
        '<',
        '$',
        '{',
        '\\',
        '"',
        '!--',
        '\u2028',
        '\ud800',
      ),
      fc.string({ unit: 'binary' }),
    ),
  )
  .map((parts) => parts.join(''));

describe('a string literal', () => {
  it('is the same text to JSON and to JavaScript', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const literal = stringLiteral(text);
        expect(JSON.parse(literal)).toBe(text);
        expect(vm.runInNewContext(literal)).toBe(text);
      }),
    );
  });

  it('holds nothing that ends what may be around it, ends a line, or cannot be seen', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(stringLiteral(text)).not.toMatch(
          /\*\/|<\/|<!--|<\?|<script|\$\{|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/iu,
        );
      }),
    );
  });

  it.each([
    ['*/', '"*\\/"'],
    ['</script>', '"\\u003c/script>"'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what it is about
    ['${1}', '"\\u0024{1}"'],
    ['\u2028', '"\\u2028"'],
    ['a < b / c $d {e}', '"a < b / c $d {e}"'],
  ])('of %j is %s', (text, literal) => {
    expect(stringLiteral(text)).toBe(literal);
  });
});
