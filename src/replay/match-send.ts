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
  /** its replies went out before the page made it */
  wasForced: boolean;
}

/** Whether the page has made a recorded send; `FORCED` where it was taken as made before the page made it. */
const [OPEN, MADE, FORCED] = [0, 1, 2];

/**
 * Finds the recorded send that a send of the page stands for. Each recorded send is used once, the earliest
 * first, so that repeated messages (heartbeats) walk through their recorded replies.
 */
export class SendMatcher {
  readonly #exact: SendIndex;
  readonly #loose: SendIndex | null;
  readonly #mask: Mask;
  readonly #byFew: boolean;
  /** by step */
  readonly #state: Uint8Array;
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
    this.#state = new Uint8Array(steps.length);
    this.#next = from;
  }

  /** Index of the earliest recorded send that neither was made nor forced; null where there is none. */
  get next(): number | null {
    while (this.#next < this.to && !this.#isOpen(this.#next)) this.#next++;
    return this.#next < this.to ? this.#next : null;
  }

  /** Takes the send as made although the page has not made it: it may do so yet. */
  force(step: number): void {
    this.#state[step] = FORCED;
  }

  /**
   * The recorded send that `payload` stands for, made from now on; null where none is left for it. What was forced
   * comes last: a heartbeat that is made after many were passed over is to have its reply.
   */
  match(payload: Payload | null): SendMatch | null {
    if (payload === null) return null;
    const step = this.#find(payload, OPEN) ?? this.#find(payload, FORCED);
    if (step === null) return null;
    const wasForced = this.#state[step] === FORCED;
    this.#state[step] = MADE;
    const recorded = this.steps.step(step).payload;
    const fills =
      typeof recorded === 'string' && typeof payload === 'string' && this.#loose
        ? fillsBetween(recorded, payload, (leaf) => this.#mask.hides(leaf.path) && this.#isFill(leaf))
        : [];
    return { step, fills, wasForced };
  }

  #find(payload: Payload, state: number): number | null {
    return (
      this.#exact.find(payload, this.#state, state) ?? this.#loose?.find(payload, this.#state, state) ?? null
    );
  }

  /** Where all but a few fields are free to differ, only what looks like an id is one. */
  #isFill(leaf: Leaf): boolean {
    return !this.#byFew || identifierLikeness(leaf.text, leaf.isString) === 'likely';
  }

  #isOpen(step: number): boolean {
    return this.#state[step] === OPEN && this.steps.step(step).direction === 'sent';
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

  /** The earliest send like `payload` whose state is `wanted`. */
  find(payload: Payload, state: Uint8Array, wanted: number): number | null {
    const list = this.#places.get(this.#keyOf(payload)) ?? [];
    while (state[list.at(-1) ?? -1] === MADE) list.pop();
    return list.findLast((step) => state[step] === wanted) ?? null;
  }

  /** A frame without any field that counts is known by all of it. */
  #keyOf(payload: Payload): number {
    const signature = signatureOf(payload, this.#mask);
    return signature.counted > 0 ? signature.content : signatureOf(payload).content;
  }
}
