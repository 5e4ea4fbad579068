import type { Span } from './expression.ts';

export type TokenKind =
  | 'space'
  /** `(` or `)` */
  | 'group'
  /** `OR`, or an `AND` that could as well be a space */
  | 'operator'
  /** `-` */
  | 'negation'
  /** key and colon */
  | 'field'
  /** path behind `json:` */
  | 'path'
  /** `=` `!=` `~` and so on, where they stand apart from their value */
  | 'comparison'
  /** what a field is given */
  | 'value'
  /** a bare word */
  | 'text'
  /** with its quotes */
  | 'phrase'
  /** with slashes and flags */
  | 'regex';

/** A piece of the query. All tokens together are the query, without hole or overlap, so that it can be painted. */
export interface Token extends Span {
  kind: TokenKind;
  /** counts the terms from 0; null outside of terms. Tokens of one term are neighbours and share a chip */
  term: number | null;
  /** `half`: not applied, still being typed; `wrong`: an error says why */
  state: 'good' | 'half' | 'wrong';
}
