import { describe, expect, it } from 'vitest';
import { diffBytes } from '../../../src/panel/diff/byte-diff.ts';
import { diffPayloads, formsOf, LARGEST_COMPARED } from '../../../src/panel/diff/diff-payloads.ts';
import { type DiffLine, differencesAt, foldLines } from '../../../src/panel/diff/diff-row.ts';
import { jsonLines } from '../../../src/panel/diff/json-lines.ts';
import { diffLines } from '../../../src/panel/diff/line-diff.ts';
import { PayloadContent } from '../../../src/panel/payload/payload-content.ts';

const SIGNS = { same: ' ', removed: '-', added: '+' };
/** What changed stands in brackets. */
const write = (lines: readonly DiffLine[]): string[] =>
  lines.map(
    ({ kind, parts }) =>
      SIGNS[kind] + parts.map(({ text, isChanged }) => (isChanged ? `[${text}]` : text)).join(''),
  );
const lines = (text: string) => text.split('\n').map((line) => ({ text: line, key: line, where: '' }));
const content = (payload: string | number[]) =>
  new PayloadContent(typeof payload === 'string' ? payload : Uint8Array.from(payload).buffer);
const json = (one: string, other: string): string[] => {
  const result = diffPayloads(content(one), content(other), 'JSON', 16);
  return 'lines' in result ? write(result.lines) : [result.sentence];
};

describe('a diff of lines', () => {
  it('has what was taken out, what was put in, and what is the same', () => {
    expect(write(diffLines(lines('a\nb\nc'), lines('a\nx y\nc\nd')) ?? [])).toEqual([
      ' a',
      '-[b]',
      '+[x y]',
      ' c',
      '+[d]',
    ]);
  });

  it('marks the words that changed in a line', () => {
    expect(write(diffLines(lines('price is 61.42 now'), lines('price is 61.50 now')) ?? [])).toEqual([
      '-price is 61.[42] now',
      '+price is 61.[50] now',
    ]);
  });

  it('leaves out what is far from a change in a long line', () => {
    const long = 'word '.repeat(200);
    const [removed, added] = write(diffLines(lines(`${long}a ${long}`), lines(`${long}b ${long}`)) ?? []);
    expect(removed).toMatch(/^-….{40}\[a\].{40}…$/);
    expect(added).toMatch(/^\+….{40}\[b\].{40}…$/);
  });

  it('is given up where there is too little in common', () => {
    const many = (letter: string) => lines(Array.from({ length: 9_000 }, (_, at) => letter + at).join('\n'));
    expect(diffLines(many('a'), many('b'))).toBeNull();
  });
});

describe('a diff of JSON', () => {
  it('does not mind order, spaces and ways of writing', () => {
    expect(json('{"a":1.0,"b":"x"}', '{ "b": "\\u0078", "a": 1 }')).toEqual([
      ' {',
      '   "a": 1',
      '   "b": "\\u0078"',
      ' }',
    ]);
  });

  it('sees every digit, and where a value was put in', () => {
    expect(
      json('{"n":12345678901234567890,"list":[1,2]}', '{"n":12345678901234567891,"list":[0,1,2]}'),
    ).toEqual([
      ' {',
      '   "list": [',
      '+[    0]',
      '     1',
      '     2',
      '   ]',
      '-  "n": [12345678901234567890]',
      '+  "n": [12345678901234567891]',
      ' }',
    ]);
  });

  it('marks what a value became, whatever else came in between', () => {
    expect(json('{"type":"b"}', '{"more":"more","type":"a"}')).toEqual([
      ' {',
      '-  "type": "[b]"',
      '+[  "more": "more"]',
      '+  "type": "[a]"',
      ' }',
    ]);
  });

  it('says where a line stands', () => {
    const where = (jsonLines('{"a":[{"b c":1}]}', 0) ?? []).map((line) => line.where);
    expect(where).toContain('a[0]["b c"]');
  });

  it('takes empty documents and what stands in front', () => {
    expect(json('{}', '[]')).toEqual(['-[{}]', '+[[]]']);
    expect(json('42["a"]', '43["a"]').slice(0, 2)).toEqual(['-[42]', '+[43]']);
  });
});

describe('a diff of bytes', () => {
  it('marks the bytes that differ at the same offset', () => {
    const [one, other] = [Uint8Array.of(1, 2, 3, 65), Uint8Array.of(1, 9, 3, 65, 66)];
    expect(write(diffBytes(one, other, 8))).toEqual([
      '-000000  01 [02] 03 41               ...A',
      '+000000  01 [09] 03 41  [42]           ...AB',
    ]);
  });
});

describe('how two payloads are compared', () => {
  it('is as what both are', () => {
    expect(formsOf(content('{"a":1}'), content('[1]'))).toEqual(['JSON', 'Text', 'Bytes']);
    expect(formsOf(content('{"a":1}'), content('hello'))).toEqual(['Text', 'Bytes']);
    expect(formsOf(content('a'), content([255, 254]))).toEqual(['Bytes']);
  });

  it('is not at all where they are too large', () => {
    const large = content('x'.repeat(LARGEST_COMPARED + 1));
    expect(diffPayloads(large, content('x'), 'Bytes', 16)).toHaveProperty('sentence');
  });
});

describe('lines that are the same', () => {
  const same = (count: number): DiffLine[] =>
    Array.from({ length: count }, (_, at) => ({
      kind: 'same',
      parts: [{ text: `${at}`, isChanged: false }],
      where: '',
    }));
  const added: DiffLine = { kind: 'added', parts: [], where: '' };

  it('are left out but for a few around each difference, until they are asked for', () => {
    const all = [...same(20), added, ...same(5), added, ...same(20)];
    const rows = foldLines(all, new Set());
    expect(rows.map(({ kind }) => kind)).toEqual([
      'left-out',
      ...Array(3).fill('same'),
      'added',
      ...Array(5).fill('same'),
      'added',
      ...Array(3).fill('same'),
      'left-out',
    ]);
    expect(rows[0]).toMatchObject({ from: 0, to: 17 });
    expect(differencesAt(rows)).toEqual([4, 10]);
    expect(foldLines(all, new Set([0]))).toHaveLength(rows.length + 16);
  });
});
