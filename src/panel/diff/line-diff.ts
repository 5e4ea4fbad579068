import { diffArrays, diffWordsWithSpace } from 'diff';
import type { DiffLine, DiffPart } from './diff-row.ts';

/** One line to compare. */
export interface Line {
  text: string;
  /** lines are the same where this is: their text, or one way of writing it */
  key: string;
  /** where it stands in its document, '' where the text says that */
  where: string;
}

/** Documents that have more than this apart are not compared: it would take too long, and nobody would read it. */
const MOST_EDITS = 4_000;
/** Longest search for what they have in common, in milliseconds. */
const LONGEST_MS = 400;
/** Longer lines are not compared word by word, in UTF-16 units. */
const LONGEST_LINE = 20_000;
const MOST_WORD_EDITS = 400;
/** So much of what is the same is shown beside a change in a long line. */
const SHOWN_BESIDE = 40;

/** What differs between two lists of lines; null where that is too much. */
export function diffLines(older: readonly Line[], newer: readonly Line[]): DiffLine[] | null {
  const [start, end] = inCommon(older, newer);
  const changes = diffArrays(
    older.slice(start, older.length - end).map(({ key }) => key),
    newer.slice(start, newer.length - end).map(({ key }) => key),
    { maxEditLength: MOST_EDITS, timeout: LONGEST_MS },
  );
  if (!changes) return null;
  const lines = newer.slice(0, start).map(same);
  let [oldAt, newAt] = [start, start];
  let removed: Line[] = [];
  const settle = (added: readonly Line[]): void => {
    lines.push(...changed(removed, added));
    removed = [];
  };
  for (const change of changes) {
    if (change.removed) {
      removed = older.slice(oldAt, oldAt + change.count);
      oldAt += change.count;
      continue;
    }
    const those = newer.slice(newAt, newAt + change.count);
    newAt += change.count;
    settle(change.added ? those : []);
    if (change.added) continue;
    oldAt += change.count;
    for (const line of those) lines.push(same(line));
  }
  settle([]);
  for (const line of newer.slice(newer.length - end)) lines.push(same(line));
  return lines;
}

/** How many lines are the same at the beginning and at the end. */
function inCommon(older: readonly Line[], newer: readonly Line[]): [start: number, end: number] {
  const shorter = Math.min(older.length, newer.length);
  let start = 0;
  while (start < shorter && older[start]?.key === newer[start]?.key) start++;
  let end = 0;
  while (end < shorter - start && older.at(-1 - end)?.key === newer.at(-1 - end)?.key) end++;
  return [start, end];
}

const same = ({ text, where }: Line): DiffLine => ({
  kind: 'same',
  parts: [{ text, isChanged: false }],
  where,
});

/** Lines in the place of others: those that stand for one another are compared word by word. */
function changed(removed: readonly Line[], added: readonly Line[]): DiffLine[] {
  const old = new Map<Line, DiffPart[]>();
  const fresh = new Map<Line, DiffPart[]>();
  for (const [index, line] of removed.entries()) {
    const other = counterpart(line, index, added);
    const parts = other && wordsOf(line.text, other.text);
    if (!parts) continue;
    old.set(line, parts[0]);
    fresh.set(other, parts[1]);
  }
  const write = (kind: DiffLine['kind'], line: Line, parts: DiffPart[] | undefined): DiffLine => ({
    kind,
    parts: parts ?? [{ text: line.text, isChanged: true }],
    where: line.where,
  });
  return [
    ...removed.map((line) => write('removed', line, old.get(line))),
    ...added.map((line) => write('added', line, fresh.get(line))),
  ];
}

/** What a line became: what stands at the same place of the document now, or as far on where lines have no place. */
const counterpart = ({ where }: Line, index: number, added: readonly Line[]): Line | undefined =>
  where === '' ? added[index] : added.find((line) => line.where === where);

/** Both lines in parts; null where they have too little in common to say what became what. */
function wordsOf(older: string, newer: string): [DiffPart[], DiffPart[]] | null {
  if (older.length > LONGEST_LINE || newer.length > LONGEST_LINE) return null;
  const changes = diffWordsWithSpace(older, newer, { maxEditLength: MOST_WORD_EDITS });
  if (!changes) return null;
  const old: DiffPart[] = [];
  const fresh: DiffPart[] = [];
  for (const [index, { value, removed, added }] of changes.entries()) {
    if (removed) old.push({ text: value, isChanged: true });
    else if (added) fresh.push({ text: value, isChanged: true });
    else {
      const text = shortened(value, index === 0, index === changes.length - 1);
      old.push({ text, isChanged: false });
      fresh.push({ text, isChanged: false });
    }
  }
  return [old, fresh];
}

/** A long piece that is the same loses what is far from any change. */
function shortened(text: string, isFirst: boolean, isLast: boolean): string {
  const [head, tail] = [isFirst ? 0 : SHOWN_BESIDE, isLast ? 0 : SHOWN_BESIDE];
  if (text.length <= 4 * SHOWN_BESIDE) return text;
  return `${text.slice(0, head)}…${tail === 0 ? '' : text.slice(-tail)}`;
}
