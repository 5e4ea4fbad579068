import type { Pattern } from './expression.ts';

export type TextTest = (text: string) => boolean;

/** Told when a regular expression gave up on a frame, so that its answer `false` is no answer. */
export type Undecided = () => void;

/**
 * A test of one string.
 *
 * @throws SyntaxError where a regular expression is not one for this browser; `parse` lets none through
 */
export function patternTest(pattern: Pattern, undecided: Undecided): TextTest {
  switch (pattern.how) {
    case 'contains':
      return containsTest(pattern.text);
    case 'equals':
      return (text) => text === pattern.text;
    case 'regex':
      return regexTest(new RegExp(pattern.source, pattern.flags), undecided);
  }
}

/**
 * Whether a text contains `needle` in any case. A regular expression does it as fast as `includes`, where
 * lowering the case of every text first would cost two to four times as much.
 */
export function containsTest(needle: string): TextTest {
  if (needle.toLowerCase() === needle.toUpperCase()) return (text) => text.includes(needle);
  const regex = new RegExp(needle.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');
  return (text) => regex.test(text);
}

/** Engines throw on a text too large for their backtracking stack (V8: 64 MiB). */
function regexTest(regex: RegExp, undecided: Undecided): TextTest {
  return (text) => {
    try {
      regex.lastIndex = 0;
      return regex.test(text);
    } catch {
      undecided();
      return false;
    }
  };
}

/** Frames of one connection share their strings: asks again only when another string comes. */
export function remembering(test: TextTest): TextTest {
  let last: string | null = null;
  let verdict = false;
  return (text) => {
    if (text !== last) {
      last = text;
      verdict = test(text);
    }
    return verdict;
  };
}
