import { toHex } from '../../base/bytes.ts';
import type { Payload } from '../../protocol/payload.ts';

/** A row shows at most so many characters of a payload: more than any screen is wide. */
export const PREVIEW_LENGTH = 400;
/** So many characters before a match are shown with it. */
const LEAD = 24;
/** Binary payloads show so many bytes. */
const PREVIEW_BYTES = 96;

/** A payload in one line, with the part that was searched for. */
export interface Preview {
  text: string;
  /** where the match stands in `text`, null where there is none */
  match: { at: number; length: number } | null;
}

/** Where something was found in a text. */
export type Find = (text: string) => { at: number; length: number } | null;

/**
 * The beginning of a payload in one line; where `find` finds something further on, it begins shortly before that.
 * Bytes that are readable text are shown as that, others in hexadecimal.
 */
export function previewPayload(payload: Payload, find: Find | null): Preview {
  if (typeof payload === 'string') return previewText(payload, find);
  const readable = readableText(payload);
  if (readable !== null) return previewText(readable, find);
  const shown = new Uint8Array(payload, 0, Math.min(payload.byteLength, PREVIEW_BYTES));
  return { text: toHex(shown, ' ') + (shown.length < payload.byteLength ? ' …' : ''), match: null };
}

function previewText(text: string, find: Find | null): Preview {
  const found = find?.(text) ?? null;
  const from = found && found.at > LEAD * 2 ? afterSurrogate(text, found.at - LEAD) : 0;
  const mark = from > 0 ? '…' : '';
  // One character stands for one, so that the match keeps its place.
  const line =
    mark +
    text
      .slice(from, from + PREVIEW_LENGTH)
      .toWellFormed()
      .replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  const match = found && { at: found.at - from + mark.length, length: found.length };
  return { text: line, match: match && match.at < line.length ? match : null };
}

/** Moves off the second half of a pair of surrogates. */
function afterSurrogate(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000 ? at + 1 : at;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The beginning of some bytes as text, null where it is not text that people read. */
function readableText(bytes: ArrayBuffer): string | null {
  const isCut = bytes.byteLength > PREVIEW_LENGTH * 4;
  try {
    const text = strict.decode(new Uint8Array(bytes, 0, isCut ? PREVIEW_LENGTH * 4 : bytes.byteLength), {
      stream: isCut,
    });
    // A decoder keeps what a stream left over: the next text must not begin with it.
    if (isCut) strict.decode();
    return /[^\P{Cc}\t\n\r]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}
