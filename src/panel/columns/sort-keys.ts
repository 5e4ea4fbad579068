import type { SortKey } from './sort-key.ts';

/** Stands in the column of numbers for a text: texts come after all numbers. */
const TEXT = Number.POSITIVE_INFINITY;

/** The keys of rows, one for each from row 0 on. Numbers stay in one typed array, however many rows there are. */
export class SortKeys {
  #numbers = new Float64Array(1024);
  #texts: string[] = [];
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** Forgets the keys from this row on. */
  cut(row: number): void {
    this.#length = Math.min(this.#length, row);
  }

  push(key: SortKey): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    if (typeof key === 'string') this.#texts[this.#length] = key;
    this.#numbers[this.#length++] = numberOf(key);
  }

  /**
   * Compares two rows: upwards (`way` 1) or downwards (-1), those without a key last both ways, equal ones in the
   * order of their rows.
   */
  comparator(way: 1 | -1): (one: number, other: number) => number {
    const [numbers, texts] = [this.#numbers, this.#texts];
    return (one, other) => {
      const [x, y] = [numbers[one] as number, numbers[other] as number];
      if (x < y) return -way;
      if (x > y) return way;
      if (x !== y) return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || one - other;
      if (x === TEXT) {
        const [a, b] = [texts[one] as string, texts[other] as string];
        if (a !== b) return a < b ? -way : way;
      }
      return one - other;
    };
  }
}

function numberOf(key: SortKey): number {
  if (key === null) return Number.NaN;
  if (typeof key === 'string') return TEXT;
  return Math.min(key, Number.MAX_VALUE);
}
