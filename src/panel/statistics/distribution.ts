/** Values that differ by less than this share may be told as one. */
export const RESOLUTION = 0.002;

const STEP = Math.log1p(RESOLUTION);
/** Smaller values, zero among them, are counted together. */
const SMALLEST = 1e-3;

/**
 * Many values in little room: how many there are of each size, to a five-hundredth. Sum, least and largest are exact.
 * Values are 0 or more.
 */
export class Distribution {
  count = 0;
  sum = 0;
  least = Number.POSITIVE_INFINITY;
  largest = Number.NEGATIVE_INFINITY;
  #counts = new Map<number, number>();

  add(value: number): void {
    const step = value < SMALLEST ? Number.NEGATIVE_INFINITY : Math.round(Math.log(value) / STEP);
    this.#counts.set(step, (this.#counts.get(step) ?? 0) + 1);
    this.count++;
    this.sum += value;
    this.least = Math.min(this.least, value);
    this.largest = Math.max(this.largest, value);
  }

  /** The value that a share of all (0 to 1) are not above, by nearest rank; null where there is none. */
  quantile(share: number): number | null {
    if (this.count === 0) return null;
    let left = Math.max(1, Math.ceil(share * this.count));
    for (const [step, count] of [...this.#counts].sort(([one], [other]) => one - other)) {
      left -= count;
      if (left <= 0) return Math.min(Math.max(Math.exp(step * STEP), this.least), this.largest);
    }
    return this.largest;
  }
}
