import { fromBase64, toBase64 } from '../base/bytes.ts';

/** What browsers have for it (Chrome 140, Firefox 133); others do without. */
interface NativeBase64 {
  toBase64?(): string;
}
const Native = Uint8Array as unknown as {
  fromBase64?(text: string, options: { lastChunkHandling: 'strict' }): Uint8Array<ArrayBuffer>;
};

/** Base64 as files have it: the standard alphabet, padded (RFC 4648 section 4). */
export function payloadToBase64(payload: ArrayBuffer): string {
  const bytes = new Uint8Array(payload);
  return (bytes as NativeBase64).toBase64?.() ?? toBase64(bytes);
}

/**
 * Reads the base64 of a file, which is always padded: a missing end must not go unseen.
 * @throws BytesSyntaxError or RangeError with a sentence for a human
 */
export function payloadFromBase64(text: string): ArrayBuffer {
  if (text.length % 4 !== 0) throw new RangeError('Not base64: its length is not a multiple of four.');
  try {
    if (Native.fromBase64) return Native.fromBase64(text, { lastChunkHandling: 'strict' }).buffer;
  } catch {
    // Ours is lenient where that is harmless, and says what is wrong and where.
  }
  return fromBase64(text).buffer;
}

/** A text of more than this many characters is looked at before it is parsed. */
const LONG_TEXT = 1024 * 1024;
/** No value of a session file or HAR that is read as a whole has more objects and arrays than this. */
export const MAX_CONTAINERS = 100_000;

/** True for JSON that would become so many objects that parsing it could exhaust memory: long texts are long strings. */
export function hasTooManyContainers(json: string): boolean {
  if (json.length < LONG_TEXT) return false;
  let containers = 0;
  for (let index = 0; index < json.length; index++) {
    const unit = json.charCodeAt(index);
    if (unit === 0x22) {
      index = endOfString(json, index);
      continue;
    }
    if ((unit === 0x7b || unit === 0x5b) && ++containers > MAX_CONTAINERS) return true;
  }
  return false;
}

/** Index of the quote that ends the JSON string which begins at `start`; the text's length where none does. */
export function endOfString(json: string, start: number): number {
  let end = start;
  for (;;) {
    end = json.indexOf('"', end + 1);
    if (end < 0) return json.length;
    let slashes = 0;
    while (json.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
  }
}
