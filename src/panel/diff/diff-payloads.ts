import { findJson } from '../../replay/json-text.ts';
import type { PayloadContent } from '../payload/payload-content.ts';
import { diffBytes } from './byte-diff.ts';
import type { DiffLine } from './diff-row.ts';
import { jsonLines } from './json-lines.ts';
import { diffLines, type Line } from './line-diff.ts';

/** Ways to compare two payloads. */
export type DiffForm = 'JSON' | 'Text' | 'Bytes';

/** Longer payloads are not compared in the panel: it would be felt. In UTF-16 units or bytes. */
export const LARGEST_COMPARED = 4 * 1024 * 1024;

/** What differs, or a sentence why that is not shown. */
export type PayloadDiff = { lines: DiffLine[] } | { sentence: string };

/** How two payloads can be compared, the best way first. */
export function formsOf(older: PayloadContent, newer: PayloadContent): DiffForm[] {
  if (sizeOf(older) > LARGEST_COMPARED || sizeOf(newer) > LARGEST_COMPARED) return ['Bytes'];
  if (!older.isText || !newer.isText) return ['Bytes'];
  return findJson(older.text) && findJson(newer.text) ? ['JSON', 'Text', 'Bytes'] : ['Text', 'Bytes'];
}

/** @param perRow bytes in a row, where bytes are compared */
export function diffPayloads(
  older: PayloadContent,
  newer: PayloadContent,
  form: DiffForm,
  perRow: number,
): PayloadDiff {
  if (sizeOf(older) > LARGEST_COMPARED || sizeOf(newer) > LARGEST_COMPARED)
    return { sentence: 'They are too large to be compared here: save both and compare the files.' };
  if (form === 'Bytes') return { lines: diffBytes(older.bytes, newer.bytes, perRow) };
  const [old, now] = form === 'JSON' ? [linesOfJson(older.text), linesOfJson(newer.text)] : [null, null];
  const lines =
    old && now ? diffLines(old, now) : diffLines(linesOfText(older.text), linesOfText(newer.text));
  return lines ? { lines } : { sentence: 'They have too little in common to be set side by side.' };
}

const sizeOf = (content: PayloadContent): number =>
  content.isBinary ? content.bytes.length : content.text.length;

/** With what protocols put in front of it as a line of its own. */
function linesOfJson(text: string): Line[] | null {
  const json = findJson(text);
  const lines = json && jsonLines(text.slice(0, json.end), json.start);
  if (!json || !lines) return null;
  const before = text.slice(0, json.start).trim();
  return before === '' ? lines : [{ text: before, key: before, where: 'before the JSON' }, ...lines];
}

const linesOfText = (text: string): Line[] =>
  text.split(/\r\n|\r|\n/).map((line) => ({ text: line, key: line, where: '' }));
