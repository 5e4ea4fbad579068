/** So many characters before a difference are shown with it, … */
const LEAD = 16;
/** … so many in all, … */
const SHOWN = 240;
/** … and so many are compared: what differs only because one text is cut off lies behind what is shown. */
const COMPARED = 400;
/** Texts that are the same up to here are shown from their beginning, unmarked. */
const FAR = 1_000_000;

/** A piece of a text, and whether it has no counterpart in the other one. */
export interface Part {
  text: string;
  isChanged: boolean;
}

/** Two texts in one line each, beginning shortly before the first place where they differ, word by word. */
export function excerpts(recorded: string, fresh: string): [Part[], Part[]] {
  const start = firstDifference(recorded, fresh);
  const from = start > LEAD * 2 ? start - LEAD : 0;
  const [old, now] = [wordsFrom(recorded, from), wordsFrom(fresh, from)];
  const [oldKept, newKept] = keptWords(old, now);
  return [partsOf(old, oldKept, from), partsOf(now, newKept, from)];
}

/** A text that is shown as it is. */
export const unchanged = (text: string): Part[] => [{ text, isChanged: false }];

function firstDifference(recorded: string, fresh: string): number {
  const shorter = Math.min(recorded.length, fresh.length, FAR);
  let at = 0;
  while (at < shorter && recorded.charCodeAt(at) === fresh.charCodeAt(at)) at++;
  return at === FAR ? 0 : at;
}

/** Words and numbers whole, anything else character by character. */
const wordsFrom = (text: string, from: number): string[] =>
  text
    .slice(from, from + COMPARED)
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .match(/[\p{L}\p{N}_.-]+|./gu) ?? [];

/** Which words belong to a longest common subsequence of both. */
function keptWords(old: string[], now: string[]): [Uint8Array, Uint8Array] {
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  const at = (row: number, column: number): number => longest[row * width + column] as number;
  for (let row = old.length - 1; row >= 0; row--)
    for (let column = now.length - 1; column >= 0; column--)
      longest[row * width + column] =
        old[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const oldKept = new Uint8Array(old.length);
  const newKept = new Uint8Array(now.length);
  for (let row = 0, column = 0; row < old.length && column < now.length; ) {
    if (old[row] === now[column]) {
      oldKept[row++] = 1;
      newKept[column++] = 1;
    } else if (at(row + 1, column) >= at(row, column + 1)) row++;
    else column++;
  }
  return [oldKept, newKept];
}

function partsOf(words: string[], kept: Uint8Array, from: number): Part[] {
  const parts: Part[] = from > 0 ? unchanged('…') : [];
  let length = 0;
  for (let index = 0; index < words.length && length < SHOWN; index++) {
    const text = words[index] as string;
    const isChanged = kept[index] === 0;
    const last = parts.at(-1);
    if (last?.isChanged === isChanged) last.text += text;
    else parts.push({ text, isChanged });
    length += text.length;
  }
  return parts;
}
