import type { Payload } from '../protocol/payload.ts';
import { type Fill, fillsBetween } from './fill.ts';
import { identifierLikeness } from './identifier.ts';
import type { Leaf } from './leaf.ts';
import { ignoring, type Mask, NO_MASK, onlyBy } from './mask.ts';
import type { Steps } from './recording.ts';
import { signatureOf } from './signature.ts';

export interface MatchOptions {
  /** fields that may differ; what the page says in their place is filled back into the replies */
  ignore?: readonly string[];
  /** the only fields that must agree, where a frame has any of them; null for all that are not ignored */
  by?: readonly string[] | null;
}

/** The recorded send that a send of the page stands for. */
export interface SendMatch {
  /** index in the recorded steps */
  step: number;
  /** values the page gave in place of recorded ones */
  fills: Fill[];
}

/**
 * Finds the recorded send that a send of the page stands for. Each recorded send is used once, the earliest
 * first, so that repeated messages (heartbeats) walk through their recorded replies.
 */
export class SendMatcher {
  readonly #exact: SendIndex;
  readonly #loose: SendIndex | null;
  readonly #mask: Mask;
  readonly #byFew: boolean;
  readonly #used: Uint8Array;
  #next: number;

  /** Looks at the sends of `steps` from index `from` up to, not including, `to`. Throws `PathSyntaxError`. */
  constructor(
    readonly steps: Steps,
    readonly from: number,
    readonly to: number,
    options: MatchOptions = {},
  ) {
    const by = options.by ?? null;
    this.#byFew = by !== null;
    this.#mask = by === null ? ignoring(options.ignore ?? []) : onlyBy(by);
    this.#exact = new SendIndex(steps, from, to, NO_MASK);
    this.#loose = this.#mask === NO_MASK ? null : new SendIndex(steps, from, to, this.#mask);
    this.#used = new Uint8Array(steps.length);
    this.#next = from;
  }

  /** Index of the earliest recorded send the page has not made; null when it made all. */
  get next(): number | null {
    while (this.#next < this.to && !this.#isOpen(this.#next)) this.#next++;
    return this.#next < this.to ? this.#next : null;
  }

  /** Takes the send as made, by the page or by hand. */
  use(step: number): void {
    this.#used[step] = 1;
  }

  /** The recorded send that `payload` stands for, used from now on; null where none is left for it. */
  match(payload: Payload | null): SendMatch | null {
    if (payload === null) return null;
    const isFree = (step: number): boolean => this.#used[step] === 0;
    const step = this.#exact.take(payload, isFree) ?? this.#loose?.take(payload, isFree) ?? null;
    if (step === null) return null;
    this.use(step);
    const recorded = this.steps.step(step).payload;
    const fills =
      typeof recorded === 'string' && typeof payload === 'string' && this.#loose
        ? fillsBetween(recorded, payload, (leaf) => this.#mask.hides(leaf.path) && this.#isFill(leaf))
        : [];
    return { step, fills };
  }

  /** Where all but a few fields are free to differ, only what looks like an id is one. */
  #isFill(leaf: Leaf): boolean {
    return !this.#byFew || identifierLikeness(leaf.text, leaf.isString) === 'likely';
  }

  #isOpen(step: number): boolean {
    return this.#used[step] === 0 && this.steps.step(step).direction === 'sent';
  }
}

/** Recorded sends by what counts in them, in recorded order. */
class SendIndex {
  readonly #places = new Map<number, number[]>();
  readonly #mask: Mask;

  constructor(steps: Steps, from: number, to: number, mask: Mask) {
    this.#mask = mask;
    for (let at = to - 1; at >= from; at--) {
      const step = steps.step(at);
      if (step.direction !== 'sent' || step.payload === null) continue;
      const key = this.#keyOf(step.payload);
      const list = this.#places.get(key);
      if (list) list.push(at);
      else this.#places.set(key, [at]);
    }
  }

  take(payload: Payload, isFree: (step: number) => boolean): number | null {
    const list = this.#places.get(this.#keyOf(payload));
    for (let step = list?.pop(); step !== undefined; step = list?.pop()) if (isFree(step)) return step;
    return null;
  }

  /** A frame without any field that counts is known by all of it. */
  #keyOf(payload: Payload): number {
    const signature = signatureOf(payload, this.#mask);
    return signature.counted > 0 ? signature.content : signatureOf(payload).content;
  }
}
