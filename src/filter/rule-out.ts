import type { JsonTerm, PathStep } from './expression.ts';
import { numberIn } from './literal.ts';
import { containsTest, type TextTest } from './match-text.ts';

/** What a JSON text (RFC 8259) may write in more than one way: such strings and names need their escapes. */
const NEEDS_ESCAPE = /["\\\p{Cc}]/u;
const ESCAPE = '\\';
/** A number with an exponent, or with more digits than a double tells apart: it may equal another's digits. */
const UNUSUAL_NUMBER = /\d[eE]|[\d.]{16}/;
const ONLY_A_NUMBER = /^[\d.e+\-infity]*$/i;
const JSON_OPENS = /^[ \t\r\n]*[{[]/;

/**
 * A look at a payload's text that can spare its parsing: true where no node can match `term`. It may say false
 * where nothing matches, never true where something does. null where no such look exists for `term`.
 *
 * What holds: without a backslash in the text every name and string stands in it as it is. A number stands in
 * it by its digits unless it has an exponent or 16 digits and more (4.99999999999999999 is 5).
 */
export function ruleOut(term: JsonTerm): TextTest | null {
  const name = namesOf(term.path);
  const value = valueIn(term);
  if (name === null && value === null) return null;
  return (text) => {
    if (!JSON_OPENS.test(text)) return false;
    const possible = (name === null || text.includes(name)) && (value === null || value(text));
    return !possible && !text.includes(ESCAPE);
  };
}

/** The longest name of the path in its quotes. Places and lengths of arrays have none in the text. */
function namesOf(path: readonly PathStep[]): string | null {
  let longest: string | null = null;
  for (const step of path) {
    if (step.to !== 'name' || step.name === 'length' || /^\d+$/.test(step.name)) continue;
    if (NEEDS_ESCAPE.test(step.name)) continue;
    if (longest === null || step.name.length > longest.length) longest = step.name;
  }
  return longest === null ? null : `"${longest}"`;
}

/** True where the text may hold the value that `term` asks for. */
function valueIn({ test }: JsonTerm): TextTest | null {
  if (test.how === 'contains')
    return NEEDS_ESCAPE.test(test.text) || ONLY_A_NUMBER.test(test.text) ? null : containsTest(test.text);
  if (test.how !== 'compare' || test.operator !== '=') return null;
  const { text: wanted, quoted } = test.value;
  if (NEEDS_ESCAPE.test(wanted)) return null;
  if (quoted) return (text) => text.includes(`"${wanted}"`);
  const number = numberIn(wanted);
  if (number === null) return (text) => text.includes(wanted);
  const digits = String(number).replace('-', '');
  if (!/^[\d.]{1,15}$/.test(digits) || !wanted.includes(digits)) return null;
  return (text) => text.includes(digits) || UNUSUAL_NUMBER.test(text);
}
