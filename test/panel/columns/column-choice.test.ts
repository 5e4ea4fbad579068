import { describe, expect, it } from 'vitest';
import { allColumns, jsonColumn } from '../../../src/panel/columns/column.ts';
import {
  divide,
  isColumnChoice,
  leftOut,
  NO_CHOICE,
  shownColumns,
} from '../../../src/panel/columns/column-choice.ts';

const ids = (columns: readonly { id: string }[]): string[] => columns.map(({ id }) => id);

describe('a column for a JSON path', () => {
  it('is the same however the path is written', () => {
    expect(jsonColumn('user.id')?.id).toBe('json:user.id');
    expect(jsonColumn(' json:["user"].id ')?.id).toBe('json:user.id');
    expect(jsonColumn('$.items[0].*')?.title).toBe('items[0].*');
  });

  it('is read from its root, and only that is taken off', () => {
    expect(jsonColumn('$["a b"]')?.id).toBe('json:["a b"]');
    expect(jsonColumn('$type')?.id).toBe('json:$type');
    expect(jsonColumn('$.$type')?.id).toBe('json:$type');
    expect(jsonColumn('json:$.id')?.path).toEqual([
      { to: 'name', name: '$' },
      { to: 'name', name: 'id' },
    ]);
  });

  it.each(['', '$', 'a b', 'a.', 'a[', '[x]', 'a=1', '"a"'])('is none for %j', (text) => {
    expect(jsonColumn(text)).toBeNull();
  });
});

describe('columns', () => {
  it('stand in one order, the user’s own before the data', () => {
    const all = ['direction', 'time', 'connection', 'type', 'size', 'name', 'json:a', 'json:b', 'data'];
    expect(ids(allColumns(['a', 'b', 'not a path']))).toEqual(all);
    expect(ids(allColumns(['$.id']))).toContain('json:$.id');
  });

  it('are hidden by hand', () => {
    const choice = { ...NO_CHOICE, shown: { type: false, size: true } };
    expect(ids(shownColumns(choice))).not.toContain('type');
    expect(leftOut(choice)).toEqual(['connection']);
  });

  it('share the width as the style sheet says until one is dragged', () => {
    expect(divide(NO_CHOICE, false)).toEqual({
      template:
        'var(--w-direction) var(--w-time) var(--w-connection) var(--w-type) var(--w-size) var(--w-name) minmax(0px, 1fr)',
      least: 0,
    });
    expect(divide(NO_CHOICE, true).template).toBe(
      'var(--w-direction) var(--w-time) var(--w-name) minmax(0px, 1fr)',
    );
  });

  it('keep their dragged widths, and the last takes the rest', () => {
    const choice = { shown: { data: false }, widths: { size: 90, time: 5 }, paths: ['a'] };
    const { template, least } = divide(choice, false);
    expect(template).toBe(
      'var(--w-direction) 40px var(--w-connection) var(--w-type) 90px var(--w-name) minmax(40px, 1fr)',
    );
    expect(least).toBeGreaterThan(90);
  });
});

describe('a stored choice', () => {
  it('is one only if all of it is', () => {
    expect(isColumnChoice(NO_CHOICE)).toBe(true);
    expect(isColumnChoice({ shown: { a: true }, widths: { a: 4 }, paths: ['x'] })).toBe(true);
    for (const wrong of [
      null,
      [],
      { shown: {}, widths: {} },
      { shown: { a: 1 }, widths: {}, paths: [] },
      { shown: {}, widths: { a: null }, paths: [] },
      { shown: {}, widths: {}, paths: [1] },
    ])
      expect(isColumnChoice(wrong)).toBe(false);
  });
});
