import { describe, expect, it } from 'vitest';
import { JsonTree } from '../../../src/panel/json/json-tree.ts';
import { pressTreeKey } from '../../../src/panel/json/tree-keys.ts';

const newTree = () => new JsonTree('{"a":1,"b":{"c":2,"d":3},"e":4}');

describe('keys in a tree', () => {
  it.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 2, 2],
    ['ArrowUp', 0, 0],
    ['Home', 2, 0],
    ['End', 0, 2],
    ['PageDown', 0, 2],
    ['PageUp', 2, 0],
  ])('%s goes from row %i to row %i', (key, from, to) => {
    expect(pressTreeKey(key, newTree(), from, 10)).toEqual({ row: to, changed: false });
  });

  it('Right opens, then goes in; Left goes out, then closes', () => {
    const tree = newTree();
    expect(pressTreeKey('ArrowRight', tree, 1, 10)).toEqual({ row: 1, changed: true });
    expect(pressTreeKey('ArrowRight', tree, 1, 10)).toEqual({ row: 2, changed: false });
    expect(pressTreeKey('ArrowLeft', tree, 3, 10)).toEqual({ row: 1, changed: false });
    expect(pressTreeKey('ArrowLeft', tree, 1, 10)).toEqual({ row: 1, changed: true });
    expect(tree.length).toBe(3);
  });

  it('Right and Left stay where nothing opens or holds the row', () => {
    expect(pressTreeKey('ArrowRight', newTree(), 0, 10)).toEqual({ row: 0, changed: false });
    expect(pressTreeKey('ArrowLeft', newTree(), 0, 10)).toEqual({ row: 0, changed: false });
  });

  it('Enter and Space open and close', () => {
    const tree = newTree();
    expect(pressTreeKey('Enter', tree, 1, 10)?.changed).toBe(true);
    expect(tree.length).toBe(5);
    expect(pressTreeKey(' ', tree, 1, 10)?.changed).toBe(true);
    expect(tree.length).toBe(3);
  });

  it('leaves other keys to others', () => {
    expect(pressTreeKey('Tab', newTree(), 0, 10)).toBeNull();
    expect(pressTreeKey('ArrowDown', new JsonTree('{}'), 0, 10)).toBeNull();
  });
});
