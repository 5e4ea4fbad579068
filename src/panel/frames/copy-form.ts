import { toBase64, toHex } from '../../base/bytes.ts';
import type { Payload } from '../../protocol/payload.ts';
import type { Session } from '../../session/session.ts';

/** A way to write payloads down. */
export interface CopyForm {
  name: string;
  textOf: (payload: Payload) => string;
  /** of several payloads in turn */
  join: (texts: readonly string[]) => string;
}

/** More is not put on a clipboard, in bytes of payload. */
export const MOST_COPIED = 64 * 1024 * 1024;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();
const bytesOf = (payload: Payload): Uint8Array =>
  typeof payload === 'string' ? encoder.encode(payload) : new Uint8Array(payload);
const lines = (texts: readonly string[]): string => texts.join('\n');

export const TEXT: CopyForm = {
  name: 'text',
  textOf: (payload) => (typeof payload === 'string' ? payload : decoder.decode(payload)),
  join: lines,
};
export const HEX: CopyForm = { name: 'hex', textOf: (payload) => toHex(bytesOf(payload), ' '), join: lines };

export const COPY_FORMS: readonly CopyForm[] = [
  TEXT,
  {
    name: 'JSON',
    textOf: jsonOf,
    join: (texts) => (texts.length === 1 ? (texts[0] ?? '') : `[\n${texts.join(',\n')}\n]`),
  },
  HEX,
  { name: 'Base64', textOf: (payload) => toBase64(bytesOf(payload)), join: lines },
];

/** A document as it stands, for numbers may be larger than JavaScript's; other text as a string, bytes as Base64. */
function jsonOf(payload: Payload): string {
  if (typeof payload !== 'string') return JSON.stringify(toBase64(new Uint8Array(payload)));
  try {
    JSON.parse(payload);
    return payload;
  } catch {
    return JSON.stringify(payload);
  }
}

/** How a frame is copied where nobody says how: as what it is. */
export const plainForm = (payload: Payload): CopyForm => (typeof payload === 'string' ? TEXT : HEX);

/** The payloads of some frames, those without one left out; null where that is too much for a clipboard. */
export async function payloadsOf({ frames }: Session, chosen: Iterable<number>): Promise<Payload[] | null> {
  const payloads: Payload[] = [];
  let bytes = 0;
  for (const frame of chosen) {
    while (frames.isAway(frame)) await frames.bring(frame);
    const payload = frames.payload(frame);
    if (payload === null) continue;
    bytes += frames.size(frame);
    if (bytes > MOST_COPIED) return null;
    payloads.push(payload);
  }
  return payloads;
}

/** @param form null for each as what it is */
export const writeDown = (payloads: readonly Payload[], form: CopyForm | null): string =>
  (form ?? TEXT).join(payloads.map((payload) => (form ?? plainForm(payload)).textOf(payload)));
