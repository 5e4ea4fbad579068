import type { Direction } from '../../protocol/event.ts';

/** So many intervals the whole session has at most; when it outgrows them, each two become one. */
export const MOST_BARS = 64;
/** The shortest interval, in milliseconds. */
const FINEST_MS = 8;

/** Frames of one connection by interval. */
export interface Spark {
  sent: Uint32Array;
  received: Uint32Array;
}

/** Frames of each connection by time, all over the same intervals: little to keep, however many frames there are. */
export class Sparks {
  /** length of an interval, in milliseconds */
  width = FINEST_MS;
  /** intervals from the first frame of all to the last */
  bars = 0;
  #start = 0;
  #sparks: (Spark | undefined)[] = [];

  /** `time` in milliseconds since the epoch; times may come in any order. */
  add(connection: number, time: number, direction: Direction): void {
    if (this.bars === 0) this.#start = time;
    while (time < this.#start) this.#reachBack(time);
    while (this.#indexOf(time) >= MOST_BARS) this.#halve();
    const at = this.#indexOf(time);
    this.bars = Math.max(this.bars, at + 1);
    const spark = this.#sparks[connection] ?? newSpark();
    this.#sparks[connection] = spark;
    const counts = spark[direction];
    counts[at] = (counts[at] as number) + 1;
  }

  of(connection: number): Spark | null {
    return this.#sparks[connection] ?? null;
  }

  #indexOf(time: number): number {
    return Math.floor((time - this.#start) / this.width);
  }

  #each(work: (counts: Uint32Array) => void): void {
    for (const spark of this.#sparks) {
      if (!spark) continue;
      work(spark.sent);
      work(spark.received);
    }
  }

  #halve(): void {
    this.#each((counts) => {
      for (let at = 0; at < MOST_BARS / 2; at++)
        counts[at] = (counts[2 * at] as number) + (counts[2 * at + 1] as number);
      counts.fill(0, MOST_BARS / 2);
    });
    this.bars = Math.ceil(this.bars / 2);
    this.width *= 2;
  }

  /** Makes room before what is there, as much as is free behind it at most. */
  #reachBack(time: number): void {
    if (this.bars === MOST_BARS) this.#halve();
    const places = Math.min(Math.ceil((this.#start - time) / this.width), MOST_BARS - this.bars);
    this.#each((counts) => {
      counts.copyWithin(places, 0, MOST_BARS - places);
      counts.fill(0, 0, places);
    });
    this.bars += places;
    this.#start -= places * this.width;
  }
}

const newSpark = (): Spark => ({ sent: new Uint32Array(MOST_BARS), received: new Uint32Array(MOST_BARS) });

/**
 * Bars over (`up`) or under a line at `middle`, as the path of an SVG. Small counts stay in sight beside large ones.
 *
 * @param most the count that is as high as `middle`
 */
export function sparkPath(
  counts: Uint32Array,
  bars: number,
  most: number,
  middle: number,
  up: boolean,
): string {
  let path = '';
  for (let at = 0; at < bars; at++) {
    const count = counts[at] as number;
    if (count === 0) continue;
    const height = Math.max(1, Math.round(Math.sqrt(count / most) * middle * 10) / 10);
    path += `M${at} ${middle}h1v${up ? -height : height}h-1z`;
  }
  return path;
}
