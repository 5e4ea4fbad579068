import type { PathStep } from '../../filter/expression.ts';
import { formatJson } from '../../filter/format.ts';
import { writePath } from '../../filter/json-path.ts';

/** Deeper than this, and past so many members of one object or array, nobody looks for a path to type. */
const DEEPEST = 5;
const WIDEST = 40;
/** So many values of a path are told apart; longer strings are not typed, they are searched for. */
const MOST_VALUES = 100;
const LONGEST_VALUE = 60;

/** The paths of some documents and the values at them, as the filter writes both, with how often each is there. */
export class JsonPaths {
  readonly counts = new Map<string, number>();
  #values = new Map<string, Map<string, number>>();

  /** Adds all of a document. Places in arrays become `*`, of which the first stands for all. */
  add(document: unknown, path: readonly PathStep[] = []): void {
    if (typeof document !== 'object' || document === null || path.length >= DEEPEST) return;
    const steps: [PathStep, unknown][] = Array.isArray(document)
      ? document.slice(0, 1).map((item) => [{ to: 'any' }, item])
      : Object.entries(document)
          .slice(0, WIDEST)
          .map(([name, value]) => [{ to: 'name', name }, value]);
    for (const [step, value] of steps) {
      const next = [...path, step];
      const written = writePath(next);
      count(this.counts, written);
      this.#addValue(written, value);
      this.add(value, next);
    }
  }

  /** Values at a path, ready to stand behind its `=`. */
  valuesAt(path: string): ReadonlyMap<string, number> {
    return this.#values.get(path) ?? new Map();
  }

  #addValue(path: string, value: unknown): void {
    if (typeof value === 'string' ? value.length > LONGEST_VALUE : !isPlain(value)) return;
    const values = this.#values.get(path) ?? new Map<string, number>();
    this.#values.set(path, values);
    const literal = formatJson([], value as string | number | boolean | null).slice('json:='.length);
    if (values.has(literal) || values.size < MOST_VALUES) count(values, literal);
  }
}

const isPlain = (value: unknown): boolean =>
  value === null || typeof value === 'number' || typeof value === 'boolean';

const count = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
