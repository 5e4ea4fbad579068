import type { Expression, Flag, Interval, LabelTerm, NumberTerm, Term } from './expression.ts';
import { jsonMatcher } from './match-json.ts';
import { patternTest, remembering, type Undecided } from './match-text.ts';
import type { FrameSubject } from './subject.ts';

export type { FrameSubject } from './subject.ts';

/** Decides one frame. Never throws where the subject does not. */
export type Matcher = (subject: FrameSubject) => boolean;

/** `time:1:12.004` finds the frame that is shown so, whatever the fraction of its millisecond. */
export const TIME_TOLERANCE_MS = 0.5;

/**
 * Turns an expression into a test. What stands side by side is asked cheapest first, whatever the order typed:
 * columns, the connection's strings, text, regular expressions, what needs a decoder, JSON.
 *
 * A regular expression can take longer than a lifetime: see `regexRisk` before running a matcher where it must
 * not. `undecided` is called where the browser's engine gave up on a text (stack exhausted); the term is then
 * false for that frame.
 *
 * @throws SyntaxError where a regular expression is not one for this browser; `parse` lets none through
 */
export function compile(expression: Expression | null, undecided: Undecided = () => {}): Matcher {
  if (!expression) return () => true;
  switch (expression.is) {
    case 'all':
      return every(byCost(expression.of).map((member) => compile(member, undecided)));
    case 'any':
      return some(byCost(expression.of).map((member) => compile(member, undecided)));
    case 'not': {
      const inner = compile(expression.of, undecided);
      return (subject) => !inner(subject);
    }
    default:
      return termMatcher(expression, undecided);
  }
}

const byCost = (members: readonly Expression[]): Expression[] =>
  members.toSorted((left, right) => costOf(left) - costOf(right));

function costOf(expression: Expression): number {
  switch (expression.is) {
    case 'all':
    case 'any':
      return Math.max(...expression.of.map(costOf));
    case 'not':
      return costOf(expression.of);
    case 'flag':
      return expression.flag === 'heartbeat' || expression.flag === 'error' ? 4 : 0;
    case 'label':
      return expression.field === 'url' || expression.field === 'protocol' ? 1 : 4;
    case 'text':
      return expression.pattern.how === 'regex' ? 3 : 2;
    case 'json':
      return 5;
    default:
      return 0;
  }
}

function every(matchers: readonly Matcher[]): Matcher {
  const [first, second] = matchers;
  if (first && second && matchers.length === 2) return (subject) => first(subject) && second(subject);
  return (subject) => {
    for (const matcher of matchers) if (!matcher(subject)) return false;
    return true;
  };
}

function some(matchers: readonly Matcher[]): Matcher {
  return (subject) => {
    for (const matcher of matchers) if (matcher(subject)) return true;
    return false;
  };
}

function termMatcher(term: Term, undecided: Undecided): Matcher {
  switch (term.is) {
    case 'direction':
      return ({ direction }) => direction === term.direction;
    case 'type':
      return ({ isBinary }) => isBinary === term.binary;
    case 'flag':
      return FLAGS[term.flag];
    case 'number':
      return numberMatcher(term);
    case 'label':
      return labelMatcher(term, undecided);
    case 'text': {
      const test = patternTest(term.pattern, undecided);
      return ({ text }) => text !== null && test(text);
    }
    case 'json':
      return jsonMatcher(term, undecided);
  }
}

const FLAGS: Readonly<Record<Flag, Matcher>> = {
  edited: (subject) => subject.isEdited,
  injected: (subject) => subject.source === 'panel',
  replayed: (subject) => subject.source === 'replay',
  held: (subject) => subject.isHeld,
  heartbeat: (subject) => subject.isHeartbeat,
  error: (subject) => subject.isError,
  pending: (subject) => subject.isPending,
  missing: (subject) => subject.isMissing,
  bookmarked: (subject) => subject.isBookmarked,
};

function numberMatcher({ field, ranges }: NumberTerm): Matcher {
  const tests = ranges.map((range) => rangeTest(range, field === 'time' ? TIME_TOLERANCE_MS : 0));
  const test = (value: number): boolean => {
    for (const inside of tests) if (inside(value)) return true;
    return false;
  };
  switch (field) {
    case 'size':
      return ({ size }) => test(size);
    case 'time':
      return ({ time }) => test(time);
    case 'conn':
      return ({ connection }) => test(connection);
  }
}

function rangeTest(range: Interval, tolerance: number): (value: number) => boolean {
  const from = range.from ?? Number.NEGATIVE_INFINITY;
  const to = range.to ?? Number.POSITIVE_INFINITY;
  if (from === to && tolerance > 0) return (value) => Math.abs(value - from) < tolerance;
  const { fromOpen, toOpen } = range;
  return (value) => (fromOpen ? value > from : value >= from) && (toOpen ? value < to : value <= to);
}

function labelMatcher({ field, pattern }: LabelTerm, undecided: Undecided): Matcher {
  const test = remembering(patternTest(pattern, undecided));
  switch (field) {
    case 'url':
      return ({ url }) => test(url);
    case 'protocol':
      return ({ protocol }) => test(protocol);
    case 'event':
      return ({ name }) => test(name);
    case 'decoder':
      return ({ decoder }) => test(decoder);
  }
}
