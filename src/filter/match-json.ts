import type { JsonTerm, JsonTest, PathStep } from './expression.ts';
import { comparisonTest } from './literal.ts';
import { patternTest, type Undecided } from './match-text.ts';
import { ruleOut } from './rule-out.ts';
import type { FrameSubject } from './subject.ts';

type NodeTest = (node: unknown) => boolean;

/** A test of a frame's JSON: any node at the path will do. Parses only what a look at the text cannot rule out. */
export function jsonMatcher(term: JsonTerm, undecided: Undecided): (subject: FrameSubject) => boolean {
  const { path } = term;
  const test = nodeTest(term.test, undecided);
  const ruledOut = ruleOut(term);
  return (subject) => {
    if (ruledOut && !subject.isBinary) {
      const { text } = subject;
      if (text !== null && ruledOut(text)) return false;
    }
    const document = subject.json();
    return document !== undefined && someNode(document, path, 0, test);
  };
}

function someNode(node: unknown, path: readonly PathStep[], from: number, test: NodeTest): boolean {
  for (let index = from; index < path.length; index++) {
    const step = path[index] as PathStep;
    if (typeof node !== 'object' || node === null) return false;
    if (step.to === 'any') {
      for (const child of Object.values(node)) if (someNode(child, path, index + 1, test)) return true;
      return false;
    }
    const key = step.to === 'name' ? step.name : step.index;
    // Own members only: `__proto__` and `constructor` are names like others in a payload.
    if (!Object.hasOwn(node, key)) return false;
    node = (node as Record<string | number, unknown>)[key];
  }
  return test(node);
}

function nodeTest(test: JsonTest, undecided: Undecided): NodeTest {
  switch (test.how) {
    case 'exists':
      return () => true;
    case 'compare':
      return comparisonTest(test.operator, test.value);
    case 'contains':
    case 'regex': {
      const matches = patternTest(test, undecided);
      return (node) => (typeof node !== 'object' || node === null) && matches(String(node));
    }
  }
}
