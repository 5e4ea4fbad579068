import type { Difference } from '../../replay/compare-json.ts';
import { comparePayloads } from '../../replay/compare-payload.ts';
import { formatCount } from '../format/count.ts';
import type { Comparison, ComparisonRow } from '../store/replay-state.ts';

/** Larger messages are not compared field by field in the panel: it would be felt. In characters or bytes. */
export const LARGEST_COMPARED = 1_000_000;
/** So many fields are listed. */
export const LISTED_FIELDS = 200;

/** What differs in a pair of frames: its fields, or where there are none to name, a sentence. */
export type Differences = { fields: Difference[]; more: number } | { sentence: string };

/** Null for a frame that stands alone. */
export function differencesIn(comparison: Comparison, row: ComparisonRow): Differences | null {
  const { recorded, fresh, mask } = comparison;
  if (row.recorded === null || row.fresh === null || !fresh) return null;
  const [old, now] = [recorded.frames.payload(row.recorded), fresh.frames.payload(row.fresh)];
  if (old === null || now === null)
    return { sentence: 'They cannot be compared: one of the two has no payload.' };
  if (sizeOf(old) > LARGEST_COMPARED || sizeOf(now) > LARGEST_COMPARED)
    return { sentence: 'They differ. They are too large to be compared field by field here.' };
  const { fields, at } = comparePayloads(old, now, mask);
  if (fields.length > 0)
    return {
      fields: fields.slice(0, LISTED_FIELDS),
      more: Math.max(0, fields.length - LISTED_FIELDS),
    };
  if (typeof old !== typeof now) return { sentence: 'One is text, the other is binary.' };
  if (at === null)
    return {
      sentence:
        row.verdict === 'late' ? 'Nothing differs, but it came later than recorded.' : 'Nothing differs.',
    };
  const unit = typeof old === 'string' ? 'character' : 'byte';
  return { sentence: `They differ from ${unit} ${formatCount(at + 1)} on.` };
}

const sizeOf = (payload: string | ArrayBuffer): number =>
  typeof payload === 'string' ? payload.length : payload.byteLength;
