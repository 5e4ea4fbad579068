import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalToken, findJson, JSON_DEPTH_LIMIT, walkJson } from '../../src/replay/json-text.ts';

function partOf(text: string): string | null {
  const part = findJson(text);
  return part && text.slice(part.start, part.end);
}

function walk(text: string): [string, string][] {
  const leaves: [string, string][] = [];
  const part = findJson(text);
  if (part) walkJson(text, part, (path, start, end) => leaves.push([path.join('/'), text.slice(start, end)]));
  return leaves;
}

describe('findJson', () => {
  it.each([
    ['{"a":1}', '{"a":1}'],
    [' [1] \n', '[1]'],
    ['42["chat",{"a":1}]', '["chat",{"a":1}]'],
    ['42/admin,13["x"]', '["x"]'],
    ['451-["x",{"_placeholder":true}]', '["x",{"_placeholder":true}]'],
    ['a["{}"]', '["{}"]'],
    ['{"type":6}\u001e', '{"type":6}'],
  ])('finds the document in %j', (text, document) => {
    expect(partOf(text)).toBe(document);
  });

  it.each(['', 'hello', '42', '{', '{"a":1}{"b":2}', '{"a":1} rest', '"text"', 'hello {"a":1}', '[1,]'])(
    'finds none in %j',
    (text) => {
      expect(findJson(text)).toBe(null);
    },
  );

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => findJson(`[${text}`)).not.toThrow();
      }),
    );
  });
});

describe('walkJson', () => {
  it('visits leaves in order with their path and their token as written', () => {
    expect(walk('{ "a" : [ 1.0 , {"b\\"c": "x\\ny"} ], "e":{}, "f":[] ,"g":null}')).toEqual([
      ['a/0', '1.0'],
      ['a/1/b"c', '"x\\ny"'],
      ['e', '{}'],
      ['f', '[]'],
      ['g', 'null'],
    ]);
  });

  it('keeps the digits of big integers', () => {
    expect(walk('[9007199254740993]')).toEqual([['0', '9007199254740993']]);
  });

  it('says so where the nesting is too deep', () => {
    const deep = '['.repeat(JSON_DEPTH_LIMIT + 1) + ']'.repeat(JSON_DEPTH_LIMIT + 1);
    expect(walkJson(deep, { start: 0, end: deep.length }, () => {})).toBe(false);
  });

  it('does not exhaust the stack on a hostile depth', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const part = findJson(deep);
    if (part) expect(walkJson(deep, part, () => {})).toBe(false);
  });

  it('finds the leaves that JSON.parse finds', () => {
    const leavesOf = (value: unknown): unknown[] => {
      if (typeof value !== 'object' || value === null) return [value];
      const inner = Object.values(value);
      return inner.length === 0 ? [value] : inner.flatMap(leavesOf);
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.boolean(), (value, isIndented) => {
        fc.pre(typeof value === 'object' && value !== null);
        const text = JSON.stringify(value, null, isIndented ? 2 : 0);
        expect(walk(text).map(([, token]) => JSON.parse(token))).toEqual(leavesOf(JSON.parse(text)));
      }),
    );
  });
});

describe('canonicalToken', () => {
  it.each([
    ['1.0', '1'],
    ['1e3', '1000'],
    ['0.10', '1e-1'],
    ['-0', '0'],
    ['0.0', '0'],
    ['-1.50e1', '-15'],
    ['"\\u0061\\/"', '"a/"'],
  ])('reads %s as %s', (token, canonical) => {
    expect(canonicalToken(token)).toBe(canonical);
  });

  it('tells apart integers that are the same as floating point', () => {
    expect(canonicalToken('9007199254740993')).not.toBe(canonicalToken('9007199254740992'));
    expect(canonicalToken('9007199254740993.0')).toBe(canonicalToken('9007199254740993'));
  });

  it('does not write out huge exponents', () => {
    expect(canonicalToken('1e999999999')).toBe('1e999999999');
  });

  it('is the same for every way to write a number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(canonicalToken(number.toExponential())).toBe(canonicalToken(JSON.stringify(number)));
      }),
    );
  });
});
