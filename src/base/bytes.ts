/** Length of `text` in UTF-8 bytes; a lone surrogate counts as the three bytes of U+FFFD (WHATWG Encoding). */
export function utf8Length(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      bytes += 1;
      continue;
    }
    bytes += 2;
    if (unit >= 0xd800 && unit < 0xdc00 && isLowSurrogate(text.charCodeAt(index + 1))) index++;
  }
  return bytes;
}

const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000;

/** Thrown by {@link fromBase64} and {@link fromHex}: `at` is the offset in the text of the first character that does not fit. */
export class BytesSyntaxError extends Error {
  readonly code = 'BYTES_SYNTAX';
  constructor(
    readonly notation: 'base64' | 'hex',
    readonly at: number,
    reason: string,
  ) {
    super(`Not ${notation}: ${reason} at character ${at + 1}.`);
    this.name = 'BytesSyntaxError';
  }
}

/** Bytes in standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x8000)
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x8000));
  return btoa(binary);
}

/** Reads base64 (RFC 4648 section 4 or the URL-safe alphabet of section 5), white space ignored, padding optional. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const wrong = /[^A-Za-z0-9+/_=\s-]/.exec(text) ?? /=(?=[^=\s])/.exec(text);
  if (wrong) throw new BytesSyntaxError('base64', wrong.index, `unexpected ${JSON.stringify(wrong[0])}`);
  const digits = text.replace(/[\s=]/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (digits.length % 4 === 1)
    throw new BytesSyntaxError('base64', text.length, 'a group of four is cut short');
  const binary = atob(digits);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

/** Reads pairs of hexadecimal digits; white space, commas, colons and `0x` between pairs are ignored. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let high = -1;
  for (let index = 0; index < text.length; index++) {
    const char = text.charAt(index);
    if (/[\s,:]/.test(char)) continue;
    if (high < 0 && char === '0' && /[xX]/.test(text.charAt(index + 1))) {
      index++;
      continue;
    }
    const digit = Number.parseInt(char, 16);
    if (Number.isNaN(digit)) throw new BytesSyntaxError('hex', index, `unexpected ${JSON.stringify(char)}`);
    if (high < 0) high = digit;
    else {
      bytes.push(high * 16 + digit);
      high = -1;
    }
  }
  if (high >= 0) throw new BytesSyntaxError('hex', text.length, 'the last byte has one digit');
  return Uint8Array.from(bytes);
}

/** Bytes as lower-case hexadecimal pairs joined by `separator`. */
export function toHex(bytes: Uint8Array, separator = ''): string {
  let text = '';
  for (let index = 0; index < bytes.length; index++)
    text += (index ? separator : '') + (bytes[index] ?? 0).toString(16).padStart(2, '0');
  return text;
}
