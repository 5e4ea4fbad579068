import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareJson, PREFIX_PATH } from '../../src/replay/compare-json.ts';
import { comparePayloads } from '../../src/replay/compare-payload.ts';
import { ignoring } from '../../src/replay/mask.ts';

const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;

describe('compareJson', () => {
  it('names each field that changed, went or came, with both values', () => {
    const old = '{"id":1,"data":{"pinned":false,"gone":"x"}}';
    const now = '{"data":{"pinned":null,"thread":null},"id":1}';
    expect(compareJson(old, now)).toEqual([
      { path: 'data.pinned', ignore: 'data.pinned', recorded: 'false', fresh: 'null', ignored: false },
      { path: 'data.gone', ignore: 'data.gone', recorded: '"x"', fresh: null, ignored: false },
      { path: 'data.thread', ignore: 'data.thread', recorded: null, fresh: 'null', ignored: false },
    ]);
  });

  it('marks ignored fields', () => {
    expect(compareJson('{"id":1,"a":1}', '{"id":2,"a":2}', ignoring(['id']))).toMatchObject([
      { path: '$.id', ignored: true },
      { path: '$.a', ignored: false },
    ]);
  });

  it('sees no difference in spelling, order of keys and white space', () => {
    expect(compareJson('{"a":1.0,"b":"\\u0061"}', '{ "b": "a", "a": 1 }')).toEqual([]);
  });

  it('sees a difference of big integers that floating point does not', () => {
    expect(compareJson('{"a":9007199254740993}', '{"a":9007199254740992}')).toHaveLength(1);
  });

  it('tells an index from a key', () => {
    expect(compareJson('{"a":["x"]}', '{"a":{"0":"x"}}')).toHaveLength(2);
  });

  it('compares what stands before the JSON', () => {
    expect(compareJson('431[1]', '432[1]')).toEqual([
      { path: PREFIX_PATH, ignore: '', recorded: '431', fresh: '432', ignored: false },
    ]);
  });

  it('is not for frames that are no JSON', () => {
    expect(compareJson('{"a":1}', 'hello')).toBe(null);
  });

  it('finds nothing between equal values and something between others', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (one, other) => {
          expect(compareJson(JSON.stringify(one), JSON.stringify(one, null, 1))).toEqual([]);
          fc.pre(JSON.stringify(one) !== JSON.stringify(other));
          const differences = compareJson(JSON.stringify(one), JSON.stringify(other)) ?? [];
          expect(differences.length === 0).toBe(sameValue(one, other));
        },
      ),
    );
  });
});

function sameValue(one: unknown, other: unknown): boolean {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]);
  };
  const text = (value: unknown): string =>
    JSON.stringify([Array.isArray(value), sorted(JSON.parse(JSON.stringify(value)))]);
  return text(one) === text(other);
}

describe('comparePayloads', () => {
  it('says where text and bytes part', () => {
    expect(comparePayloads('abcd', 'abXd')).toEqual({ same: false, fields: [], at: 2 });
    expect(comparePayloads('ab', 'abc').at).toBe(2);
    expect(comparePayloads(bytes(1, 2, 3), bytes(1, 9, 3))).toEqual({ same: false, fields: [], at: 1 });
    expect(comparePayloads(bytes(1, 2), bytes(1, 2)).same).toBe(true);
  });

  it('never takes text for binary or a missing payload for anything', () => {
    expect(comparePayloads('', bytes()).same).toBe(false);
    expect(comparePayloads(null, null).same).toBe(false);
    expect(comparePayloads(null, 'a').same).toBe(false);
  });

  it('is the same where only ignored fields differ', () => {
    expect(comparePayloads('{"id":1,"a":1}', '{"id":2,"a":1}', ignoring(['id'])).same).toBe(true);
  });
});
