import type { PayloadPair } from '../../replay/learn.ts';
import type { Comparison } from '../store/replay-state.ts';
import { LARGEST_COMPARED } from './field-differences.ts';

/** So many pairs are looked at: what is learnt from them holds for the rest. */
export const LEARNT_PAIRS = 2_000;

/** The payloads of frames that differ, but for very large ones. */
export function* differingPairs(comparison: Comparison): Generator<PayloadPair> {
  const { recorded, fresh, length } = comparison;
  if (!fresh) return;
  for (let index = 0, pairs = 0; index < length && pairs < LEARNT_PAIRS; index++) {
    const row = comparison.at(index);
    if (row.verdict !== 'differs' || row.recorded === null || row.fresh === null) continue;
    const size = recorded.frames.size(row.recorded) + fresh.frames.size(row.fresh);
    if (size > LARGEST_COMPARED) continue;
    pairs++;
    yield [recorded.frames.payload(row.recorded), fresh.frames.payload(row.fresh)];
  }
}
