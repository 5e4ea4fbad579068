import type { Payload } from '../protocol/payload.ts';
import { compareJson, type Difference } from './compare-json.ts';
import { type Mask, NO_MASK } from './mask.ts';

/** How a frame that came now differs from the recorded one. */
export interface PayloadComparison {
  /** nothing differs but what is ignored */
  same: boolean;
  /** field by field, ignored ones included; empty unless both frames are JSON */
  fields: Difference[];
  /** where the first difference is, in UTF-16 units or bytes; null for JSON, and where nothing differs */
  at: number | null;
}

const SAME: PayloadComparison = { same: true, fields: [], at: null };

/** Compares two payloads: JSON by its values, other text unit by unit, binary byte by byte. */
export function comparePayloads(
  recorded: Payload | null,
  fresh: Payload | null,
  mask: Mask = NO_MASK,
): PayloadComparison {
  if (recorded === null || fresh === null) return { same: false, fields: [], at: 0 };
  if (recorded === fresh) return SAME;
  if (typeof recorded === 'string' && typeof fresh === 'string') {
    const fields = compareJson(recorded, fresh, mask);
    if (fields) return { same: fields.every(({ ignored }) => ignored), fields, at: null };
    return atFirst(firstTextDifference(recorded, fresh));
  }
  if (typeof recorded === 'string' || typeof fresh === 'string') return atFirst(0);
  return atFirst(firstByteDifference(new Uint8Array(recorded), new Uint8Array(fresh)));
}

const atFirst = (at: number | null): PayloadComparison => ({ same: at === null, fields: [], at });

function firstTextDifference(recorded: string, fresh: string): number | null {
  const length = Math.min(recorded.length, fresh.length);
  for (let at = 0; at < length; at++) if (recorded.charCodeAt(at) !== fresh.charCodeAt(at)) return at;
  return recorded.length === fresh.length ? null : length;
}

function firstByteDifference(recorded: Uint8Array, fresh: Uint8Array): number | null {
  const length = Math.min(recorded.length, fresh.length);
  for (let at = 0; at < length; at++) if (recorded[at] !== fresh[at]) return at;
  return recorded.length === fresh.length ? null : length;
}
