import type { Payload } from '../protocol/payload.ts';

/*
 * Layout, all numbers unsigned 32 bits in the machine's own order, for no block outlives its panel:
 * rows, bytes of text, 1 where the text is UTF-16 | length of each row | kind of each row, one byte | text | binary
 */
const HEAD = 3 * Uint32Array.BYTES_PER_ELEMENT;
/** a row without payload is 0 */
const TEXT = 1;
const BINARY = 2;

const encoder = new TextEncoder();
// A text may begin with U+FEFF: it is no byte order mark here.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Payloads as one block of bytes. All texts are encoded together, for a call for each would cost more than the
 * encoding: as UTF-8, or where that would not give them back (lone surrogates), as UTF-16.
 */
export function packPayloads(payloads: readonly (Payload | null)[]): Uint8Array<ArrayBuffer> {
  const rows = payloads.length;
  const lengths = new Uint32Array(rows);
  const kinds = new Uint8Array(rows);
  const texts: string[] = [];
  let binaryBytes = 0;
  for (const [row, payload] of payloads.entries()) {
    if (payload === null) continue;
    const isText = typeof payload === 'string';
    kinds[row] = isText ? TEXT : BINARY;
    lengths[row] = isText ? payload.length : payload.byteLength;
    if (isText) texts.push(payload);
    else binaryBytes += payload.byteLength;
  }
  const joined = texts.join('');
  const isUtf16 = !joined.isWellFormed();
  const text = isUtf16 ? unitsOf(joined) : encoder.encode(joined);

  const block = new Uint8Array(HEAD + lengths.byteLength + rows + text.length + binaryBytes);
  block.set(asBytes(Uint32Array.of(rows, text.length, Number(isUtf16))));
  block.set(asBytes(lengths), HEAD);
  block.set(kinds, HEAD + lengths.byteLength);
  let at = HEAD + lengths.byteLength + rows;
  block.set(text, at);
  at += text.length;
  for (const payload of payloads)
    if (payload instanceof ArrayBuffer) {
      block.set(new Uint8Array(payload), at);
      at += payload.byteLength;
    }
  return block;
}

/** What {@link packPayloads} packed. */
export function unpackPayloads(block: Uint8Array): (Payload | null)[] {
  // A copy, for a view of 32 bit numbers must begin at a multiple of four.
  const [rows, textBytes, isUtf16] = new Uint32Array(block.slice(0, HEAD).buffer) as unknown as HeadNumbers;
  const kindsAt = HEAD + rows * Uint32Array.BYTES_PER_ELEMENT;
  const lengths = new Uint32Array(block.slice(HEAD, kindsAt).buffer);
  const textAt = kindsAt + rows;
  let at = textAt + textBytes;
  const bytes = block.subarray(textAt, at);
  const text = isUtf16 ? textOf(bytes) : decoder.decode(bytes);
  let unit = 0;
  const payloads: (Payload | null)[] = [];
  for (let row = 0; row < rows; row++) {
    const length = lengths[row] as number;
    const kind = block[kindsAt + row];
    if (kind === TEXT) {
      payloads.push(text.slice(unit, unit + length));
      unit += length;
    } else if (kind === BINARY) {
      payloads.push(block.slice(at, at + length).buffer as ArrayBuffer);
      at += length;
    } else payloads.push(null);
  }
  return payloads;
}

type HeadNumbers = [rows: number, textBytes: number, isUtf16: number];

const asBytes = (numbers: Uint32Array | Uint16Array): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

function unitsOf(text: string): Uint8Array {
  const units = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
  return asBytes(units);
}

/** `String.fromCharCode` takes only so many at once. */
const UNITS_AT_ONCE = 8_192;

function textOf(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.slice().buffer);
  let text = '';
  for (let at = 0; at < units.length; at += UNITS_AT_ONCE)
    text += String.fromCharCode(...units.subarray(at, at + UNITS_AT_ONCE));
  return text;
}
