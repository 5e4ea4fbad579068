import { toHex } from '../../base/bytes.ts';
import type { Payload } from '../../protocol/payload.ts';
import type { Session } from '../../session/session.ts';
import { omittedSentence } from '../explain/missing.ts';
import { previewPayload } from '../format/preview.ts';
import type { Comparison, ComparisonRow } from '../store/replay-state.ts';
import { FrameView } from '../store/subject.ts';
import { excerpts, type Part, unchanged } from './excerpt.ts';

/** One side of a comparison's row, as it is shown. */
export interface SideCells {
  /** seconds since the connection opened */
  time: string;
  name: string;
  data: Part[];
  /** why there is no payload to show, '' where there is */
  reason: string;
}

/** Bytes shown before the first that differs, and in all. */
const BYTES_BEFORE = 8;
const BYTES_SHOWN = 64;

/** Both sides of a row; null where there is no frame. */
export function cellsOf(
  comparison: Comparison,
  row: ComparisonRow,
): { recorded: SideCells | null; fresh: SideCells | null } {
  const { recorded: oldSession, fresh: newSession, recordedStart, freshStart } = comparison;
  const old = row.recorded === null ? null : sideOf(oldSession, row.recorded, recordedStart);
  const now = row.fresh === null || !newSession ? null : sideOf(newSession, row.fresh, freshStart);
  if (row.verdict === 'differs' && old?.payload != null && now?.payload != null)
    [old.cells.data, now.cells.data] = differing(old.payload, now.payload);
  return { recorded: old?.cells ?? null, fresh: now?.cells ?? null };
}

function sideOf(
  session: Session,
  frame: number,
  start: number,
): { payload: Payload | null; cells: SideCells } {
  const { frames } = session;
  const payload = frames.payload(frame);
  const omitted = frames.omitted(frame);
  return {
    payload,
    cells: {
      time: ((frames.time(frame) - start) / 1000).toFixed(3),
      name: new FrameView(session).at(frame).name,
      data: unchanged(payload === null ? '' : previewPayload(payload, null).text),
      reason: omitted ? omittedSentence(omitted) : '',
    },
  };
}

const allChanged = (text: string): Part[] => [{ text, isChanged: true }];

function differing(recorded: Payload, fresh: Payload): [Part[], Part[]] {
  if (typeof recorded === 'string' && typeof fresh === 'string') return excerpts(recorded, fresh);
  if (typeof recorded === 'string' || typeof fresh === 'string')
    return [allChanged(previewPayload(recorded, null).text), allChanged(previewPayload(fresh, null).text)];
  const [old, now] = [new Uint8Array(recorded), new Uint8Array(fresh)];
  let at = 0;
  while (at < old.length && at < now.length && old[at] === now[at]) at++;
  const from = Math.max(0, at - BYTES_BEFORE);
  const hex = (bytes: Uint8Array): string =>
    (from > 0 ? '… ' : '') + toHex(bytes.subarray(from, from + BYTES_SHOWN), ' ');
  return excerpts(hex(old), hex(now));
}
