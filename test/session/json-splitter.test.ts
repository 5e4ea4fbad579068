import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonStep, showPath } from '../../src/session/json-path.ts';
import { JsonSplitter } from '../../src/session/json-splitter.ts';
import { bytesOf } from './support.ts';

/** Everything a document has to `depth`, by path, with `!` and the reason where something was wrong. */
function split(text: string, depth: number, size = text.length * 4 + 1): string[] {
  const seen: string[] = [];
  const splitter = new JsonSplitter({
    take: (path, kind) => (kind !== 'scalar' && path.length < depth ? 'each' : 'whole'),
    value: (path, value) => seen.push(`${showPath(path)} ${value}`),
    done: (path) => seen.push(`${showPath(path)} done`),
    damaged: (path, offset, reason) => seen.push(`! ${showPath(path)} ${offset} ${reason}`),
  });
  const bytes = bytesOf(text);
  for (let start = 0; start < bytes.length; start += size) splitter.push(bytes.slice(start, start + size));
  splitter.end();
  return seen;
}

/** What {@link split} has to give for a value, by `JSON.parse`. */
function expected(value: unknown, depth: number, path: JsonStep[] = []): string[] {
  if (typeof value !== 'object' || value === null || path.length >= depth)
    return [`${showPath(path)} ${JSON.stringify(value)}`];
  const members: [JsonStep, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [
    ...members.flatMap(([step, member]) => expected(member, depth, [...path, step])),
    `${showPath(path)} done`,
  ];
}

/** Many runs, on a machine that may be busy. */
const PATIENT = { timeout: 60_000 };

describe('JSON that comes in pieces', () => {
  it('is split as JSON.parse would read it', PATIENT, () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(3), fc.integer({ min: 1, max: 9 }), (text, depth, size) => {
        expect(split(text, depth, size)).toEqual(expected(JSON.parse(text), depth));
      }),
      { numRuns: 500 },
    );
  });

  it('is split the same however it is laid out', PATIENT, () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.nat(3), (value, depth) => {
        const values = split(JSON.stringify(value, null, 2), depth).map((line) => line.split(' ')[0]);
        expect(values).toEqual(
          expected(JSON.parse(JSON.stringify(value)), depth).map((line) => line.split(' ')[0]),
        );
      }),
    );
  });

  it('may begin with a byte order mark', () => {
    expect(split('\ufeff{"a":1}', 1)).toEqual(['$.a 1', '$ done']);
  });

  it.each([
    [
      'a missing comma',
      '{"a":[1 2],"b":3}',
      ['$.a[0] 1', '! $.a 8 unexpected', '$.a[1] 2', '$.a done', '$.b 3', '$ done'],
    ],
    ['a missing value', '{"a":,"b":3}', ['! $ 5 unexpected', '$.b 3', '$ done']],
    [
      'a missing bracket',
      '{"a":[1,2,"b":3}',
      [
        '$.a[0] 1',
        '$.a[1] 2',
        '$.a[2] "b"',
        '! $.a 13 unexpected',
        '$.a[3] 3',
        '! $.a 15 mismatched',
        '$.a done',
        '$ done',
      ],
    ],
    ['words', '{"a":NaN,"b":3}', ['! $ 5 unexpected', '$.b 3', '$ done']],
    [
      'an end too early',
      '{"a":[1,{"b"',
      ['$.a[0] 1', '! $.a[1] 12 cut-short', '$.a[1] done', '$.a done', '$ done'],
    ],
    ['more after the end', '{"a":1} x', ['$.a 1', '$ done', '! $ 8 unexpected']],
  ])('goes on after %s', (_, text, lines) => {
    expect(split(text, 3)).toEqual(lines);
  });

  it('ends a string at a line end, where its quote was lost', () => {
    expect(split('{"a":{"b":"x},\n"c":1},\n"d":2}', 1)).toEqual(['$.a {"b":"x},\n"c":1}', '$.d 2', '$ done']);
  });

  it('gives up what is nested beyond reason, at once', () => {
    expect(split('['.repeat(2_000_000), 1, 65_536)).toEqual(['! $[0] 0 too-large', '$ done']);
  });
});
