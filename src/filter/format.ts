import { type Expression, meaningOf, type NumberKey, type PathStep } from './expression.ts';
import { type FieldKey, fieldOf } from './fields.ts';
import { writePath } from './json-path.ts';
import { numberIn } from './literal.ts';
import { parse } from './parse.ts';
import { writeQuantity } from './quantity.ts';
import { quote } from './scan.ts';
import { hasAlternatives, joinable, settled } from './settle.ts';

/** What a leaf of a JSON document can be, big integers included. */
export type JsonLeaf = string | number | bigint | boolean | null;

const WORD = /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u;
const BARE_VALUE = /^[^\s()"/=\p{C}][^\s()\p{C}]*$/u;
const BARE_LITERAL = /^[\p{L}_][\p{L}\p{N}_:.-]*$/u;

/**
 * The term that asks for `value`, quoted where it has to be: `formatTerm('event', 'a b')` is `event:"a b"`.
 * `text` makes a plain word or phrase. Numbers are bytes for `size` and milliseconds for `time`. Of `url`,
 * `protocol`, `event` and `decoder` the term asks that the value is contained, or is all of it where `exact`.
 */
export function formatTerm(
  key: Exclude<FieldKey, 'json'> | 'text',
  value: string | number,
  { exact = false } = {},
): string {
  if (key === 'text') return formatText(String(value));
  const field = fieldOf(key);
  if (field?.kind === 'number' && typeof value === 'number')
    return `${key}:${writeQuantity(field.key, value)}`;
  const text = String(value);
  const written = BARE_VALUE.test(text) ? text : quote(text);
  return `${key}:${exact && field?.kind === 'label' ? '=' : ''}${written}`;
}

const formatText = (text: string): string =>
  WORD.test(text) && text !== 'OR' && text !== 'AND' ? text : quote(text);

/** `time:` or `size:` from one end to the other, both included; null is no end. Milliseconds or bytes. */
export function formatRange(key: NumberKey, from: number | null, to: number | null): string {
  const low = from === null ? '' : writeQuantity(key, from);
  const high = to === null ? '' : writeQuantity(key, to);
  return `${key}:${low}..${high}`;
}

/**
 * The term that asks for `value` at `path` of a JSON payload; without a value, that something is there.
 * Keys are strings, places in arrays numbers.
 */
export function formatJson(path: readonly (string | number)[], value?: JsonLeaf): string {
  const steps = path.map(
    (step): PathStep =>
      typeof step === 'number' ? { to: 'index', index: step } : { to: 'name', name: step },
  );
  const written = writePath(steps);
  if (value === undefined) return `json:${written}`;
  return `json:${written}=${typeof value === 'string' ? formatString(value) : String(value)}`;
}

/** Quoted where bare it could also mean a number or a constant. */
const formatString = (text: string): string =>
  BARE_LITERAL.test(text) && numberIn(text) === null && !/^(?:true|false|null)$/.test(text)
    ? text
    : quote(text);

/** Whether `term` is one of the conditions that every frame must meet, however it is written there. */
export function hasTerm(query: string, term: string): boolean {
  const wanted = membersOf(term).map(meaningOf);
  const there = membersOf(query).map(meaningOf);
  return wanted.length > 0 && wanted.every((meaning) => there.includes(meaning));
}

/** The query that asks for `term` as well. What was half typed at its end is dropped, what was open is closed. */
export function withTerm(query: string, term: string): string {
  if (hasTerm(query, term)) return query;
  const base = joinable(query);
  const added = joinable(term);
  if (base === '' || added === '') return base || added;
  const after = `${base} ${added}`;
  // An error in the query, a stray quote say, may swallow what stands behind it.
  return hasTerm(after, term) ? after : `${added} ${base}`;
}

/** The query without the condition `term`, wherever it was asked for beside all others. */
export function withoutTerm(query: string, term: string): string {
  if (!hasTerm(query, term)) return query;
  const unwanted = membersOf(term).map(meaningOf);
  let text = settled(query);
  for (;;) {
    const member = membersOf(text).find((candidate) => unwanted.includes(meaningOf(candidate)));
    if (!member) return text;
    text = cut(text, member.at, member.at + member.length);
  }
}

function cut(text: string, from: number, to: number): string {
  const [before, after] = [text.slice(0, from).trimEnd(), text.slice(to).trimStart()];
  const apart = before !== '' && after !== '' && !before.endsWith('(') && !after.startsWith(')');
  return `${before}${apart ? ' ' : ''}${after}`;
}

/** Conditions that must all be met; none where the query is one of alternatives. */
function membersOf(query: string): Expression[] {
  const text = settled(query);
  const parsed = parse(text);
  return parsed.expression && !hasAlternatives(text, parsed) ? flat(parsed.expression) : [];
}

const flat = (expression: Expression): Expression[] =>
  expression.is === 'all' ? expression.of.flatMap(flat) : [expression];
