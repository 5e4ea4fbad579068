import type { Direction } from '../../protocol/event.ts';

/** So many intervals are kept; when a recording outgrows them, each two become one. */
export const BUCKETS = 8_192;
/** The shortest interval, in milliseconds. */
const FINEST_MS = 1;

/** What went one way within an interval. */
export interface Flow {
  frames: number;
  /** of payload */
  bytes: number;
  /** of the frames, those that only keep a connection alive */
  heartbeats: number;
  /** of the frames, those that tell of an error */
  errors: number;
}

/** What went both ways. */
export interface BothFlows {
  sent: Flow;
  received: Flow;
}

/** What went both ways within an interval. Times are milliseconds since the epoch; `to` is not part of it. */
export interface Interval extends BothFlows {
  from: number;
  to: number;
}

const NOTHING: Flow = { frames: 0, bytes: 0, heartbeats: 0, errors: 0 };

interface Columns {
  frames: Float64Array;
  bytes: Float64Array;
  heartbeats: Float64Array;
  errors: Float64Array;
}

/**
 * Frames and bytes by time, for any number of frames in the same room: adding one costs the same however many there
 * are. Times may come in any order.
 */
export class Traffic {
  /** when the first and the last frame were; `Infinity` and `-Infinity` while there is none */
  first = Number.POSITIVE_INFINITY;
  last = Number.NEGATIVE_INFINITY;
  /** length of an interval, in milliseconds */
  width: number;
  #start = 0;
  #buckets: number;
  #sent: Columns;
  #received: Columns;

  /**
   * @param finest length of the shortest interval that is told apart, in milliseconds
   * @param buckets how many intervals are kept, an even number
   */
  constructor(finest = FINEST_MS, buckets = BUCKETS) {
    this.width = finest;
    this.#buckets = buckets;
    this.#sent = newColumns(buckets);
    this.#received = newColumns(buckets);
  }

  get isEmpty(): boolean {
    return this.first > this.last;
  }

  add(time: number, direction: Direction, bytes: number, isHeartbeat = false, isError = false): void {
    if (this.isEmpty) this.#start = Math.floor(time);
    if (time < this.#start) this.#reachBack(time);
    while (this.#indexOf(time) >= this.#buckets) this.#halve();
    this.first = Math.min(this.first, time);
    this.last = Math.max(this.last, time);
    const at = this.#indexOf(time);
    const columns = direction === 'sent' ? this.#sent : this.#received;
    addTo(columns.frames, at, 1);
    addTo(columns.bytes, at, bytes);
    if (isHeartbeat) addTo(columns.heartbeats, at, 1);
    if (isError) addTo(columns.errors, at, 1);
  }

  /**
   * What happened from `from` to `to`, in at most about `most` intervals of one length. They begin at the same
   * places wherever the range does, so that nothing dances while it moves.
   */
  between(from: number, to: number, most: number): Interval[] {
    if (this.isEmpty || to <= from) return [];
    let group = 1;
    while ((to - from) / (this.width * group) > most) group *= 2;
    const span = this.width * group;
    const begin = Math.floor((Math.max(from, this.first) - this.#start) / span);
    const end = Math.min((to - this.#start) / span, (this.last - this.#start) / span + 1e-9);
    const intervals: Interval[] = [];
    for (let index = begin; index <= end; index++)
      intervals.push({
        from: this.#start + index * span,
        to: this.#start + (index + 1) * span,
        sent: sumOf(this.#sent, index * group, group),
        received: sumOf(this.#received, index * group, group),
      });
    return intervals;
  }

  /**
   * What happened from `from` to `to`, as exactly as intervals are told apart: one at an end counts where most of it is
   * within. A range shorter than that is told the interval that its middle is in.
   */
  within(from: number, to: number): BothFlows {
    const place = (time: number): number => (time - this.#start) / this.width;
    // No frames are beyond the first and the last, however much of their intervals is.
    const [start, stop] = [Math.max(from, this.first), Math.min(to, this.last)];
    if (start > stop) return { sent: { ...NOTHING }, received: { ...NOTHING } };
    const first = start === this.first ? Math.floor(place(start)) : Math.round(place(start));
    const end = stop === this.last ? Math.floor(place(stop)) + 1 : Math.round(place(stop));
    const begin = first < end ? first : Math.floor(place((start + stop) / 2));
    const count = Math.max(1, end - begin);
    return { sent: sumOf(this.#sent, begin, count), received: sumOf(this.#received, begin, count) };
  }

  /** A frame that was added before it could be read is found to keep a connection alive only. */
  markHeartbeat(time: number, direction: Direction): void {
    addTo((direction === 'sent' ? this.#sent : this.#received).heartbeats, this.#indexOf(time), 1);
  }

  /** All there is, in the shortest intervals that are told apart. */
  all(): Interval[] {
    return this.isEmpty ? [] : this.between(this.first, this.last + this.width, this.#buckets * 2);
  }

  #indexOf(time: number): number {
    return Math.floor((time - this.#start) / this.width);
  }

  #columns(): Float64Array[] {
    return [this.#sent, this.#received].flatMap(({ frames, bytes, heartbeats, errors }) => [
      frames,
      bytes,
      heartbeats,
      errors,
    ]);
  }

  #halve(): void {
    for (const column of this.#columns()) {
      for (let index = 0; index < this.#buckets / 2; index++)
        column[index] = (column[2 * index] as number) + (column[2 * index + 1] as number);
      column.fill(0, this.#buckets / 2);
    }
    this.width *= 2;
  }

  /** Moves what is there to the right, so that there is room before it. */
  #reachBack(time: number): void {
    const missing = (): number => Math.ceil((this.#start - time) / this.width);
    while (this.#indexOf(this.last) + missing() >= this.#buckets) this.#halve();
    const places = missing();
    for (const column of this.#columns()) {
      column.copyWithin(places, 0, this.#buckets - places);
      column.fill(0, 0, places);
    }
    this.#start -= places * this.width;
  }
}

const newColumns = (buckets: number): Columns => ({
  frames: new Float64Array(buckets),
  bytes: new Float64Array(buckets),
  heartbeats: new Float64Array(buckets),
  errors: new Float64Array(buckets),
});

const addTo = (column: Float64Array, at: number, amount: number): void => {
  column[at] = (column[at] as number) + amount;
};

function sumOf({ frames, bytes, heartbeats, errors }: Columns, from: number, count: number): Flow {
  const sum = { ...NOTHING };
  for (let at = from; at < Math.min(from + count, frames.length); at++) {
    sum.frames += frames[at] as number;
    sum.bytes += bytes[at] as number;
    sum.heartbeats += heartbeats[at] as number;
    sum.errors += errors[at] as number;
  }
  return sum;
}
