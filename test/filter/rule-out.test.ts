import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonTerm } from '../../src/filter/expression.ts';
import { formatJson, type JsonLeaf } from '../../src/filter/format.ts';
import { compile } from '../../src/filter/match.ts';
import { parse } from '../../src/filter/parse.ts';
import { ruleOut } from '../../src/filter/rule-out.ts';
import './arbitraries.ts';
import { frame } from './frames.ts';

function jsonTerm(query: string): JsonTerm {
  const { expression } = parse(query);
  if (expression?.is !== 'json') throw new Error(`${query} is no JSON term`);
  return expression;
}

const ruledOut = (query: string, text: string): boolean | undefined => ruleOut(jsonTerm(query))?.(text);

/** The same document written as another encoder might: escapes, exponents, zeros, white space. */
function rewritten(value: unknown, choices: Iterator<number>): string {
  const pick = (count: number): number => (choices.next().value ?? 0) % count;
  if (typeof value === 'string') return writtenString(value, pick);
  if (typeof value === 'number') return writtenNumber(value, pick);
  if (Array.isArray(value)) return ` [${value.map((item) => rewritten(item, choices)).join(' ,')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value);
  return `{${members.map(([key, member]) => `${writtenString(key, pick)} :${rewritten(member, choices)}`).join(',')}}`;
}

function writtenString(text: string, pick: (count: number) => number): string {
  if (pick(3)) return JSON.stringify(text);
  const unit = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `"${text.split('').map(unit).join('')}"`;
}

function writtenNumber(number: number, pick: (count: number) => number): string {
  const plain = JSON.stringify(number);
  if (/e/.test(plain)) return plain;
  return (
    [plain, `${plain}e0`, `${plain}${plain.includes('.') ? '000' : '.0'}`, number.toExponential()][pick(4)] ??
    plain
  );
}

const leaves: fc.Arbitrary<JsonLeaf> = fc.oneof(
  fc.constantFrom('PAID', 'a b', '5', '1e3', 'é', '"', '', '0.50'),
  fc.constantFrom<JsonLeaf>(0, 5, 1000, -5, 0.5, 1e21, 123456.789, 2 ** 53 + 2, true, null),
  fc.string({ maxLength: 5 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const names = fc.oneof(
  fc.constantFrom('status', 'length', '0', 'a b', 'é', '"', ''),
  fc.string({ maxLength: 4 }),
);

describe('a look at the text', () => {
  it('never rules out a payload that matches, however it is written', () => {
    fc.assert(
      fc.property(
        fc.array(names, { minLength: 1, maxLength: 3 }),
        leaves,
        fc.constantFrom('=', '~', '>=', '<=', ''),
        fc.array(fc.nat({ max: 11 }), { maxLength: 30 }),
        (path, leaf, operator, choices) => {
          const document = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), leaf);
          const text = rewritten(document, choices.values());
          const term = formatJson(path, leaf).replace(/=(?=[^=]*$)/, operator === '' ? '=' : operator);
          const { expression } = parse(operator === '' ? formatJson(path) : term);
          if (expression?.is !== 'json') return;
          const parsedOnly = compile(expression)(frame({ text: '', document: JSON.parse(text) }));
          expect(compile(expression)(frame({ text }))).toBe(parsedOnly);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it('rules out what lacks the name or the value', () => {
    expect(ruledOut('json:a.status=PAID', '{"a":{"state":"PAID"}}')).toBe(true);
    expect(ruledOut('json:a.status=PAID', '{"a":{"status":"OPEN"}}')).toBe(true);
    expect(ruledOut('json:status', '{"state":1}')).toBe(true);
    expect(ruledOut('json:total=62', '{"total":61.5}')).toBe(true);
    expect(ruledOut('json:note~pump', '{"note":"valve"}')).toBe(true);
  });

  it.each([
    ['an escape could hide it', 'json:a=x', '{"\\u0061":"x"}'],
    ['an exponent could hide it', 'json:a=1000', '{"a":1e3}'],
    ['so many digits round to another number', 'json:a=5', '{"a":4.99999999999999999999}'],
    ['so many digits round to another number', 'json:a=0.3', '{"a":0.299999999999999988}'],
    ['the text is not plain JSON', 'json:a=x', '42["a"]'],
  ])('decides nothing where %s', (_why, query, text) => {
    expect(ruledOut(query, text)).toBe(false);
  });

  it('does not look for what need not stand in the text', () => {
    expect(ruledOut('json:*>5', '[]')).toBeUndefined();
    expect(ruledOut('json:[0].length!=5', '[[]]')).toBeUndefined();
    expect(ruledOut('json:*~1e', '[]')).toBeUndefined();
    expect(ruledOut('json:*=9007199254740993', '[]')).toBeUndefined();
  });
});
