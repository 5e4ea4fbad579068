import { describe, expect, it } from 'vitest';
import { explain } from '../../src/filter/explain.ts';
import { FIELDS, fieldLike, fieldOf, SYNTAX } from '../../src/filter/fields.ts';
import { parse } from '../../src/filter/parse.ts';

describe('the table of fields', () => {
  it.each(FIELDS.flatMap(({ examples }) => examples).concat(SYNTAX))(
    '$term is an example that reads',
    ({ term }) => {
      const { expression, errors, hints } = parse(term, -1);
      expect({ errors, hints }).toEqual({ errors: [], hints: [] });
      expect(explain(expression)).toMatch(/^Frames where/);
    },
  );

  it.each(
    FIELDS.flatMap((field) =>
      field.kind === 'choice' ? field.values.map(({ text }) => `${field.key}:${text}`) : [],
    ),
  )('%s is a value that reads', (term) => {
    expect(parse(term, -1).expression).not.toBeNull();
  });

  it('has every key once', () => {
    expect(new Set(FIELDS.map(({ key }) => key)).size).toBe(FIELDS.length);
  });

  it('has no by-name that is a key, or stands for two', () => {
    const names = FIELDS.flatMap(({ alsoCalled }) => alsoCalled);
    expect(names.filter((name) => fieldOf(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a key that is none', () => {
  it.each([
    ['Direction', 'dir'],
    ['connection', 'conn'],
    ['proto', 'protocol'],
    ['evnet', 'event'],
    ['szie', 'size'],
    ['jsn', 'json'],
    ['timee', 'time'],
    ['urk', 'url'],
  ])('%s leads to %s', (key, meant) => {
    expect(fieldLike(key)?.key).toBe(meant);
  });

  it.each(['wss', 'a', 'island', 'x'])('%s leads nowhere', (key) => {
    expect(fieldLike(key)).toBeUndefined();
  });
});
