import type { JsonTree } from './json-tree.ts';

/** What a key did to a tree: where the keyboard is now, and whether rows came or went. */
export interface TreeMove {
  row: number;
  changed: boolean;
}

/**
 * Keys of the ARIA tree pattern. Opens and closes rows of `tree` itself; null for keys that mean nothing here.
 *
 * @param row where the keyboard is
 * @param page rows that fit into view
 */
export function pressTreeKey(key: string, tree: JsonTree, row: number, page: number): TreeMove | null {
  if (tree.length === 0) return null;
  const to = (wanted: number): TreeMove => ({
    row: Math.min(Math.max(wanted, 0), tree.length - 1),
    changed: false,
  });
  switch (key) {
    case 'ArrowDown':
      return to(row + 1);
    case 'ArrowUp':
      return to(row - 1);
    case 'PageDown':
      return to(row + page);
    case 'PageUp':
      return to(row - page);
    case 'Home':
      return to(0);
    case 'End':
      return to(tree.length - 1);
    case 'ArrowRight':
      return tree.row(row).isOpen ? to(row + 1) : { row, changed: tree.open(row) };
    case 'ArrowLeft':
      return tree.close(row) ? { row, changed: true } : to(tree.parentOf(row) ?? row);
    case 'Enter':
    case ' ':
      return { row, changed: tree.close(row) || tree.open(row) };
    default:
      return null;
  }
}
