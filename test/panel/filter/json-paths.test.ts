import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../src/filter/parse.ts';
import { JsonPaths } from '../../../src/panel/filter/json-paths.ts';

const of = (...documents: unknown[]): JsonPaths => {
  const paths = new JsonPaths();
  for (const document of documents) paths.add(document);
  return paths;
};
const pathsOf = (document: unknown): string[] => [...of(document).counts.keys()];

describe('paths of a document', () => {
  it('lead to every value, through any place of an array', () => {
    expect(pathsOf({ user: { id: 7 }, 'a b': [{ n: 1 }, { m: 2 }] })).toEqual([
      'user',
      'user.id',
      '["a b"]',
      '["a b"].*',
      '["a b"].*.n',
    ]);
  });

  it('are none of what is no object or array', () => {
    expect([undefined, null, 7, 'text'].flatMap((document) => pathsOf(document))).toEqual([]);
  });

  it('end somewhere in documents that do not', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 5_000; depth++) deep = { a: deep };
    expect(pathsOf(deep)).toHaveLength(5);
    const wide = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`m${index}`, index]));
    expect(pathsOf(wide).length).toBeLessThan(100);
  });

  it('are terms that the filter reads', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        for (const path of pathsOf(document)) expect(parse(`json:${path} x`).errors).toEqual([]);
      }),
    );
  });
});

describe('values at a path', () => {
  it('are counted, and written as the filter reads them', () => {
    const paths = of({ user: { name: 'ann' } }, { user: { name: 'a b' } }, { user: { name: 'ann' } });
    expect([...paths.valuesAt('user.name')]).toEqual([
      ['ann', 2],
      ['"a b"', 1],
    ]);
    expect([...of({ a: '7', b: 7, c: null, d: true }).valuesAt('a')]).toEqual([['"7"', 1]]);
  });

  it('are none of objects, arrays and long texts', () => {
    const paths = of({ a: {}, b: [], c: 'x'.repeat(1_000) });
    expect(['a', 'b', 'c', 'none'].map((path) => paths.valuesAt(path).size)).toEqual([0, 0, 0, 0]);
  });

  it('are terms that the filter reads', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true })), (value) => {
        for (const literal of of({ a: value }).valuesAt('a').keys())
          expect(parse(`json:a=${literal} x`).errors).toEqual([]);
      }),
    );
  });
});
