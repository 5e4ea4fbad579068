import type { Direction } from '../protocol/event.ts';

/** A stretch of the query in UTF-16 code units, as an input's selection counts them. */
export interface Span {
  at: number;
  length: number;
}

/**
 * A query as plain JSON: it can be cloned to a worker or kept in a rule. `all` and `any` have two members or
 * more. The span of a group takes in its parentheses, that of a negation its `-`.
 */
export type Expression = Node & Span;

type Node = All | Any | Not | TermBody;

interface All {
  is: 'all';
  of: Expression[];
}

interface Any {
  is: 'any';
  of: Expression[];
}

interface Not {
  is: 'not';
  of: Expression;
}

/** One condition on one frame. */
export type Term = TermBody & Span;

export type TermBody = TextTerm | LabelTerm | NumberTerm | Choice | JsonTerm;

/** The payload as text. */
export interface TextTerm {
  is: 'text';
  pattern: Pattern;
}

/** A string that frames share: of their connection, or given by a decoder. */
export interface LabelTerm {
  is: 'label';
  field: LabelKey;
  pattern: Pattern;
}

/** True where the number lies in one of the ranges. */
export interface NumberTerm {
  is: 'number';
  field: NumberKey;
  ranges: Interval[];
}

/** What is chosen from the values of a field. */
export type Choice =
  | { is: 'direction'; direction: Direction }
  | { is: 'type'; binary: boolean }
  | { is: 'flag'; flag: Flag };

/** True where a node of the payload's JSON at `path` passes `test`. */
export interface JsonTerm {
  is: 'json';
  path: PathStep[];
  test: JsonTest;
}

export type LabelKey = 'url' | 'protocol' | 'event' | 'decoder';
export type NumberKey = 'size' | 'time' | 'conn';
export type Flag =
  | 'edited'
  | 'injected'
  | 'replayed'
  | 'held'
  | 'heartbeat'
  | 'error'
  | 'pending'
  | 'missing'
  | 'bookmarked';

/**
 * - `contains` ignores case as a regular expression's `i` does
 * - `equals` is exact
 * - `regex` is a JavaScript regular expression that is known to compile
 */
export type Pattern =
  | { how: 'contains'; text: string }
  | { how: 'equals'; text: string }
  | { how: 'regex'; source: string; flags: string };

/** Bytes for `size`, milliseconds for `time`; null is no end. Ends belong to the range unless they are open. */
export interface Interval {
  from: number | null;
  to: number | null;
  fromOpen: boolean;
  toOpen: boolean;
}

/** A member of an object, a place in an array (from 0), or any member or place. */
export type PathStep = { to: 'name'; name: string } | { to: 'index'; index: number } | { to: 'any' };

export type JsonTest =
  | { how: 'exists' }
  | { how: 'compare'; operator: Comparison; value: Literal }
  | { how: 'contains'; text: string }
  | { how: 'regex'; source: string; flags: string };

export type Comparison = '=' | '!=' | '<' | '>' | '<=' | '>=';

/** A value as typed: quoted it is a string and nothing else, bare it may also be a number, true, false or null. */
export interface Literal {
  text: string;
  quoted: boolean;
}

/** Equal for expressions that say the same, wherever and however they were typed: a key for what depends on it. */
export const meaningOf = (expression: Expression | null): string =>
  JSON.stringify(expression, (key, value) => (key === 'at' || key === 'length' ? undefined : value));

/** The terms of an expression in the order they were typed. */
export function termsOf(expression: Expression | null): Term[] {
  if (!expression) return [];
  switch (expression.is) {
    case 'all':
    case 'any':
      return expression.of.flatMap(termsOf);
    case 'not':
      return termsOf(expression.of);
    default:
      return [expression];
  }
}
