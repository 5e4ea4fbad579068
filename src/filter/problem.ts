import type { Span } from './expression.ts';

export type FilterProblemCode =
  /** the query has more than MAX_QUERY_LENGTH characters */
  | 'too-long'
  /** more than MAX_GROUP_DEPTH parentheses inside one another */
  | 'too-deep'
  /** `)` that nothing opened */
  | 'unopened-group'
  /** `(` that nothing closes; read as closed at the end */
  | 'unclosed-group'
  /** `()` */
  | 'empty-group'
  /** `"` that nothing closes; read as closed at the end */
  | 'unclosed-quote'
  /** `OR` without a term on one side */
  | 'missing-operand'
  /** a `-` that touches nothing */
  | 'lone-negation'
  /** a `=`, `>` or `~` that does not touch the path before it */
  | 'lone-comparison'
  /** a field without its value, not at the end of the query */
  | 'missing-value'
  /** a value its field does not know */
  | 'unknown-value'
  | 'bad-number'
  | 'bad-path'
  | 'bad-regex'
  /** hint: a word with a colon that is no field of ours, read as text */
  | 'unknown-field'
  /** hint: looks like a regular expression, read as text */
  | 'not-a-regex'
  /** hint: looks like one number with commas in it, read as several */
  | 'several-numbers';

/** What cannot be read (an error) or may not be meant so (a hint), where, and a sentence for a human. */
export interface FilterProblem extends Span {
  code: FilterProblemCode;
  message: string;
}

/**
 * What reading a value came to. `half` marks what may become right by typing on: at the end of a query it is
 * passed over in silence, elsewhere its problem is an error.
 */
export type Outcome<T> = { ok: true; value: T } | { ok: false; half: boolean; problem: FilterProblem };

export const good = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const bad = (code: FilterProblemCode, span: Span, message: string): Outcome<never> => ({
  ok: false,
  half: false,
  problem: { code, at: span.at, length: span.length, message },
});

export const half = (code: FilterProblemCode, span: Span, message: string): Outcome<never> => ({
  ok: false,
  half: true,
  problem: { code, at: span.at, length: span.length, message },
});
