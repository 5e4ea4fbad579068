import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, formatPath, PathSyntaxError, parsePath, pathToIgnore } from '../../src/replay/json-path.ts';
import type { Segment } from '../../src/replay/json-text.ts';
import { ignoring, onlyBy } from '../../src/replay/mask.ts';

const covered = (pattern: string, ...path: Segment[]): boolean => covers(parsePath(pattern), path);

describe('paths', () => {
  it('means a key at any depth by a single name', () => {
    expect(covered('id', 'id')).toBe(true);
    expect(covered('id', 1, 'data', 'id')).toBe(true);
    expect(covered('id', 'id', 'part')).toBe(true);
    expect(covered('id', 'data', 'uid')).toBe(false);
  });

  it('means the key of the root by a name after $', () => {
    expect(covered('$.id', 'id')).toBe(true);
    expect(covered('$.id', 'data', 'id')).toBe(false);
  });

  it('means the path from the root, and all below it, by several steps', () => {
    expect(covered('data.user', 'data', 'user', 'name')).toBe(true);
    expect(covered('data.user', 'more', 'data', 'user')).toBe(false);
    expect(covered('[1].sid', 1, 'sid')).toBe(true);
    expect(covered('rows[*].at', 'rows', 7, 'at')).toBe(true);
    expect(covered('*.at', 'rows', 'at')).toBe(true);
    expect(covered('a["x y"][0]', 'a', 'x y', 0)).toBe(true);
    expect(covered('$', 'anything')).toBe(true);
  });

  it.each([
    ['', 0],
    ['a..b', 1],
    ['a[', 1],
    ['a b', 1],
    ['[0]x', 3],
    ['a["\\q"]', 1],
  ])('refuses %j and says where', (text, at) => {
    expect(() => parsePath(text)).toThrowError(new PathSyntaxError(text, at));
  });

  it('reads back what it writes', () => {
    const segment = fc.oneof(fc.string(), fc.nat(), fc.constantFrom('$type', '*', 'a.b', '"', '[0]'));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (path) => {
        const pattern = parsePath(formatPath(path));
        expect(pattern.parts).toEqual(path);
        expect(pattern.anywhere).toBe(false);
        expect(covers(pattern, path)).toBe(true);
      }),
    );
  });
});

describe('pathToIgnore', () => {
  it.each<[Segment[], string]>([
    [['id'], '$.id'],
    [['data', 'id'], 'data.id'],
    [['rows', 3, 'id'], 'rows[*].id'],
    [[1, 'id'], '[1].id'],
    [[1, 'rows', 3], '[1].rows[*]'],
  ])('ignores %j as %s', (path, text) => {
    expect(pathToIgnore(path)).toBe(text);
    expect(covers(parsePath(text), path)).toBe(true);
  });
});

describe('masks', () => {
  it('hides what is ignored', () => {
    const mask = ignoring(['id', 'data.at']);
    expect(mask.hides(['x', 'id'])).toBe(true);
    expect(mask.hides(['data', 'at'])).toBe(true);
    expect(mask.hides(['data', 'text'])).toBe(false);
  });

  it('hides all but what it goes by', () => {
    const mask = onlyBy(['event', 'data.room']);
    expect(mask.hides(['event'])).toBe(false);
    expect(mask.hides(['data', 'room'])).toBe(false);
    expect(mask.hides(['data', 'text'])).toBe(true);
  });
});
