import type { Comparison, Literal } from './expression.ts';

const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const INTEGER = /^-?\d+$/;
/** Longer strings of digits are not read as numbers: payloads are hostile, and BigInt is not linear. */
export const MAX_NUMBER_LENGTH = 400;

/** The number that `text` writes, a bigint where a number would round it; null where it writes none. */
export function numberIn(text: string): number | bigint | null {
  if (text.length > MAX_NUMBER_LENGTH || !NUMBER.test(text)) return null;
  const number = Number(text);
  return INTEGER.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
}

/**
 * Compares a node of a JSON document with a typed value.
 *
 * A bare value equals a string with just its characters, a number of its amount, or the constant it names; a
 * quoted one equals strings only. Order is by amount where the value is a bare number (strings that write a
 * number take part, as prices and ids often come so), else by code unit among strings, which fits ISO dates.
 * Numbers and bigints compare exactly; only an integer that was rounded when it was read is compared rounded,
 * so that it is found by the digits it was sent with. Objects and arrays have no order and equal nothing.
 */
export function comparisonTest(operator: Comparison, literal: Literal): (node: unknown) => boolean {
  const equals = equality(literal);
  if (operator === '=') return equals;
  if (operator === '!=') return (node) => !equals(node);
  const order = ordering(literal);
  switch (operator) {
    case '<':
      return (node) => order(node) < 0;
    case '>':
      return (node) => order(node) > 0;
    case '<=':
      return (node) => order(node) <= 0;
    case '>=':
      return (node) => order(node) >= 0;
  }
}

function equality({ text, quoted }: Literal): (node: unknown) => boolean {
  if (quoted) return (node) => node === text;
  const number = numberIn(text);
  return (node) => {
    switch (typeof node) {
      case 'string':
        return node === text;
      case 'number':
      case 'bigint':
        return number !== null && compareNumbers(node, number) === 0;
      case 'boolean':
        return String(node) === text;
      default:
        return node === null && text === 'null';
    }
  };
}

/** Below, at or above 0 as Array.sort has it; NaN, which no comparison accepts, where there is no order. */
function ordering({ text, quoted }: Literal): (node: unknown) => number {
  const number = quoted ? null : numberIn(text);
  if (number === null)
    return (node) => (typeof node !== 'string' ? Number.NaN : node < text ? -1 : node > text ? 1 : 0);
  return (node) => {
    const amount = typeof node === 'string' ? numberIn(node) : node;
    return typeof amount === 'number' || typeof amount === 'bigint'
      ? compareNumbers(amount, number)
      : Number.NaN;
  };
}

function compareNumbers(node: number | bigint, typed: number | bigint): number {
  const wanted = typeof node === 'number' ? Number(typed) : typed;
  if (node < wanted) return -1;
  if (node > wanted) return 1;
  return node >= wanted ? 0 : Number.NaN;
}
