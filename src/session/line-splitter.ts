/** A longer line is not read: 100 MiB of payload are 134 MiB of base64, and a string has an end (V8: 512 Mi units). */
export const MAX_LINE_BYTES = 256 * 1024 * 1024;

const NEWLINE = 0x0a;

export interface LineListener {
  /** `number` counts from 1; `isLossy` where bytes that are not UTF-8 became U+FFFD. The line has no line end. */
  onLine(text: string, number: number, isLossy: boolean): void;
  /** A line of more than {@link MAX_LINE_BYTES} was passed over. */
  onTooLong(number: number): void;
}

/** Cuts a stream of bytes into lines of text, whatever the pieces it comes in. A byte order mark is dropped. */
export class LineSplitter {
  #listener: LineListener;
  #lines = 0;
  /** the line that has begun and not ended, in pieces */
  #begun: Uint8Array[] = [];
  #begunBytes = 0;
  #tooLong = false;

  constructor(listener: LineListener) {
    this.#listener = listener;
  }

  push(bytes: Uint8Array): void {
    const first = bytes.indexOf(NEWLINE);
    if (first < 0) {
      this.#begin(bytes);
      return;
    }
    this.#begin(bytes.subarray(0, first));
    this.#endLine();
    const last = bytes.lastIndexOf(NEWLINE);
    if (last > first) this.#whole(bytes.subarray(first + 1, last));
    this.#begin(bytes.subarray(last + 1));
  }

  /** The input ends: a last line without line end is given too. */
  end(): void {
    if (this.#begunBytes > 0 || this.#tooLong) this.#endLine();
  }

  #begin(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#tooLong) return;
    this.#begun.push(bytes);
    this.#begunBytes += bytes.length;
    if (this.#begunBytes <= MAX_LINE_BYTES) return;
    this.#tooLong = true;
    this.#begun = [];
  }

  #endLine(): void {
    this.#lines++;
    if (this.#tooLong) this.#listener.onTooLong(this.#lines);
    else {
      const { text, isLossy } = decodeUtf8(this.#begun);
      this.#listener.onLine(text, this.#lines, isLossy);
    }
    this.#begun = [];
    this.#begunBytes = 0;
    this.#tooLong = false;
  }

  /** Lines that begin and end in one piece are decoded together: a call for each would cost more than the decoding. */
  #whole(bytes: Uint8Array): void {
    const { text, isLossy } = decodeUtf8([bytes]);
    if (!isLossy) {
      for (const line of text.split('\n')) this.#listener.onLine(line, ++this.#lines, false);
      return;
    }
    for (let start = 0; start <= bytes.length; ) {
      const found = bytes.indexOf(NEWLINE, start);
      const end = found < 0 ? bytes.length : found;
      const line = decodeUtf8([bytes.subarray(start, end)]);
      this.#listener.onLine(line.text, ++this.#lines, line.isLossy);
      start = end + 1;
    }
  }
}

/** Decodes UTF-8 in pieces; `isLossy` where something was replaced by U+FFFD that was not one before. */
export function decodeUtf8(pieces: readonly Uint8Array[]): { text: string; isLossy: boolean } {
  const text = decodeWith(new TextDecoder(), pieces);
  if (!text.includes('\ufffd')) return { text, isLossy: false };
  try {
    decodeWith(new TextDecoder('utf-8', { fatal: true }), pieces);
    return { text, isLossy: false };
  } catch {
    return { text, isLossy: true };
  }
}

function decodeWith(decoder: TextDecoder, pieces: readonly Uint8Array[]): string {
  const [only] = pieces;
  if (pieces.length <= 1) return only ? decoder.decode(only) : '';
  let text = '';
  for (const piece of pieces) text += decoder.decode(piece, { stream: true });
  return text + decoder.decode();
}
