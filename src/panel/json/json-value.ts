/** What a value's token is: its first character tells. */
export type JsonKind = 'string' | 'number' | 'atom' | 'object' | 'array';

/** Characters of a value that a row of the tree shows; the rest is in Text and in a copy. */
export const SHOWN_VALUE = 1_000;

export function kindAt(text: string, start: number): JsonKind {
  const first = text[start];
  if (first === '"') return 'string';
  if (first === '{') return 'object';
  if (first === '[') return 'array';
  return first === '-' || (first !== undefined && first >= '0' && first <= '9') ? 'number' : 'atom';
}

/** A value as one copies it: a string's content, anything else exactly as written. */
export function copyOf(text: string, start: number, end: number): string {
  const token = text.slice(start, end);
  return kindAt(text, start) === 'string' ? String(JSON.parse(token)) : token;
}

/** A scalar as a value of JavaScript, whole numbers exactly; undefined for objects and arrays. */
export function leafOf(
  text: string,
  start: number,
  end: number,
): string | number | bigint | boolean | null | undefined {
  const kind = kindAt(text, start);
  if (kind === 'object' || kind === 'array') return undefined;
  const token = text.slice(start, end);
  return /^-?\d{16,}$/.test(token) ? BigInt(token) : JSON.parse(token);
}

/** Milliseconds and seconds since the epoch that are taken for dates: the years 2001 to 2286. */
const MILLISECONDS = /^\d{13}$/;
const SECONDS = /^\d{10}$/;
const FIRST_DATE = 1e12;
const NAMES_A_TIME = /time|date|^(?:ts|at|iat|exp|nbf)$|(?:_at|At)$|expire|created|updated/i;

/**
 * Milliseconds since the epoch that a number most likely means, null where it does not look like a date. Ten
 * digits may be anything, so for seconds the key has to name a time.
 */
export function dateIn(key: string, token: string): number | null {
  if (MILLISECONDS.test(token) && Number(token) >= FIRST_DATE) return Number(token);
  if (SECONDS.test(token) && NAMES_A_TIME.test(key)) return Number(token) * 1000;
  return null;
}
