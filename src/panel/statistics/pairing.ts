import { answeredNames, askedName } from '../../decoders/answer-name.ts';
import type { Exchange, ExchangeKind } from '../../decoders/exchange.ts';
import type { Direction } from '../../protocol/event.ts';

/** How a pair was found: by an id or a number for it, or only by names that answer one another. */
export type PairKind = ExchangeKind | 'name';

/** A message as it may ask or answer. Given in the order in which they happened. */
export interface Spoken {
  frame: number;
  connection: number;
  /** milliseconds since the epoch */
  time: number;
  direction: Direction;
  /** '' for none */
  name: string;
  exchange: Exchange | null;
}

export interface Pair {
  kind: PairKind;
  request: Spoken;
  reply: Spoken;
}

/** So many requests at least can wait for a reply; of twice as many the older half is given up. */
export const MOST_WAITING = 10_000;

interface Asked {
  request: Spoken;
  isAnswered: boolean;
}

/**
 * Finds which message answers which. A reply is the first message the other way on the same connection that has the
 * request's id; where a message has no id, one whose name answers the latest message of a name (`pong` to `ping`,
 * `join_ack` and `joined` to `join`).
 */
export class Pairing {
  #asked = new Map<string, Asked>();
  /** those before: to forget all at once is cheaper than one by one */
  #askedBefore = new Map<string, Asked>();

  /** Takes the next message; the pair it completes, null where it completes none. */
  add(spoken: Spoken): Pair | null {
    if (spoken.exchange) return this.#byId(spoken, spoken.exchange);
    return spoken.name === '' ? null : this.#byName(spoken);
  }

  #byId(spoken: Spoken, { kind, key, role }: Exchange): Pair | null {
    const asked =
      role === 'request' ? undefined : this.#find(keyOf(spoken, other(spoken.direction), kind, key));
    // Who was asked does not ask by that id: what follows a first reply belongs to it.
    if (asked) return this.#answer(asked, kind, spoken);
    if (role !== 'reply') this.#ask(keyOf(spoken, spoken.direction, kind, key), spoken);
    return null;
  }

  #byName(spoken: Spoken): Pair | null {
    for (const name of answeredNames(spoken.name)) {
      const asked = this.#find(keyOf(spoken, other(spoken.direction), 'name', name));
      if (asked) return this.#answer(asked, 'name', spoken);
    }
    this.#ask(keyOf(spoken, spoken.direction, 'name', askedName(spoken.name)), spoken);
    return null;
  }

  #answer(asked: Asked, kind: PairKind, reply: Spoken): Pair | null {
    if (asked.isAnswered) return null;
    asked.isAnswered = true;
    return { kind, request: asked.request, reply };
  }

  #ask(key: string, request: Spoken): void {
    this.#askedBefore.delete(key);
    this.#asked.set(key, { request, isAnswered: false });
    if (this.#asked.size < MOST_WAITING) return;
    this.#askedBefore = this.#asked;
    this.#asked = new Map();
  }

  #find(key: string): Asked | undefined {
    return this.#asked.get(key) ?? this.#askedBefore.get(key);
  }
}

const other = (direction: Direction): Direction => (direction === 'sent' ? 'received' : 'sent');

const keyOf = ({ connection }: Spoken, direction: Direction, kind: PairKind, key: string): string =>
  `${connection} ${direction} ${kind} ${key}`;
