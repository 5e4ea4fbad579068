/** Lateness is kept for the percentiles of this many frames, the latest ones; count and maximum know all. */
export const JITTER_SAMPLES = 65_536;

/** Sorting thousands of samples for every frame drawn costs more than it tells: so much growth makes it due. */
const FRESH = 1.05;
const SMALL = 1_024;

/** How well a replay keeps to its times, in milliseconds. */
export interface JitterSummary {
  count: number;
  p50: number;
  p95: number;
  max: number;
}

/** Planned against actual times of the frames that had a time to keep. */
export class Jitter {
  readonly #late = new Float64Array(JITTER_SAMPLES);
  #count = 0;
  #max = 0;
  #p50 = 0;
  #p95 = 0;
  /** `#count` when the percentiles were made */
  #summed = 0;

  /** Both on the player's clock, in milliseconds. */
  add(planned: number, actual: number): void {
    const late = actual - planned;
    this.#late[this.#count++ % JITTER_SAMPLES] = late;
    if (late > this.#max) this.#max = late;
  }

  /** The percentiles lag behind while a replay goes on (see {@link FRESH}) and are exact when `isOver`. */
  summary(isOver: boolean): JitterSummary | null {
    if (this.#count === 0) return null;
    if (isOver || this.#count < SMALL || this.#count > this.#summed * FRESH) this.#sum();
    return { count: this.#count, p50: this.#p50, p95: this.#p95, max: this.#max };
  }

  #sum(): void {
    const sorted = this.#late.slice(0, this.#count).sort();
    const at = (share: number): number =>
      sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    this.#p50 = at(0.5);
    this.#p95 = at(0.95);
    this.#summed = this.#count;
  }
}
