import type { PathStep } from '../../filter/expression.ts';
import { readChildren } from '../json/json-children.ts';

/** A value in a document, and where it stands: `*` of a path has become a name or a place. */
export interface JsonNode {
  value: unknown;
  at: readonly (string | number)[];
}

/** The first value of a document at a path; null where there is none. */
export function nodeAt(document: unknown, path: readonly PathStep[]): JsonNode | null {
  const [step, ...rest] = path;
  if (step === undefined) return { value: document, at: [] };
  if (typeof document !== 'object' || document === null) return null;
  const keys: readonly (string | number)[] =
    step.to === 'any' ? Object.keys(document) : [step.to === 'name' ? step.name : step.index];
  for (const key of keys) {
    // Own members only: `__proto__` and `constructor` are names like others in a payload.
    if (!Object.hasOwn(document, key)) continue;
    const node = nodeAt((document as Record<string | number, unknown>)[key], rest);
    if (node) return { value: node.value, at: [key, ...node.at] };
  }
  return null;
}

/** What stands in `text`, which must be valid JSON, at a place that it has; null where it has none such. */
export function tokenAt(text: string, at: readonly (string | number)[]): string | null {
  let start = text.search(/\S/);
  let end = text.length;
  for (const key of at) {
    const children = readChildren(text, start);
    let found = -1;
    // As JSON.parse has it, the last of several members of one name counts.
    if (!children.isObject) found = Number(key);
    else
      for (let index = 0; index < children.length; index++)
        if (JSON.parse(children.keyToken(index)) === String(key)) found = index;
    if (!(found >= 0 && found < children.length)) return null;
    start = children.start(found);
    end = children.end(found);
  }
  return text.slice(start, end).trim();
}
