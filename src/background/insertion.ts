/** As much of a script is looked at, in bytes: what comes before its first statement is seldom longer. */
const HEAD_BYTES = 1 << 16;

/** One piece of what may come before a directive, or a directive: white space, a comment, a string, a semicolon. */
const PIECE =
  /[\s;\uFEFF]+|\/\/[^\n\r\u2028\u2029]*|\/\*(?:[^*]|\*(?!\/))*\*\/|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'/y;

/**
 * What to put in front of a script so that `prefix` runs first and the script stays what it was: a directive counts
 * only before every statement (ECMAScript section 11.2.1), so it is put in front of ours too; and nothing may come
 * before `#!`.
 *
 * @param head the first bytes of the script
 */
export function insertion(head: Uint8Array, prefix: string): string {
  const text = new TextDecoder().decode(head.subarray(0, HEAD_BYTES));
  if (text.startsWith('#!')) return '';
  return isStrict(text) ? `"use strict";${prefix}` : prefix;
}

function isStrict(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const [piece = ''] = PIECE.exec(text) ?? [];
    if (piece === '') return false;
    at += piece.length;
    // As the beginning of an expression it is no directive.
    if (/^['"]use strict['"]$/.test(piece))
      return !/^\s*(?:[.,?+*/%<>=&|^([`]|-)/.test(text.slice(at, at + 99));
  }
  return false;
}
