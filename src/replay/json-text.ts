import { jsonEnd } from '../base/json-end.ts';

/** An object key or an array index. */
export type Segment = string | number;

/** Where the JSON document lies in a frame's text. */
export interface JsonPart {
  start: number;
  end: number;
}

/** Nesting past this is compared as plain text: a recursion over it could exhaust the stack. */
export const JSON_DEPTH_LIMIT = 256;

/** What protocols put before JSON: Engine.IO and Socket.IO types, namespace and ack id, SockJS's letter. */
const PREFIX = /^[\w/,:.-]{1,64}?(?=[[{])/;

/** Finds the one JSON object or array a text frame carries, or null if it carries none (or a broken one). */
export function findJson(text: string): JsonPart | null {
  const first = /^\s*/.exec(text)?.[0].length ?? 0;
  const opens = text[first] === '{' || text[first] === '[';
  const start = opens ? first : (PREFIX.exec(text)?.[0].length ?? -1);
  if (start < 0) return null;
  const end = Math.max(start, jsonEnd(text));
  try {
    JSON.parse(text.slice(start, end));
  } catch {
    return null;
  }
  return { start, end };
}

/**
 * Visits every leaf of the JSON in `part` of `text` in document order: `path` is reused between calls, `start`
 * and `end` are the offsets of the leaf's token in `text`. Empty objects and arrays count as leaves. Tokens are
 * left as written, so that big integers and formatting survive. Returns false, having visited a part only,
 * where the nesting exceeds {@link JSON_DEPTH_LIMIT}.
 */
export function walkJson(
  text: string,
  part: JsonPart,
  visit: (path: readonly Segment[], start: number, end: number) => void,
): boolean {
  const path: Segment[] = [];
  let at = part.start;

  const space = (): void => {
    while (text.charCodeAt(at) <= 32) at++;
  };
  const skipString = (): void => {
    for (at++; text[at] !== '"'; at++) if (text[at] === '\\') at++;
    at++;
  };
  const container = (close: ']' | '}', start: number): boolean => {
    if (path.length >= JSON_DEPTH_LIMIT) return false;
    at++;
    space();
    if (text[at] === close) {
      at++;
      visit(path, start, at);
      return true;
    }
    for (let index = 0; ; index++) {
      space();
      if (close === '}') {
        const key = at;
        skipString();
        path.push(stringOf(text.slice(key, at)));
        space();
        at++;
      } else path.push(index);
      if (!value()) return false;
      path.pop();
      space();
      if (text[at++] === close) return true;
    }
  };
  const value = (): boolean => {
    space();
    const start = at;
    const char = text[at];
    if (char === '{') return container('}', start);
    if (char === '[') return container(']', start);
    if (char === '"') skipString();
    else while (at < part.end && !/[\s,\]}]/.test(text[at] ?? '')) at++;
    visit(path, start, at);
    return true;
  };
  return value();
}

/** The value of a string token, quotes included in `token`. */
export function stringOf(token: string): string {
  return token.includes('\\') ? String(JSON.parse(token)) : token.slice(1, -1);
}

/** What a leaf's token says as text: a string without its quotes, anything else as written. */
export function tokenText(token: string): string {
  return token[0] === '"' ? stringOf(token) : token;
}

/** Whether a text is a number as JSON writes one (RFC 8259 section 6): `007` is none. */
export const isJsonNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);

/** A token such that equal values have equal texts: `1.0` and `1e0`, `"a"` and `"\u0061"`. Exact for any digits. */
export function canonicalToken(token: string): string {
  const first = token[0] ?? '';
  if (first === '"') return token.includes('\\') ? JSON.stringify(JSON.parse(token)) : token;
  if (first !== '-' && !(first >= '0' && first <= '9')) return token;
  if (/^-?(0|[1-9]\d*)$/.test(token)) return token === '-0' ? '0' : token;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  const power = Number(exponent) - fraction.length + (digits.length - kept.length);
  return power >= 0 && power <= 20 ? sign + kept + '0'.repeat(power) : `${sign}${kept}e${power}`;
}
