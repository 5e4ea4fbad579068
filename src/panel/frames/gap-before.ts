import type { GapReason } from '../../protocol/payload.ts';
import type { Connection, Gap } from '../../session/connection.ts';

/** What is missing right before a frame. */
export interface Missing {
  frames: number;
  /** as far as known */
  bytes: number;
  reasons: GapReason[];
}

/** What is missing of a connection between the frame numbered `seq` and the one before it; null if nothing. */
export function gapBefore(connection: Connection, seq: number): Missing | null {
  const { gaps } = connection;
  let index = endingAt(gaps, seq);
  if (index < 0) return null;
  const missing: Missing = { frames: 0, bytes: 0, reasons: [] };
  // Gaps of different reasons may follow one another.
  for (let end = seq; index >= 0; index--) {
    const gap = gaps[index] as Gap;
    if (gap.seq + gap.frames !== end) break;
    missing.frames += gap.frames;
    missing.bytes += gap.bytes;
    if (!missing.reasons.includes(gap.reason)) missing.reasons.unshift(gap.reason);
    end = gap.seq;
  }
  return missing;
}

/** Index of the gap that ends right before `seq`, -1 if none does. Gaps stand in order of seq. */
function endingAt(gaps: readonly Gap[], seq: number): number {
  let low = 0;
  let high = gaps.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const gap = gaps[middle] as Gap;
    const end = gap.seq + gap.frames;
    if (end === seq) return middle;
    if (end < seq) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
