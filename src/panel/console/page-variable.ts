import { toBase64 } from '../../base/bytes.ts';
import { stringLiteral } from '../../codegen/string-literal.ts';
import type { Payload } from '../../protocol/payload.ts';

/** More is not put into a page at once, in bytes of payload. */
export const LARGEST_VARIABLE = 16 * 1024 * 1024;
/** Variables are called this and a number from 1 on. */
const NAME = 'framereel';
/** So many numbers are tried, for the page may have taken them. */
const MOST_NUMBERS = 10_000;

/**
 * Code that makes payloads a global variable of the page, writes it to its console, and returns its name. JSON
 * documents become values, other text strings, bytes a `Uint8Array`; several payloads an array. A payload enters the
 * code as a string literal and nothing else, so whatever it says, it never runs.
 */
export function variableScript(payloads: readonly Payload[]): string {
  const [first, ...others] = payloads.map(expressionOf);
  const value = others.length === 0 ? first : `window.Array.of(${[first, ...others].join(', ')})`;
  // Firefox runs this beside the page: only what is taken from `window` is the page's own.
  return `(() => {
  const value = ${value};
  for (let number = 1; number <= ${MOST_NUMBERS}; number++) {
    const name = ${stringLiteral(NAME)} + number;
    if (name in window) continue;
    window[name] = value;
    window.console.log(name, value);
    return name;
  }
})()`;
}

/** The variable's name as the page gave it; null where it gave something else. */
export const variableName = (answer: unknown): string | null =>
  typeof answer === 'string' && /^framereel\d{1,5}$/.test(answer) ? answer : null;

function expressionOf(payload: Payload): string {
  if (typeof payload === 'string')
    return isDocument(payload) ? `window.JSON.parse(${stringLiteral(payload)})` : stringLiteral(payload);
  const base64 = stringLiteral(toBase64(new Uint8Array(payload)));
  return `window.Uint8Array.from(window.atob(${base64}), (unit) => unit.charCodeAt(0))`;
}

function isDocument(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
