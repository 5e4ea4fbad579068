import type { Expression, Span } from './expression.ts';
import type { FilterProblem, FilterProblemCode } from './problem.ts';
import { readTerm } from './read-term.ts';
import { scanSpace } from './scan.ts';
import type { Token, TokenKind } from './token.ts';

export type { FilterProblem } from './problem.ts';
export type { Token } from './token.ts';

export const MAX_QUERY_LENGTH = 10_000;
/** Groups inside one another; matching and explaining recurse as deep. */
export const MAX_GROUP_DEPTH = 100;

export interface Parsed {
  /** what could be read of the query; null is true for every frame */
  expression: Expression | null;
  /** Terms with an error are left out of the expression; who must not act on half a query looks here first. */
  errors: FilterProblem[];
  hints: FilterProblem[];
  /** cover the query without hole or overlap */
  tokens: Token[];
}

/**
 * Reads a query. Never throws: what cannot be read is an error with its place, and the rest still applies.
 *
 * A term that is only begun (`is:`, `size:>`, `dir:o`) is neither applied nor an error while it is the last,
 * or while `caret`, an offset in the query, touches it.
 */
export function parse(query: string, caret = query.length): Parsed {
  if (query.length > MAX_QUERY_LENGTH) return tooLong(query);
  const parser = new Parser(query, caret);
  const expression = parser.parse();
  return { expression, errors: parser.errors, hints: parser.hints, tokens: parser.tokens };
}

function tooLong(query: string): Parsed {
  const span = { at: 0, length: query.length };
  const message = `A query has ${MAX_QUERY_LENGTH.toLocaleString('en')} characters at most.`;
  return {
    expression: null,
    errors: [{ code: 'too-long', ...span, message }],
    hints: [],
    tokens: [{ kind: 'text', term: null, state: 'wrong', ...span }],
  };
}

const WORD_OPERATOR = /(OR|AND)(?=[\s()]|$)/y;
const NOTHING_BEHIND = /[\s)]*$/y;

/** What stood in one place: nothing at all, or something, whether or not it could be applied. */
interface Found {
  any: boolean;
  expression: Expression | null;
}

class Parser {
  readonly errors: FilterProblem[] = [];
  readonly hints: FilterProblem[] = [];
  readonly tokens: Token[] = [];
  readonly #query: string;
  readonly #caret: number;
  #at = 0;
  #painted = 0;
  #depth = 0;
  #terms = 0;

  constructor(query: string, caret: number) {
    this.#query = query;
    this.#caret = caret;
  }

  parse(): Expression | null {
    return this.#alternatives().expression;
  }

  /** `a b OR c`: what `OR` joins. Ends at the end of the query or at the `)` of the open group. */
  #alternatives(): Found {
    const branches: Expression[] = [];
    let found = this.#sequence();
    let any = found.any;
    if (found.expression) branches.push(found.expression);
    for (let operator = this.#operator('OR'); operator; operator = this.#operator('OR')) {
      if (!found.any) {
        operator.state = 'wrong';
        this.#error('missing-operand', operator, 'OR needs a term before it.');
      }
      found = this.#sequence();
      any = true;
      if (found.expression) branches.push(found.expression);
      if (!found.any) this.#dangling(operator);
    }
    return { any, expression: joined('any', branches) };
  }

  /** `a b c`: terms beside one another. */
  #sequence(): Found {
    const members: Expression[] = [];
    let any = false;
    for (;;) {
      this.#space();
      if (this.#at >= this.#query.length || this.#isOperator('OR')) break;
      if (this.#operator('AND')) continue;
      if (this.#query.charAt(this.#at) === ')') {
        if (this.#depth > 0) break;
        this.#unopened();
        continue;
      }
      any = true;
      const member = this.#member();
      if (member) members.push(member);
    }
    return { any, expression: joined('all', members) };
  }

  /** A term or a group, with the negations before it. */
  #member(): Expression | null {
    const start = this.#at;
    const first = this.tokens.length;
    while (this.#query.charAt(this.#at) === '-') this.#token('negation', this.#at + 1);
    const negations = this.#at - start;
    const next = this.#query.charAt(this.#at);
    if (next === '' || next === ')' || /\s/.test(next)) {
      this.#loneNegation({ at: start, length: negations }, first);
      return null;
    }
    const inner = next === '(' ? this.#group() : this.#term(start, first);
    if (!inner || negations % 2 === 0) return inner && spanning(inner, start, this.#at);
    return { is: 'not', of: inner, at: start, length: this.#at - start };
  }

  #group(): Expression | null {
    const open = this.#token('group', this.#at + 1);
    if (this.#depth >= MAX_GROUP_DEPTH) {
      open.state = 'wrong';
      this.#error('too-deep', open, `Groups stand at most ${MAX_GROUP_DEPTH} deep inside one another.`);
      return null;
    }
    this.#depth++;
    const { any, expression } = this.#alternatives();
    this.#depth--;
    if (this.#query.charAt(this.#at) === ')') {
      this.#token('group', this.#at + 1);
      if (!any)
        this.#error('empty-group', span(open.at, this.#at), 'Nothing stands between these parentheses.');
    } else {
      this.#error('unclosed-group', open, 'This parenthesis is not closed; the group is read to the end.');
    }
    return expression && spanning(expression, open.at, this.#at);
  }

  #term(start: number, first: number): Expression | null {
    const at = this.#at;
    const { end, outcome, parts, error, hint } = readTerm(this.#query, at);
    for (const part of parts) if (part.end > this.#painted) this.#token(part.kind, part.end);
    const tokens = this.tokens.slice(first);
    const term = this.#terms++;
    for (const token of tokens) token.term = term;
    if (hint) this.hints.push(hint);
    if (error) this.errors.push(error);
    if (outcome.ok) return { ...outcome.value, at, length: end - at };
    const half = outcome.half && this.#isBeingTyped(start, end);
    if (!half) this.errors.push(outcome.problem);
    for (const token of tokens) token.state = half ? 'half' : 'wrong';
    return null;
  }

  #loneNegation(at: Span, first: number): void {
    const half = this.#isBeingTyped(at.at, at.at + at.length);
    for (const token of this.tokens.slice(first)) token.state = half ? 'half' : 'wrong';
    const message = 'A - must touch what it negates; put it in quotes to search for it.';
    if (!half) this.#error('lone-negation', at, message);
  }

  #dangling(operator: Token): void {
    const half = this.#isBeingTyped(operator.at, operator.at + operator.length);
    operator.state = half ? 'half' : 'wrong';
    if (!half) this.#error('missing-operand', operator, 'OR needs a term behind it.');
  }

  #unopened(): void {
    const token = this.#token('group', this.#at + 1);
    token.state = 'wrong';
    const message = 'Nothing opened this parenthesis; put it in quotes to search for it.';
    this.#error('unopened-group', token, message);
  }

  #isBeingTyped(start: number, end: number): boolean {
    if (start <= this.#caret && this.#caret <= end) return true;
    NOTHING_BEHIND.lastIndex = end;
    return NOTHING_BEHIND.test(this.#query);
  }

  #isOperator(word: 'OR' | 'AND'): boolean {
    WORD_OPERATOR.lastIndex = this.#at;
    return WORD_OPERATOR.exec(this.#query)?.[1] === word;
  }

  #operator(word: 'OR' | 'AND'): Token | null {
    return this.#isOperator(word) ? this.#token('operator', this.#at + word.length) : null;
  }

  #space(): void {
    const end = scanSpace(this.#query, this.#at);
    if (end > this.#at) this.#token('space', end);
  }

  #token(kind: TokenKind, end: number): Token {
    const token: Token = { kind, term: null, state: 'good', ...span(this.#painted, end) };
    this.tokens.push(token);
    this.#painted = end;
    this.#at = end;
    return token;
  }

  #error(code: FilterProblemCode, { at, length }: Span, message: string): void {
    this.errors.push({ code, at, length, message });
  }
}

const span = (at: number, end: number): Span => ({ at, length: end - at });

const spanning = (expression: Expression, at: number, end: number): Expression => ({
  ...expression,
  ...span(at, end),
});

function joined(is: 'all' | 'any', of: Expression[]): Expression | null {
  const [first, last] = [of[0], of.at(-1)];
  if (!first || !last) return null;
  if (of.length === 1) return first;
  return { is, of, ...span(first.at, last.at + last.length) };
}
