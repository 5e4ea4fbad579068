import { findJson, isJsonNumber } from './json-text.ts';
import { leavesOf } from './leaf.ts';

/** A piece of a template: text as it stands, or the value of a variable. */
export type Part = string | { variable: string };

/** What a variable holds. */
export interface Value {
  text: string;
  /** false for a JSON number, true, false or null */
  isString: boolean;
}

/** A template with its values, or the variable it still lacks. */
export type Expansion = { is: 'ready'; text: string } | { is: 'missing'; variable: string };

const PLACEHOLDER = /(\$+)\{(?:([A-Za-z_][\w.-]*)\})?/g;

/**
 * Reads `${name}`. Before a brace two `$` stand for one, so `$${name}` is the text `${name}`; a brace after a
 * lone `$` that has no name is text as well.
 */
export function parseTemplate(text: string): Part[] {
  const parts: Part[] = [];
  let literal = '';
  let done = 0;
  for (const { 0: whole, 1: dollars = '', 2: name, index } of text.matchAll(PLACEHOLDER)) {
    literal += text.slice(done, index);
    done = index + whole.length;
    const isEscaped = dollars.length % 2 === 0;
    if (isEscaped || name !== undefined) literal += dollars.slice(0, dollars.length / 2);
    if (isEscaped) literal += whole.slice(dollars.length);
    else if (name === undefined) literal += whole;
    else {
      if (literal) parts.push(literal);
      parts.push({ variable: name });
      literal = '';
    }
  }
  literal += text.slice(done);
  if (literal) parts.push(literal);
  return parts;
}

/** The text that {@link parseTemplate} reads as these parts. */
export function formatTemplate(parts: readonly Part[]): string {
  let text = '';
  let literal = '';
  for (const part of parts) {
    if (typeof part === 'string') literal += part;
    else {
      text += `${escapeDollars(literal, /\$+(?=\{|$)/g)}\${${part.variable}}`;
      literal = '';
    }
  }
  return text + escapeDollars(literal, /\$+(?=\{)/g);
}

const escapeDollars = (text: string, runs: RegExp): string => text.replace(runs, (run) => run + run);

/**
 * A frame with its values put in. Inside a JSON string they are escaped as JSON asks, as a JSON value of their
 * own they keep their type, elsewhere they stand as they are.
 *
 * @param recorded the frame in whose place it is sent: where that has a number, a string of digits becomes one
 */
export function expandFrame(
  parts: readonly Part[],
  lookUp: (name: string) => Value | null,
  recorded: string | null = null,
): Expansion {
  // a zero is right in a string, as a value and in a prefix
  const probe = parts.map((part) => (typeof part === 'string' ? part : '0')).join('');
  const jsonStart = findJson(probe)?.start ?? Number.POSITIVE_INFINITY;
  let text = '';
  let length = 0;
  let inString = false;
  for (const part of parts) {
    if (typeof part === 'string') {
      inString = endsInString(part, inString, jsonStart - length);
      text += part;
      length += part.length;
      continue;
    }
    const value = lookUp(part.variable);
    if (!value) return { is: 'missing', variable: part.variable };
    const at = length++;
    if (at < jsonStart) text += value.text;
    else if (inString) text += JSON.stringify(value.text).slice(1, -1);
    else if (!value.isString) text += value.text;
    else if (recorded !== null && isJsonNumber(value.text) && hasNumber(recorded, probe, at))
      text += value.text;
    else text += JSON.stringify(value.text);
  }
  return { is: 'ready', text };
}

/** Whether a number stands in `recorded` where the value that begins at offset `at` stands in `probe`. */
function hasNumber(recorded: string, probe: string, at: number): boolean {
  const path = leavesOf(probe)
    ?.find(({ start }) => start === at)
    ?.path.join('\0');
  const leaf = leavesOf(recorded)?.find((one) => one.path.join('\0') === path);
  return leaf !== undefined && !leaf.isString && isJsonNumber(leaf.text);
}

/** Whether a JSON string is open after `text`, of which all before offset `from` is no JSON. */
function endsInString(text: string, inString: boolean, from: number): boolean {
  for (let at = Math.max(0, from); at < text.length; at++) {
    if (text[at] === '\\' && inString) at++;
    else if (text[at] === '"') inString = !inString;
  }
  return inString;
}

/** A URL with its values put in: as they are in scheme, host and port, percent-encoded from the path on. */
export function expandUrl(parts: readonly Part[], lookUp: (name: string) => Value | null): Expansion {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = lookUp(part.variable);
    if (!value) return { is: 'missing', variable: part.variable };
    const isBeforePath = /^([a-z]*:?\/?|[a-z]+:\/\/[^/?#]*)$/i.test(text);
    text += isBeforePath ? value.text : encodeURIComponent(value.text.toWellFormed());
  }
  return { is: 'ready', text };
}
