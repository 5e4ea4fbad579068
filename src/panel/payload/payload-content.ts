import type { Payload } from '../../protocol/payload.ts';

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
const encoder = new TextEncoder();

/** A payload as text and as bytes, each made when first asked for. */
export class PayloadContent {
  readonly isBinary: boolean;
  #text: string | null = null;
  #bytes: Uint8Array | null = null;
  #isText: boolean | null = null;

  constructor(payload: Payload) {
    this.isBinary = typeof payload !== 'string';
    if (typeof payload === 'string') this.#text = payload;
    else this.#bytes = new Uint8Array(payload);
  }

  /** Bytes are read as UTF-8, with U+FFFD for what is not. */
  get text(): string {
    this.#text ??= lenient.decode(this.bytes);
    return this.#text;
  }

  /** Text is written as UTF-8, as it goes over the wire. */
  get bytes(): Uint8Array {
    this.#bytes ??= encoder.encode(this.text);
    return this.#bytes;
  }

  /** Whether {@link text} says all that there is. */
  get isText(): boolean {
    this.#isText ??= !this.isBinary || isUtf8(this.bytes);
    return this.#isText;
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes);
    return true;
  } catch {
    return false;
  }
}
