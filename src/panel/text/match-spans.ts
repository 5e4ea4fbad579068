/** A stretch of a text, in UTF-16 units; `end` is not part of it. */
export interface TextSpan {
  at: number;
  end: number;
}

/** So many places are marked at most. */
export const MOST_SPANS = 10_000;
/** Only so many characters are searched: more would be felt. */
const SEARCHED = 4 * 1024 * 1024;

/** Where any of `searches` matches, in order, without overlaps. */
export function spansOf(text: string, searches: readonly RegExp[]): TextSpan[] {
  const searched = text.slice(0, SEARCHED);
  const found: TextSpan[] = [];
  for (const { source, flags } of searches) {
    const search = new RegExp(source, `${flags}g`);
    for (const match of searched.matchAll(search)) {
      if (match[0] !== '') found.push({ at: match.index, end: match.index + match[0].length });
      if (found.length >= MOST_SPANS) break;
    }
  }
  found.sort((one, other) => one.at - other.at);
  const spans: TextSpan[] = [];
  for (const span of found) {
    const last = spans.at(-1);
    if (last && span.at < last.end) last.end = Math.max(last.end, span.end);
    else spans.push(span);
  }
  return spans;
}

/** A piece of a text, and whether it was found. */
export interface TextPart {
  text: string;
  isFound: boolean;
}

/** The text from `at` to `end`, cut where `spans` begin and end. */
export function partsOf(text: string, spans: readonly TextSpan[], at: number, end: number): TextPart[] {
  const parts: TextPart[] = [];
  const put = (from: number, to: number, isFound: boolean): void => {
    if (to > from) parts.push({ text: text.slice(from, to), isFound });
  };
  let from = at;
  for (let index = firstAfter(spans, at); index < spans.length; index++) {
    const span = spans[index] as TextSpan;
    if (span.at >= end) break;
    put(from, Math.max(from, span.at), false);
    put(Math.max(from, span.at), Math.min(end, span.end), true);
    from = Math.min(end, span.end);
  }
  put(from, end, false);
  return parts;
}

/** The first span that ends after `at`. */
function firstAfter(spans: readonly TextSpan[], at: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle] as TextSpan).end <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
