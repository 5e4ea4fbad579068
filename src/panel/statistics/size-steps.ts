/** Sizes that belong together in a histogram: from `from` up to `to` bytes, both included. */
export interface SizeStep {
  from: number;
  to: number;
}

/** Steps of 1, 2 and 5 times a power of ten: in so many decades. */
const DECADES = 10;
/** Where each step begins, in bytes; the first is that of empty payloads. */
const BEGINS: readonly number[] = [
  0,
  ...Array.from({ length: DECADES }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat(),
];

export const STEPS = BEGINS.length;

/** Which step a size belongs to, from 0. */
export function stepOf(bytes: number): number {
  let low = 0;
  let high = BEGINS.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((BEGINS[middle] as number) <= bytes) low = middle;
    else high = middle;
  }
  return low;
}

/** The last step has no end. */
export const sizesOf = (step: number): SizeStep => ({
  from: BEGINS[step] ?? 0,
  to: step + 1 < BEGINS.length ? (BEGINS[step + 1] as number) - 1 : Number.POSITIVE_INFINITY,
});
