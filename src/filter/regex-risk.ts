import { type Expression, type Term, termsOf } from './expression.ts';
import { ALL, type CharSet, type RegexNode, regexTree } from './regex-tree.ts';

/** `safe`: time in proportion to the text, whatever the text. `risky`: no such promise, up to never ending. */
export type RegexRisk = 'safe' | 'risky';

/** Steps at one place of the text, and ways to come back to it, that are still nothing to speak of. */
export const MAX_STEPS = 1_000;

/**
 * Says whether a valid regular expression may be run where it must not block. Backtracking engines try every
 * way to match at every place of the text; payloads are hostile, so what counts is the worst text:
 *
 * - `(a+)+$`, `(a|a)*$`: a loop whose body can match the same in two ways doubles with every character
 * - `.*a.*b`, `\s+$`: a loop that may give back characters, or be entered anew at each of them, squares
 *
 * Safe is only what is proved linear: no loop but a last one gives back a character that could do something
 * else, and no loop runs over a place where the expression could begin (or it begins with `^`). So `"id":\d+,`
 * and `user_\w+` are safe, `error.*timeout` is not: run such ones in a worker that can be ended.
 */
export function regexRisk(source: string, flags = ''): RegexRisk {
  try {
    const tree = regexTree(source, flags);
    const branches = tree.is === 'choice' ? tree.of : [tree];
    const anchored = flags.includes('y');
    return branches.every((branch) => isLinear(branch, anchored)) ? 'safe' : 'risky';
  } catch {
    // What cannot be read, or nests deeper than the stack, gets no promise.
    return 'risky';
  }
}

export interface RegexTerm {
  term: Term;
  source: string;
  flags: string;
  risk: RegexRisk;
}

/** The regular expressions of a query, with their place in it. */
export function regexTerms(expression: Expression | null): RegexTerm[] {
  return termsOf(expression).flatMap((term) => {
    const pattern = term.is === 'json' ? term.test : 'pattern' in term ? term.pattern : null;
    if (pattern?.how !== 'regex') return [];
    const { source, flags } = pattern;
    return [{ term, source, flags, risk: regexRisk(source, flags) }];
  });
}

/** What backtracking can cost at one place of the text. */
interface Cost {
  /** characters looked at outside of loops */
  steps: number;
  /** ways to match one text */
  ways: number;
  /** power of the text's length: 0 without loops, 1 where each character is looked at once */
  degree: number;
  /** true where a loop can end at many places, so that what follows is tried at each */
  gives: boolean;
  /** what loops run over */
  looped: CharSet;
}

const FREE: Cost = { steps: 0, ways: 1, degree: 0, gives: false, looped: 0n };

class TooCostly extends Error {}

function isLinear(branch: RegexNode, sticky: boolean): boolean {
  const { steps, ways, degree, looped } = costOf(branch, 0n, true);
  if (!(Math.max(1, steps) * ways <= MAX_STEPS)) return false;
  if (degree === 0 || (degree === 1 && (sticky || isAnchored(branch)))) return true;
  return degree === 1 && !canBeEmpty(branch) && (firstOf(branch) & looped) === 0n;
}

function isAnchored(node: RegexNode): boolean {
  if (node.is === 'start') return true;
  if (node.is === 'choice') return node.of.every(isAnchored);
  return node.is === 'sequence' && node.of[0] !== undefined && isAnchored(node.of[0]);
}

/** `next` is what may come behind the node; `last` where nothing does, so that the match is made. */
function costOf(node: RegexNode, next: CharSet, last: boolean): Cost {
  switch (node.is) {
    case 'chars':
      return { ...FREE, steps: 1 };
    case 'start':
    case 'assertion':
      return FREE;
    case 'look':
      return lookCost(node.of, node.behind);
    case 'sequence':
      return sequenceCost(node.of, next, last);
    case 'choice':
      return choiceCost(node.of, next, last);
    case 'repeat':
      return node.max === Infinity ? loopCost(node.of, node.min, next, last) : timesCost(node, next);
  }
}

/**
 * Once a lookaround has matched it is not entered again. With a loop in it, it may look far each time it is
 * reached, and a lookbehind looks over characters that no set here knows.
 */
function lookCost(body: RegexNode, behind: boolean): Cost {
  const cost = costOf(body, ALL, false);
  if (behind && cost.degree > 0) throw new TooCostly();
  return { ...cost, ways: 1, gives: cost.degree > 0, steps: cost.steps * cost.ways };
}

/** From the end, as what a loop may give back depends on what stands behind it. */
function sequenceCost(items: readonly RegexNode[], next: CharSet, last: boolean): Cost {
  let total = FREE;
  let degrees = 0;
  for (const item of items.toReversed()) {
    const cost = costOf(item, next, last);
    total = {
      steps: total.steps + cost.steps,
      ways: total.ways * cost.ways,
      degree: cost.gives ? cost.degree + degrees : Math.max(cost.degree, total.degree),
      gives: total.gives || cost.gives,
      looped: total.looped | cost.looped,
    };
    degrees += cost.degree;
    next = firstOf(item) | (canBeEmpty(item) ? next : 0n);
    last = false;
  }
  return total;
}

function choiceCost(branches: readonly RegexNode[], next: CharSet, last: boolean): Cost {
  const costs = branches.map((branch) => costOf(branch, next, last));
  const firsts = branches.map((branch) => firstOf(branch) | (canBeEmpty(branch) ? next | EMPTY : 0n));
  const apart = firsts.every((first, index) =>
    firsts.slice(index + 1).every((other) => (first & other) === 0n),
  );
  return {
    steps: sum(costs.map((cost) => cost.steps)),
    ways: apart ? Math.max(...costs.map((cost) => cost.ways)) : sum(costs.map((cost) => cost.ways)),
    degree: Math.max(...costs.map((cost) => cost.degree)),
    gives: costs.some((cost) => cost.gives),
    looped: costs.reduce((set, cost) => set | cost.looped, 0n),
  };
}

function loopCost(body: RegexNode, min: number, next: CharSet, last: boolean): Cost {
  const first = firstOf(body);
  const cost = costOf(body, first | next, false);
  if (canBeEmpty(body) || cost.ways > 1 || cost.gives) throw new TooCostly();
  const steps = cost.steps * Math.max(1, min);
  if (last && cost.degree === 0) return { ...FREE, steps };
  const gives = (first & next) !== 0n;
  return { steps, ways: 1, degree: gives ? 1 + cost.degree : 1, gives, looped: charsOf(body) };
}

function timesCost({ of, min, max }: RegexNode & { is: 'repeat' }, next: CharSet): Cost {
  const first = firstOf(of);
  const cost = costOf(of, first | next, false);
  const exits = (first & next) === 0n && !canBeEmpty(of) ? 1 : max - min + 1;
  if (max > 1 && cost.gives) throw new TooCostly();
  return { ...cost, steps: cost.steps * max, ways: cost.ways ** max * exits };
}

/** Stands for the way past a branch that takes nothing, which two such branches share. */
const EMPTY: CharSet = 1n << 129n;

/** What the first character of a match of the node can be; of what follows it where it can be empty, nothing. */
function firstOf(node: RegexNode): CharSet {
  switch (node.is) {
    case 'chars':
      return node.set;
    case 'start':
    case 'assertion':
      return 0n;
    case 'look':
      return canBeEmpty(node.of) || node.behind ? ALL : firstOf(node.of);
    case 'sequence':
      return firstOfAll(node.of);
    case 'choice':
      return node.of.reduce((set, branch) => set | firstOf(branch), 0n);
    case 'repeat':
      return firstOf(node.of);
  }
}

function firstOfAll(items: readonly RegexNode[]): CharSet {
  let set: CharSet = 0n;
  for (const item of items) {
    set |= firstOf(item);
    if (!canBeEmpty(item)) break;
  }
  return set;
}

function canBeEmpty(node: RegexNode): boolean {
  switch (node.is) {
    case 'chars':
      return false;
    case 'sequence':
      return node.of.every(canBeEmpty);
    case 'choice':
      return node.of.some(canBeEmpty);
    case 'repeat':
      return node.min === 0 || canBeEmpty(node.of);
    default:
      return true;
  }
}

function charsOf(node: RegexNode): CharSet {
  switch (node.is) {
    case 'chars':
      return node.set;
    case 'sequence':
    case 'choice':
      return node.of.reduce((set, item) => set | charsOf(item), 0n);
    case 'repeat':
    case 'look':
      return charsOf(node.of);
    default:
      return 0n;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
