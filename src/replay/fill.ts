import type { Payload } from '../protocol/payload.ts';
import { type Leaf, leavesOf } from './leaf.ts';

/** A value the page gave now in place of a recorded one: an id, a nonce, a time. */
export interface Fill {
  recorded: string;
  actual: string;
  /** JSON token of the actual value */
  token: string;
  /** name of the field, or its index, at the end of its path */
  field: string;
}

/** Shorter values stand for themselves only in a field of the same name: a `1` is not every `1`. */
export const FILL_ANYWHERE = 6;

/** The values that differ between a recorded text frame and its match, of those fields that `counts` picks. */
export function fillsBetween(recorded: string, actual: string, counts: (leaf: Leaf) => boolean): Fill[] {
  const now = new Map((leavesOf(actual) ?? []).map((leaf) => [keyOf(leaf), leaf]));
  const fills: Fill[] = [];
  for (const leaf of leavesOf(recorded) ?? []) {
    const other = now.get(keyOf(leaf));
    if (!other || other.text === leaf.text || !isValue(leaf) || !isValue(other) || !counts(leaf)) continue;
    const field = String(leaf.path.at(-1) ?? '');
    const token = actual.slice(other.start, other.end);
    fills.push({ recorded: leaf.text, actual: other.text, token, field });
  }
  return fills;
}

const keyOf = (leaf: Leaf): string => leaf.path.join('\0');

const isValue = (leaf: Leaf): boolean => leaf.isString || /^-?\d/.test(leaf.text);

/** What the page said in place of recorded values so far, and how to say it back. The latest word counts. */
export class Fills {
  readonly #anywhere = new Map<string, Fill>();
  readonly #byField = new Map<string, Fill>();

  add(fill: Fill): void {
    if (fill.recorded.length >= FILL_ANYWHERE) this.#anywhere.set(fill.recorded, fill);
    else this.#byField.set(`${fill.field}\0${fill.recorded}`, fill);
  }

  /** A recorded payload with the page's values in place of the recorded ones. Only whole JSON values change. */
  apply(payload: Payload): Payload {
    if (typeof payload !== 'string' || this.#anywhere.size + this.#byField.size === 0) return payload;
    let filled = '';
    let done = 0;
    for (const leaf of leavesOf(payload) ?? []) {
      const field = String(leaf.path.at(-1) ?? '');
      const fill = this.#anywhere.get(leaf.text) ?? this.#byField.get(`${field}\0${leaf.text}`);
      if (!fill || !isValue(leaf)) continue;
      filled += payload.slice(done, leaf.start) + fill.token;
      done = leaf.end;
    }
    return filled + payload.slice(done);
  }
}
