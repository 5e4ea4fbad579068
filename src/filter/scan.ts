import { fieldOf } from './fields.ts';

export interface Quoted {
  text: string;
  /** offset behind it */
  end: number;
  /** false where the closing quote is missing */
  closed: boolean;
}

export interface RegexLiteral {
  source: string;
  flags: string;
  end: number;
}

const ESCAPED: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t' };
const CODE_UNIT = /[0-9a-f]{4}/iy;
const SPACE = /\s/;
const AFTER_SLASH = /([dgimsuvy]*)(?=[\s)]|$)/y;
const LAST_WORD = /(?:^|[\s(-])([a-z]+):$/i;

/**
 * Reads `"…"` from its opening quote at `at`. `\"`, `\\`, `\n`, `\r`, `\t` and `\u0041` are as in JSON (RFC 8259
 * section 7); before anything else a backslash is itself, so that paths and expressions can be pasted.
 */
export function scanQuoted(query: string, at: number): Quoted {
  let text = '';
  for (let index = at + 1; index < query.length; index++) {
    const char = query.charAt(index);
    if (char === '"') return { text, end: index + 1, closed: true };
    if (char !== '\\') {
      text += char;
      continue;
    }
    const next = query.charAt(index + 1);
    const escaped = ESCAPED[next];
    CODE_UNIT.lastIndex = index + 2;
    const unit = next === 'u' ? CODE_UNIT.exec(query)?.[0] : undefined;
    if (escaped !== undefined) index++;
    else if (unit !== undefined) index += 5;
    text += escaped ?? (unit === undefined ? char : String.fromCharCode(Number.parseInt(unit, 16)));
  }
  return { text, end: query.length, closed: false };
}

/** `text` in quotes, such that {@link scanQuoted} reads it back. Control characters an input would strip are escaped. */
export function quote(text: string): string {
  const inner = text.replace(/["\\]/g, '\\$&').replace(/\p{Cc}|\p{Cs}|\p{Zl}|\p{Zp}/gu, (char) => {
    if (char === '\n') return '\\n';
    if (char === '\r') return '\\r';
    if (char === '\t') return '\\t';
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${inner}"`;
}

/**
 * Reads `/source/flags` from its first slash at `at`, or returns null where it is not one: the slash that
 * closes must not begin a term of its own, and only flags and the end of the term may follow it. A slash in a
 * class (`[/]`) does not close, unless the class is never closed: then it is a mistake to be told of.
 */
export function scanRegex(query: string, at: number): RegexLiteral | null {
  const closing = closingSlash(query, at, true) ?? closingSlash(query, at, false);
  if (closing === null) return null;
  const source = query.slice(at + 1, closing);
  AFTER_SLASH.lastIndex = closing + 1;
  const flags = AFTER_SLASH.exec(query)?.[1];
  if (flags === undefined || source === '' || beginsTerm(source)) return null;
  return { source, flags, end: closing + 1 + flags.length };
}

function closingSlash(query: string, at: number, withClasses: boolean): number | null {
  let inClass = false;
  for (let index = at + 1; index < query.length; index++) {
    const char = query.charAt(index);
    if (char === '\\') index++;
    else if (char === '[') inClass = withClasses;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return index;
  }
  return null;
}

/** Paths are typed bare: in `url:/a url:/s` and `/a /s` the second slash opens, it does not close. */
function beginsTerm(before: string): boolean {
  if (SPACE.test(before.charAt(before.length - 1))) return true;
  const key = LAST_WORD.exec(before)?.[1];
  return key !== undefined && fieldOf(key) !== undefined;
}

/** End of a bare word from `at`: white space, or a `)` that no `(` of the word itself opened. */
export function scanWord(query: string, at: number): number {
  let depth = 0;
  for (let index = at; index < query.length; index++) {
    const char = query.charAt(index);
    if (SPACE.test(char)) return index;
    if (char === '(') depth++;
    else if (char === ')' && --depth < 0) return index;
  }
  return query.length;
}

/** End of the white space from `at`. */
export function scanSpace(query: string, at: number): number {
  let end = at;
  while (end < query.length && SPACE.test(query.charAt(end))) end++;
  return end;
}
