import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatJson,
  formatRange,
  formatTerm,
  hasTerm,
  type JsonLeaf,
  withoutTerm,
  withTerm,
} from '../../src/filter/format.ts';
import { compile } from '../../src/filter/match.ts';
import { parse } from '../../src/filter/parse.ts';
import { queries, subjects, terms, typed } from './arbitraries.ts';
import { frame } from './frames.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('OR', 'AND', '-x', '/a/i', 'a"b', '\\', '\\n', '\n', '\ud83d', 'is:held', '=x', '(', ' '),
);

describe('a term made from a value', () => {
  it.each([
    [formatTerm('event', 'chat:message'), 'event:chat:message'],
    [formatTerm('event', 'a "b"'), 'event:"a \\"b\\""'],
    [formatTerm('event', 'join', { exact: true }), 'event:=join'],
    [formatTerm('url', '/presence/'), 'url:"/presence/"'],
    [formatTerm('protocol', ''), 'protocol:""'],
    [formatTerm('dir', 'in'), 'dir:in'],
    [formatTerm('size', 2134), 'size:2134'],
    [formatTerm('size', '>1k'), 'size:>1k'],
    [formatTerm('time', 72_004), 'time:72.004s'],
    [formatTerm('time', 12.25), 'time:12.25ms'],
    [formatTerm('conn', 3), 'conn:3'],
    [formatTerm('text', 'pump'), 'pump'],
    [formatTerm('text', 'OR'), '"OR"'],
    [formatTerm('text', 'is:held'), '"is:held"'],
    [formatRange('time', 1200, 2500), 'time:1.2s..2.5s'],
    [formatRange('size', 1000, null), 'size:1000..'],
    [formatJson(['order', 'lines', 0, 'a b']), 'json:order.lines[0]["a b"]'],
    [formatJson(['0', '*', ''], 1), 'json:["0"]["*"][""]=1'],
    [formatJson(['ok'], true), 'json:ok=true'],
    [formatJson(['ok'], 'true'), 'json:ok="true"'],
    [formatJson(['id'], '7'), 'json:id="7"'],
    [formatJson(['id'], 12345678901234567890n), 'json:id=12345678901234567890'],
    [formatJson([], null), 'json:=null'],
  ])('%s', (made, expected) => {
    expect(made).toBe(expected);
  });

  it('from any text finds just that text, and has no line break for an input to strip', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const key of ['event', 'url', 'protocol', 'decoder'] as const)
          for (const exact of [false, true]) {
            const term = formatTerm(key, text, { exact });
            expect(term).not.toMatch(/[\n\r]/);
            expect(parse(term)).toMatchObject({
              errors: [],
              hints: [],
              expression: { is: 'label', field: key, at: 0, length: term.length, pattern: { text } },
            });
          }
        if (text === '') return;
        expect(parse(formatTerm('text', text))).toMatchObject({
          errors: [],
          hints: [],
          expression: { is: 'text', pattern: { how: 'contains', text } },
        });
      }),
      { numRuns: 1000 },
    );
  });

  it('from a place in a JSON document finds that document', () => {
    const leaves = fc.oneof(
      anyText,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.bigInt(),
      fc.boolean(),
      fc.constant(null),
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(anyText, fc.nat({ max: 3 })), { maxLength: 4 }),
        leaves,
        (path, leaf: JsonLeaf) => {
          const document = path.reduceRight<unknown>(
            (inner, step) =>
              typeof step === 'number' ? [...Array(step).fill(0), inner] : { __proto__: null, [step]: inner },
            leaf,
          );
          for (const term of [formatJson(path, leaf), ...(path.length ? [formatJson(path)] : [])]) {
            const { expression, errors } = parse(term);
            expect([term, errors]).toEqual([term, []]);
            expect([term, compile(expression)(frame({ document }))]).toEqual([term, true]);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('from a number finds that number', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e9, noNaN: true }), fc.nat(), (time, size) => {
        expect(compile(parse(formatTerm('time', time)).expression)(frame({ time }))).toBe(true);
        expect(compile(parse(formatTerm('size', size)).expression)(frame({ size }))).toBe(true);
      }),
    );
  });
});

describe('adding a term to a query', () => {
  it.each([
    ['', '-is:heartbeat'],
    ['a', 'a -is:heartbeat'],
    ['a OR b', '(a OR b) -is:heartbeat'],
    ['(a OR b)', '(a OR b) -is:heartbeat'],
    ['a is:', 'a -is:heartbeat'],
    ['a OR', 'a -is:heartbeat'],
    ['"a b', '"a b" -is:heartbeat'],
    ['(a OR b', '(a OR b) -is:heartbeat'],
    ['a)', 'a -is:heartbeat'],
    ['a -is:heartbeat', 'a -is:heartbeat'],
    ['(b -IS:HeartBeat) a', '(b -IS:HeartBeat) a'],
  ])('%s', (query, expected) => {
    expect(withTerm(query, '-is:heartbeat')).toBe(expected);
  });

  it('keeps what both ask for, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(typed, queries), terms, subjects, (query, term, subject) => {
        const both = withTerm(query, term);
        const holds = (text: string): boolean => compile(parse(text).expression)(subject);
        expect([both, hasTerm(both, term)]).toEqual([both, true]);
        expect([both, holds(both)]).toEqual([both, holds(query) && holds(term)]);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('taking a term from a query', () => {
  it.each([
    ['-is:heartbeat', ''],
    ['a -is:heartbeat b', 'a b'],
    ['(a OR b) -is:heartbeat', '(a OR b)'],
    ['(a -is:heartbeat) -IS:heartbeat', '(a)'],
    ['((-is:heartbeat))', ''],
    ['a OR -is:heartbeat', 'a OR -is:heartbeat'],
    ['a is:heartbeat', 'a is:heartbeat'],
  ])('%s', (query, expected) => {
    expect(withoutTerm(query, '-is:heartbeat')).toBe(expected);
  });

  it('undoes adding it, whatever was typed', () => {
    fc.assert(
      fc.property(fc.oneof(typed, queries), terms, subjects, (query, term, subject) => {
        if (hasTerm(query, term)) return;
        const without = withoutTerm(withTerm(query, term), term);
        expect([without, hasTerm(without, term)]).toEqual([without, false]);
        const holds = (text: string): boolean => compile(parse(text).expression)(subject);
        expect([without, holds(without)]).toEqual([without, holds(query)]);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('having a term', () => {
  it('is a matter of meaning, not of letters', () => {
    expect(hasTerm('size:>1k', 'size:>1000')).toBe(true);
    expect(hasTerm('event:"join"', 'event:join')).toBe(true);
    expect(hasTerm('a', 'A')).toBe(false);
  });

  it('is asking it of every frame', () => {
    expect(hasTerm('a (b c)', 'c')).toBe(true);
    expect(hasTerm('a OR c', 'c')).toBe(false);
    expect(hasTerm('-(c)', 'c')).toBe(false);
    expect(hasTerm('a OR', 'a')).toBe(true);
  });

  it('is not had by what asks nothing', () => {
    expect(hasTerm('a', '')).toBe(false);
    expect(hasTerm('a', 'is:')).toBe(false);
  });
});
