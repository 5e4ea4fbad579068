import { endOfString } from './payload-text.ts';

/** JSON inside a string inside JSON is followed this deep: SockJS and message queues wrap once or twice. */
const MAX_WRAPPING = 4;

/**
 * Replaces the values of named members in text that is JSON, or has JSON in it (Socket.IO, STOMP), and leaves every
 * other character as it is. A name may be a path of members joined by dots; it matches at any depth. Null and the
 * empty string hide nothing and stay.
 */
export function replaceFields(
  text: string,
  names: readonly string[],
  hide: (value: string, name: string) => string,
  wrapping = 0,
): string {
  const paths = names.map((name) => name.split('.'));
  const outer: (string | null)[] = [];
  const named: string[] = [];
  let key: string | null = null;
  let done = 0;
  let result = '';
  const replace = (start: number, end: number, by: string): void => {
    result += text.slice(done, start) + by;
    done = end;
  };
  for (let index = 0; index < text.length; ) {
    const char = text[index];
    if (char !== '"') {
      if (char === '{' || char === '[') {
        outer.push(key);
        if (key !== null) named.push(key);
        key = null;
      } else if (char === '}' || char === ']') {
        key = outer.pop() ?? null;
        if (key !== null) named.pop();
      } else if (char === ',') key = null;
      index++;
      continue;
    }
    const end = Math.min(endOfString(text, index) + 1, text.length);
    const colon = /^\s*:\s*/.exec(text.slice(end, end + 64));
    if (!colon) {
      const inner = unwrapped(text.slice(index, end));
      const replaced =
        inner === null || wrapping === MAX_WRAPPING ? inner : replaceFields(inner, names, hide, wrapping + 1);
      if (replaced !== inner) replace(index, end, JSON.stringify(replaced));
      // Around JSON a quote may be one that nothing ends (5" is a length): then what follows its "string" is no end of one.
      const isStray = outer.length === 0 && inner === null && /[^\s,\]}]/.test(text[end] ?? '');
      index = isStray ? index + 1 : end;
      continue;
    }
    key = stringOf(text.slice(index, end));
    index = end + colon[0].length;
    const at = paths.findIndex((path) => isEnd(path, named, key));
    if (at < 0) continue;
    const valueEnd = endOfValue(text, index);
    const value = text.slice(index, valueEnd);
    if (value !== 'null' && value !== '""' && value !== '')
      replace(
        index,
        valueEnd,
        JSON.stringify(hide(value.startsWith('"') ? stringOf(value) : value, names[at] as string)),
      );
    index = valueEnd;
  }
  return result + text.slice(done);
}

/** Whether a path of members ends like `path`, whatever the case; arrays between them do not count. */
export function isEnd(path: readonly string[], outer: readonly string[], key: string | null): boolean {
  const skipped = outer.length - path.length + 1;
  return path.every((step, index) => {
    const name = index === path.length - 1 ? key : outer[skipped + index];
    return name?.toLowerCase() === step.toLowerCase();
  });
}

/** The text of a string that has quotes in it, and so may be JSON itself. */
const unwrapped = (literal: string): string | null =>
  literal.includes('\\"') || literal.includes('\\u0022') ? stringOf(literal) : null;

function stringOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1);
  }
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let index = start; index < text.length; index++) {
    const char = text[index];
    if (char === '"') {
      index = endOfString(text, index);
      if (depth === 0) return Math.min(index + 1, text.length);
    } else if (char === '{' || char === '[') depth++;
    else if (char === '}' || char === ']') {
      if (depth === 0) return index;
      if (--depth === 0) return index + 1;
    } else if (depth === 0 && /[\s,]/.test(char as string)) return index;
  }
  return text.length;
}
