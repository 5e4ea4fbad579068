import type {
  Expression,
  Flag,
  Interval,
  JsonTerm,
  LabelKey,
  NumberKey,
  NumberTerm,
  Pattern,
  Term,
} from './expression.ts';
import { writePath } from './json-path.ts';

/** A sentence that says which frames an expression lets through. */
export function explain(expression: Expression | null): string {
  return expression ? `Frames where ${clause(expression, true)}.` : 'All frames.';
}

/** `holds` false turns the clause into its opposite. */
function clause(expression: Expression, holds: boolean): string {
  switch (expression.is) {
    case 'not':
      return clause(expression.of, !holds);
    case 'all':
    case 'any': {
      // De Morgan: not (a and b) reads better as not a or not b.
      const word = (expression.is === 'all') === holds ? 'and' : 'or';
      return listed(
        expression.of.map((member) => inner(member, holds, word)),
        word,
      );
    }
    default:
      return termClause(expression, holds);
  }
}

/** Parentheses where `or` stands inside `and`, and the other way round, so that no precedence need be known. */
function inner(member: Expression, holds: boolean, word: 'and' | 'or'): string {
  const text = clause(member, holds);
  let bare = member;
  while (bare.is === 'not') {
    bare = bare.of;
    holds = !holds;
  }
  if (bare.is !== 'all' && bare.is !== 'any') return text;
  return ((bare.is === 'all') === holds ? 'and' : 'or') === word ? text : `(${text})`;
}

function termClause(term: Term, holds: boolean): string {
  switch (term.is) {
    case 'direction':
      return (term.direction === 'received') === holds ? 'it was received' : 'it was sent';
    case 'type':
      return term.binary === holds ? 'it is binary' : 'it is text';
    case 'flag':
      return FLAGS[term.flag][holds ? 0 : 1];
    case 'number':
      return numberClause(term, holds);
    case 'label':
      return `${LABELS[term.field]} ${patternClause(term.pattern, holds)}`;
    case 'text':
      return `the payload ${patternClause(term.pattern, holds)}`;
    case 'json':
      return jsonClause(term, holds);
  }
}

const FLAGS: Readonly<Record<Flag, readonly [string, string]>> = {
  edited: ['it was edited', 'it was not edited'],
  injected: ['it was sent or received from the panel', 'it was not sent or received from the panel'],
  replayed: ['it belongs to a replay', 'it belongs to no replay'],
  held: ['it is held', 'it is not held'],
  heartbeat: ['it is a heartbeat', 'it is no heartbeat'],
  error: ['it tells of an error', 'it tells of no error'],
  pending: ['its payload is still being read', 'its payload is not still being read'],
  missing: ['its payload is missing', 'its payload is not missing'],
  bookmarked: ['you bookmarked it', 'you did not bookmark it'],
};

const LABELS: Readonly<Record<LabelKey, string>> = {
  url: 'the URL',
  protocol: 'the subprotocol',
  event: 'the name',
  decoder: 'the decoder',
};

function patternClause(pattern: Pattern, holds: boolean): string {
  switch (pattern.how) {
    case 'contains':
      return `${holds ? 'contains' : 'does not contain'} ${quoted(pattern.text)}`;
    case 'equals':
      if (pattern.text === '') return holds ? 'is empty' : 'is not empty';
      return `${holds ? 'is' : 'is not'} ${quoted(pattern.text)}`;
    case 'regex':
      return `${holds ? 'matches' : 'does not match'} /${pattern.source}/${pattern.flags}`;
  }
}

const NUMBERS: Readonly<Record<NumberKey, { name: string; unit: (value: number) => string }>> = {
  size: { name: 'the size', unit: (bytes) => `${decimal(bytes)} ${bytes === 1 ? 'byte' : 'bytes'}` },
  time: {
    name: 'the time',
    unit: (ms) => (Math.abs(ms) < 1000 ? `${decimal(ms)} ms` : `${decimal(ms / 1000)} s`),
  },
  conn: { name: 'the connection', unit: (number) => String(number) },
};

function numberClause({ field, ranges }: NumberTerm, holds: boolean): string {
  const { name, unit } = NUMBERS[field];
  const amounts = ranges.map((range) => rangeClause(range, unit));
  return `${name} ${holds ? 'is' : 'is not'} ${listed(amounts, 'or')}`;
}

function rangeClause({ from, to, fromOpen, toOpen }: Interval, unit: (value: number) => string): string {
  if (from !== null && to !== null) return from === to ? unit(from) : `from ${unit(from)} to ${unit(to)}`;
  if (from !== null) return `${fromOpen ? 'more than' : 'at least'} ${unit(from)}`;
  return to === null ? 'any' : `${toOpen ? 'less than' : 'at most'} ${unit(to)}`;
}

/** The opposite of `a is 1` takes in frames without an `a`, so it is not `a is not 1`. */
function jsonClause({ path, test }: JsonTerm, holds: boolean): string {
  const node = path.length === 0 ? 'the JSON' : `JSON ${writePath(path)}`;
  if (test.how === 'exists') return holds ? `there is ${node}` : `there is no ${node}`;
  const says =
    test.how === 'compare'
      ? `${COMPARISONS[test.operator]} ${test.value.quoted ? quoted(test.value.text) : test.value.text}`
      : patternClause(test, true);
  return holds ? `${node} ${says}` : `there is no ${node} that ${says}`;
}

const COMPARISONS = {
  '=': 'equals',
  '!=': 'differs from',
  '<': 'is less than',
  '>': 'is more than',
  '<=': 'is at most',
  '>=': 'is at least',
} as const;

const quoted = (text: string): string => `“${text}”`;

const decimal = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 6 });

function listed(parts: readonly string[], word: 'and' | 'or'): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} ${word} ${parts.at(-1)}`;
}
