import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonTree } from '../../../src/panel/json/json-tree.ts';

/** The rows as text: `key: value`, two spaces a level; `+` before what is closed, `-` before what is open. */
function draw(tree: JsonTree): string[] {
  return Array.from({ length: tree.length }, (_, at) => {
    const { level, key, size, isOpen, isArray, start, end } = tree.row(at);
    const sign = size ? (isOpen ? '-' : '+') : ' ';
    const value = size === null ? tree.text.slice(start, end) : `${isArray ? 'list' : 'object'} of ${size}`;
    return `${'  '.repeat(level - 1)}${sign}${key}: ${value}`;
  });
}

const CHAT = `{ "id" : 7, "from": {"name": "Mira", "tags": ["a", {"b": null}]}, "empty": {}, "none": [ ] }`;

describe('a JSON document as rows', () => {
  it('shows its outermost members, what they hold closed', () => {
    expect(draw(new JsonTree(CHAT))).toEqual([
      ' id: 7',
      '+from: object of 2',
      ' empty: object of 0',
      ' none: list of 0',
    ]);
  });

  it('opens and closes a row where it stands', () => {
    const tree = new JsonTree(CHAT);
    expect(tree.open(1)).toBe(true);
    expect(tree.open(3)).toBe(true);
    expect(draw(tree)).toEqual([
      ' id: 7',
      '-from: object of 2',
      '   name: "Mira"',
      '  -tags: list of 2',
      '     0: "a"',
      '    +1: object of 1',
      ' empty: object of 0',
      ' none: list of 0',
    ]);
    expect(tree.close(1)).toBe(true);
    expect(draw(tree)).toHaveLength(4);
  });

  it('does not open what has nothing in it, nor anything twice', () => {
    const tree = new JsonTree(CHAT);
    expect([tree.open(0), tree.open(2), tree.open(3), tree.close(1)]).toEqual([false, false, false, false]);
    tree.open(1);
    expect(tree.open(1)).toBe(false);
  });

  it('knows the place of a row among its siblings, and what holds it', () => {
    const tree = new JsonTree(CHAT);
    tree.open(1);
    expect(tree.row(3)).toMatchObject({ level: 2, position: 2, siblings: 2 });
    expect(tree.parentOf(3)).toBe(1);
    expect(tree.parentOf(1)).toBeNull();
  });

  it('tells the path of a row', () => {
    const tree = new JsonTree('{"a.b":[{"\\u0063":1}]}');
    tree.openAll(100);
    expect(tree.path(2)).toEqual(['a.b', 0, 'c']);
  });

  it('keeps digits, repeated keys and the order of keys as they were written', () => {
    const text = '{"b":12345678901234567890,"10":1.50,"2":1e400,"b":-0}';
    expect(draw(new JsonTree(text))).toEqual([
      ' b: 12345678901234567890',
      ' 10: 1.50',
      ' 2: 1e400',
      ' b: -0',
    ]);
  });

  it('begins where the JSON does', () => {
    expect(draw(new JsonTree('42/ops,["chat",{"n":1}]', 7))).toEqual([' 0: "chat"', '+1: object of 1']);
  });

  it('is not misled by brackets and quotes within strings', () => {
    const text = JSON.stringify({ 'a"}': '[{"\\', b: ['}', '\\"', ']'], c: 1 });
    const tree = new JsonTree(text);
    expect(draw(tree).map((row) => row.trim().replace(/:.*/, ''))).toEqual(['a\\"}', '+b', 'c']);
  });

  it('opens all only as far as the limit, and says so', () => {
    const text = JSON.stringify(Array.from({ length: 50 }, () => ({ a: 1, b: 2 })));
    const tree = new JsonTree(text);
    expect(tree.openAll(70)).toBe(false);
    expect(tree.length).toBe(70);
    expect(tree.openAll(1000)).toBe(true);
    expect(tree.length).toBe(150);
  });

  it('goes on past what is larger than the limit, and opens that when nothing else is left', () => {
    const text = JSON.stringify({ items: Array.from({ length: 50 }, (_, n) => n), meta: { a: { b: 1 } } });
    const tree = new JsonTree(text);
    expect(tree.openAll(tree.length + 10)).toBe(false);
    expect(draw(tree)).toEqual([
      '+items: list of 50',
      '-meta: object of 1',
      '  -a: object of 1',
      '     b: 1',
    ]);
    expect(tree.openAll(tree.length + 10)).toBe(true);
    expect(tree.length).toBe(54);
  });

  it('says that there is more where what it had to open has more in it', () => {
    const tree = new JsonTree(JSON.stringify([Array.from({ length: 20 }, () => [1])]));
    expect(tree.openAll(tree.length + 10)).toBe(false);
    expect(tree.length).toBe(21);
    expect(tree.openAll(tree.length + 10)).toBe(false);
    expect(tree.length).toBe(31);
    expect(tree.openAll(tree.length + 10)).toBe(true);
  });

  it('opens whole levels or none', () => {
    const text = JSON.stringify(Array.from({ length: 50 }, () => ({ a: 1, b: [2] })));
    const tree = new JsonTree(text);
    tree.openLevels(149);
    expect(tree.length).toBe(50);
    tree.openLevels(150);
    expect(tree.length).toBe(150);
    tree.closeAll();
    expect(tree.length).toBe(50);
  });

  it('shows every value of any document once, wholly open', () => {
    const document = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
    fc.assert(
      fc.property(document, fc.boolean(), (value, indented) => {
        const text = JSON.stringify(value, null, indented ? 2 : undefined);
        const tree = new JsonTree(text);
        tree.openAll(Number.POSITIVE_INFINITY);
        const shown = Array.from({ length: tree.length }, (_, at) => {
          const { start, end } = tree.row(at);
          return [tree.path(at), JSON.parse(text.slice(start, end))];
        });
        expect(shown).toEqual(membersOf(JSON.parse(text), []));
      }),
      { numRuns: 300 },
    );
  });

  it('finds any row however it was opened and closed', () => {
    const text = JSON.stringify({ a: [1, { b: [2, 3] }], c: { d: { e: [4] } }, f: [[[5]]] });
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 20 })), { maxLength: 30 }), (presses) => {
        const tree = new JsonTree(text);
        for (const [opens, at] of presses) {
          if (at >= tree.length) continue;
          const { length } = tree;
          const changed = opens ? tree.open(at) : tree.close(at);
          expect(tree.length > length).toBe(changed && opens);
        }
        for (let at = 0; at < tree.length; at++) {
          const parent = tree.parentOf(at);
          const expected = parent === null ? 1 : tree.row(parent).level + 1;
          expect(tree.row(at).level).toBe(expected);
          if (parent !== null) expect(tree.row(parent).isOpen).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

/** Every member of a value, depth first, with its path. */
function membersOf(value: unknown, path: (string | number)[]): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const members: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [index, item])
    : Object.entries(value);
  return members.flatMap(([key, inner]) => [[[...path, key], inner], ...membersOf(inner, [...path, key])]);
}
