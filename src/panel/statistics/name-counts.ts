import type { Direction } from '../../protocol/event.ts';
import { Distribution } from './distribution.ts';

/** So many names are counted apart; more are counted together. */
export const MOST_NAMES = 2_000;

/** What is known of the messages of one name. */
export interface NameCount {
  name: string;
  sent: number;
  received: number;
  /** payload bytes both ways */
  bytes: number;
  /** milliseconds until a message of this name was answered; null where none was */
  replies: Distribution | null;
}

/** Counts messages by name. */
export class NameCounts {
  /** messages without a name, and those of names for which there was no more room */
  readonly nameless = newCount('');
  readonly others = newCount('');
  #counts = new Map<string, NameCount>();

  add(name: string, direction: Direction, bytes: number): void {
    const count = this.#of(name);
    count[direction]++;
    count.bytes += bytes;
  }

  /** A message of this name was answered after so many milliseconds. */
  answered(name: string, milliseconds: number): void {
    if (name === '') return;
    const count = this.#of(name);
    count.replies ??= new Distribution();
    count.replies.add(milliseconds);
  }

  /** The most frequent, at most `most` of them. */
  top(most: number): NameCount[] {
    const counts = [...this.#counts.values()];
    return counts.sort((one, other) => total(other) - total(one)).slice(0, most);
  }

  get size(): number {
    return this.#counts.size;
  }

  #of(name: string): NameCount {
    if (name === '') return this.nameless;
    const known = this.#counts.get(name);
    if (known) return known;
    if (this.#counts.size >= MOST_NAMES) return this.others;
    const count = newCount(name);
    this.#counts.set(name, count);
    return count;
  }
}

export const total = ({ sent, received }: NameCount): number => sent + received;

const newCount = (name: string): NameCount => ({ name, sent: 0, received: 0, bytes: 0, replies: null });
