import { endOfString } from '../../session/payload-text.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

const FIRST_CAPACITY = 32;
/** Columns of a child: where its key and its value begin and end, and how many children it has itself. */
const COLUMNS = 5;
/** The number of children of what can have none. */
export const SCALAR = -1;

/**
 * The members of one JSON object or array as offsets in the text. Values are never parsed: digits beyond a
 * double's precision, repeated keys and the order of keys stay as they were written.
 */
export class JsonChildren {
  #cells = new Int32Array(FIRST_CAPACITY * COLUMNS);
  #length = 0;

  constructor(
    readonly text: string,
    /** true for an object, false for an array */
    readonly isObject: boolean,
  ) {}

  get length(): number {
    return this.#length;
  }

  /** The key's token, quotes included; '' in an array. */
  keyToken(index: number): string {
    return this.text.slice(this.#cell(index, 0), this.#cell(index, 1));
  }
  /** Offset of the value's first character. */
  start(index: number): number {
    return this.#cell(index, 2);
  }
  /** Offset after the value's last character. */
  end(index: number): number {
    return this.#cell(index, 3);
  }
  /** How many children the value has, {@link SCALAR} where it can have none. */
  size(index: number): number {
    return this.#cell(index, 4);
  }

  push(keyStart: number, keyEnd: number, start: number, end: number, size: number): void {
    if (this.#length * COLUMNS === this.#cells.length) {
      const larger = new Int32Array(this.#cells.length * 2);
      larger.set(this.#cells);
      this.#cells = larger;
    }
    this.#cells.set([keyStart, keyEnd, start, end, size], this.#length++ * COLUMNS);
  }

  #cell(index: number, column: number): number {
    return this.#cells[index * COLUMNS + column] as number;
  }
}

/** Reads the members of the object or array that begins at `start` of `text`, which must be valid JSON. */
export function readChildren(text: string, start: number): JsonChildren {
  const isObject = text.charCodeAt(start) === OPEN_BRACE;
  const children = new JsonChildren(text, isObject);
  let at = skipSpace(text, start + 1);
  while (!isClose(text.charCodeAt(at))) {
    const keyStart = at;
    const keyEnd = isObject ? endOfString(text, at) + 1 : at;
    const valueStart = isObject ? skipSpace(text, skipSpace(text, keyEnd) + 1) : at;
    const value = measure(text, valueStart);
    children.push(keyStart, keyEnd, valueStart, value.end, value.size);
    at = skipSpace(text, value.end);
    if (text.charCodeAt(at) === COMMA) at = skipSpace(text, at + 1);
  }
  return children;
}

/** Where the value that begins at `start` ends, and how many children it has ({@link SCALAR} for none possible). */
export function measure(text: string, start: number): { end: number; size: number } {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return { end: endOfString(text, start) + 1, size: SCALAR };
  if (first !== OPEN_BRACE && first !== OPEN_BRACKET) {
    let end = start + 1;
    while (end < text.length && !endsScalar(text.charCodeAt(end))) end++;
    return { end, size: SCALAR };
  }
  const isEmpty = isClose(text.charCodeAt(skipSpace(text, start + 1)));
  let commas = 0;
  let depth = 0;
  let at = start;
  for (; ; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) at = endOfString(text, at);
    else if (unit === COMMA) commas += depth === 1 ? 1 : 0;
    else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) depth++;
    else if (isClose(unit) && --depth === 0) break;
    if (at >= text.length) break;
  }
  return { end: at + 1, size: isEmpty ? 0 : commas + 1 };
}

const isClose = (unit: number): boolean =>
  unit === CLOSE_BRACE || unit === CLOSE_BRACKET || Number.isNaN(unit);

const endsScalar = (unit: number): boolean => unit === COMMA || unit <= 0x20 || isClose(unit);

function skipSpace(text: string, at: number): number {
  while (text.charCodeAt(at) <= 0x20) at++;
  return at;
}
