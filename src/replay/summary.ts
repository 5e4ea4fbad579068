import type { AlignedRow, Verdict } from './align.ts';
import type { Steps } from './recording.ts';

/** A comparison in numbers; times in milliseconds after the sent frame that a reply follows. */
export interface ComparisonSummary extends Record<Verdict, number> {
  rows: number;
  /** median wait for a reply as recorded and now, over the replies that came; null where there is none */
  wait: { recorded: number | null; fresh: number | null };
  /** how much later replies came than recorded: median and 95th percentile, negative where sooner */
  delay: { p50: number; p95: number } | null;
}

/** Counts the rows of a comparison and sums up its times. `recorded` are the steps the rows were made from. */
export function summarize(rows: readonly AlignedRow[], recorded: Steps): ComparisonSummary {
  const counts: Record<Verdict, number> = { same: 0, differs: 0, late: 0, missing: 0, extra: 0 };
  const before: number[] = [];
  const after: number[] = [];
  const delays: number[] = [];
  for (const row of rows) {
    counts[row.verdict]++;
    if (row.recorded === null || row.wait.recorded === null || row.wait.fresh === null) continue;
    if (recorded.step(row.recorded).direction !== 'received') continue;
    before.push(row.wait.recorded);
    after.push(row.wait.fresh);
    delays.push(row.wait.fresh - row.wait.recorded);
  }
  const p50 = percentile(delays, 0.5);
  const p95 = percentile(delays, 0.95);
  return {
    ...counts,
    rows: rows.length,
    wait: { recorded: percentile(before, 0.5), fresh: percentile(after, 0.5) },
    delay: p50 === null || p95 === null ? null : { p50, p95 },
  };
}

function percentile(values: number[], share: number): number | null {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
}
