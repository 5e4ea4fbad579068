import { describe, expect, it } from 'vitest';
import { parse } from '../../src/filter/parse.ts';
import { MAX_STEPS, regexRisk, regexTerms } from '../../src/filter/regex-risk.ts';

describe('a regular expression is safe', () => {
  it.each([
    ['without loops', ['timeout', 'tick|typing', '^(join|leave)$', 'err(or)?', '\\bfoo\\b', '[a-f0-9]{64}']],
    ['with a loop that nothing follows', ['user_\\w+', 'foo.*', 'a{3,}', '(?:ab|cd)+', 'x|y.*']],
    [
      'where each loop ends at one place and passes no place to begin',
      ['"id":\\d+,', '"id":"[^"]*"', 'id":\\s*"?\\d+', 'x[^x]*x', '@\\w+\\.'],
    ],
    ['where it begins once', ['^.*foo', '^\\w+$', '^(?:\\d+,)*x', '^(?:[^"\\\\]|\\\\.)*"']],
    [
      'with escapes and classes of all kinds',
      ['\\u0041[\\]x]+', '\\x41\\cA\\0[\\b\\-]', '[^\\W\\d]', '\\/[/]'],
    ],
    ['with a short look around', ['(?<!\\d)7(?=px|em)']],
  ])('%s', (_why, sources) => {
    for (const source of sources) expect([source, regexRisk(source)]).toEqual([source, 'safe']);
  });
});

describe('a regular expression is risky', () => {
  it.each([
    ['where loops nest', ['(a+)+$', '([a-z]+)*\\d', '(x+x+)+y', '(.*)*', '^(([a-z])+.)+[A-Z]([a-z])+$']],
    ['where a loop matches the same in two ways', ['(a|a)*$', '(a|ab)*c', '(a?)+b', '(?:|a)*b']],
    ['where loops follow one another', ['.*a.*b', 'a*a*a*b', '^.*\\d+x']],
    [
      'where it begins anew all along a loop',
      ['\\s+$', 'error.*timeout', '[A-Z]+Exception', '"(?:[^"\\\\]|\\\\.)*"'],
    ],
    [
      'where choices multiply',
      ['(a?){50}a{50}', '(?:|){50}\\b', '(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)(a|a)'],
    ],
    ['where it looks far from everywhere', ['(?=.*foo)x', '(?:(?=\\d*x)a)*b', '(?<=a.*)b']],
    ['where it refers back', ['(\\w+)\\1', '(?<q>["\'])x\\k<q>']],
    ['where each place is long work', [`\\w{${MAX_STEPS + 1}}`]],
    ['where it cannot be followed', ['('.repeat(4000) + ')'.repeat(4000), '(?i:a)']],
  ])('%s', (_why, sources) => {
    for (const source of sources) expect([source, regexRisk(source)]).toEqual([source, 'risky']);
  });

  it.each([
    ['^a.*b', 'm', 'a line may begin anywhere'],
    ['a[A-Z]*;', 'i', 'A is an a'],
    ['\\n.*;', 's', 'a dot takes line breaks'],
    ['[a--b]', 'v', 'sets of sets are not read'],
    ['s[^s]*;', 'i', 'ſ is an s'],
  ])('/%s/%s: %s', (source, flags) => {
    expect(regexRisk(source, flags)).toBe('risky');
  });

  it.each([
    ['^a.*b', ''],
    ['a[A-Z]*;', ''],
    ['a[^A]*b', 'i'],
    ['\\n.*;', ''],
    ['x.*y', 'y'],
    ['\\p{L}', 'u'],
    ['\\u{1F600}', 'u'],
  ])('but not /%s/%s', (source, flags) => {
    expect(regexRisk(source, flags)).toBe('safe');
  });
});

describe('the regular expressions of a query', () => {
  it('are listed with place and risk', () => {
    const { expression } = parse('dir:in -(/a+b/ OR event:/x|y/i) json:a~/(a+)+$/ "/c/"');
    expect(
      regexTerms(expression).map(({ term, source, flags, risk }) => [term.at, source, flags, risk]),
    ).toEqual([
      [9, 'a+b', '', 'risky'],
      [18, 'x|y', 'i', 'safe'],
      [32, '(a+)+$', '', 'risky'],
    ]);
  });

  it('are none in none', () => {
    expect(regexTerms(null)).toEqual([]);
  });
});
