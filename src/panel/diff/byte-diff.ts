import { hexRow, hexRowCount } from '../bytes/hex-rows.ts';
import type { DiffLine, DiffPart } from './diff-row.ts';

/** Digits of a byte, and the space after it, as they stand in a row. */
const PAIR = /[0-9a-f]{2}\s*/g;

/** Two payloads byte by byte, at the same offsets. */
export function diffBytes(older: Uint8Array, newer: Uint8Array, perRow: number): DiffLine[] {
  const rows = hexRowCount(Math.max(older.length, newer.length), perRow);
  const lines: DiffLine[] = [];
  for (let row = 0; row < rows; row++) {
    const differs = differingIn(older, newer, row * perRow, perRow);
    if (!differs.includes(true)) lines.push(lineOf('same', newer, row, perRow, differs));
    else {
      if (row * perRow < older.length) lines.push(lineOf('removed', older, row, perRow, differs));
      if (row * perRow < newer.length) lines.push(lineOf('added', newer, row, perRow, differs));
    }
  }
  return lines;
}

const differingIn = (older: Uint8Array, newer: Uint8Array, from: number, count: number): boolean[] =>
  Array.from({ length: count }, (_, index) => older[from + index] !== newer[from + index]);

function lineOf(
  kind: DiffLine['kind'],
  bytes: Uint8Array,
  row: number,
  perRow: number,
  differs: readonly boolean[],
): DiffLine {
  const { offset, hex, ascii } = hexRow(bytes, row, perRow);
  const pairs = hex.match(PAIR) ?? [];
  const parts: DiffPart[] = [{ text: `${offset}  `, isChanged: false }];
  for (const [index, pair] of pairs.entries()) {
    const isChanged = differs[index] === true;
    parts.push({ text: pair.slice(0, 2), isChanged }, { text: pair.slice(2), isChanged: false });
  }
  const text = ascii.map((run) => run.text).join('');
  parts.push({ text: `  ${text}`, isChanged: false });
  return { kind, parts: joined(parts), where: '' };
}

/** Neighbours of one kind are one part. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const all: DiffPart[] = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last?.isChanged === part.isChanged) last.text += part.text;
    else if (part.text !== '') all.push({ ...part });
  }
  return all;
}
