/** The middle of several measurements, and how far they lie apart. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** `share` of the values, from 0 to 1, are at most this. */
export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('Nothing was measured.');
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const low = sorted[Math.ceil(half) - 1];
  const high = sorted[Math.floor(half)];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured.');
  return { median: (low + high) / 2, min: Math.min(...values), max: Math.max(...values) };
}
