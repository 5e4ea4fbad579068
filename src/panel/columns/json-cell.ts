import type { PathStep } from '../../filter/expression.ts';
import type { JsonLeaf } from '../../filter/format.ts';
import type { FrameView } from '../store/subject.ts';
import { nodeAt, tokenAt } from './json-node.ts';

/** Longer payloads are not looked into for a cell: each would be felt while scrolling. In UTF-16 units. */
export const LONGEST_LOOKED_INTO = 1024 * 1024;
/** So much of an object or array is shown, in UTF-16 units, … */
const SHOWN_INSIDE = 200;
/** … made of so much of the payload at most: most of it may be indentation. */
const READ_INSIDE = 10 * SHOWN_INSIDE;

/** A value of a frame's JSON; null where it has none there. */
export type JsonCell =
  | { is: 'leaf'; text: string; leaf: JsonLeaf }
  /** an object or array, as it is written in the payload but for the space between its values */
  | { is: 'inner'; text: string }
  /** the payload is too long to be looked into */
  | { is: 'unknown' };

export function jsonCell(view: FrameView, path: readonly PathStep[]): JsonCell | null {
  const { text } = view;
  if (text === null) return null;
  if (text.length > LONGEST_LOOKED_INTO) return { is: 'unknown' };
  const document = view.json();
  const node = document === undefined ? null : nodeAt(document, path);
  if (!node) return null;
  const { value } = node;
  if (typeof value === 'object' && value !== null)
    return { is: 'inner', text: inOneLine(tokenAt(text, node.at) ?? JSON.stringify(value)) };
  const leaf = typeof value === 'number' ? exactly(value, text, node.at) : (value as JsonLeaf);
  return { is: 'leaf', text: String(leaf), leaf };
}

/** Whole numbers past 2^53 lose digits when they are parsed: those are read where they stand. */
function exactly(value: number, text: string, at: readonly (string | number)[]): number | bigint {
  if (Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
  const token = tokenAt(text, at);
  return token !== null && /^-?\d+$/.test(token) && Number(token) === value ? BigInt(token) : value;
}

/** The beginning of an object or array without the space between its values. Its strings and numbers stay as written. */
const inOneLine = (token: string): string =>
  token
    .slice(0, READ_INSIDE)
    .replace(/("(?:[^"\\]|\\.)*"?)|\s+/g, '$1')
    .slice(0, SHOWN_INSIDE);
