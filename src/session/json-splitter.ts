import type { JsonStep } from './json-path.ts';
import { decodeUtf8 } from './line-splitter.ts';
import { MAX_CONTAINERS } from './payload-text.ts';

/** A value that is given whole has no more bytes than this: 100 MiB of payload are 134 MiB of base64. */
export const MAX_VALUE_BYTES = 256 * 1024 * 1024;
/** Objects and arrays inside one another. */
export const MAX_NESTING = 10_000;

export type JsonKind = 'object' | 'array' | 'scalar';

export interface JsonVisitor {
  /** A value begins. `each` (not for a scalar) gives its members one by one, `whole` its text, `skip` nothing. */
  take(path: readonly JsonStep[], kind: JsonKind): 'each' | 'whole' | 'skip';
  /** The text of a value taken `whole`: its brackets match, nothing else is checked. */
  value(path: readonly JsonStep[], text: string, isLossy: boolean): void;
  /** A container taken `each` has ended, by its bracket or by the end of the input. */
  done(path: readonly JsonStep[]): void;
  /** Something is wrong here; reading goes on. `offset` is in bytes. */
  damaged(path: readonly JsonStep[], offset: number, reason: JsonDamage): void;
}

/** What is wrong: something unexpected, a wrong end, too much, or no end at all. */
export type JsonDamage = 'unexpected' | 'mismatched' | 'too-large' | 'cut-short';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;

interface Container {
  isArray: boolean;
  /** key or index of the member that is read or was read last */
  step: JsonStep;
  expects: 'member' | 'colon' | 'value' | 'comma';
}

/** A value or key being collected. */
interface Captured {
  as: 'whole' | 'skip' | 'key';
  isScalar: boolean;
  inString: boolean;
  escaped: boolean;
  /** the brackets that are to come, innermost last */
  closers: number[];
  containers: number;
  pieces: Uint8Array[];
  bytes: number;
}

/**
 * Walks a JSON document of any size that comes in pieces, and gives out the values a visitor wants as text. It is
 * made for damaged documents: it never throws, and after a wrong character it goes on at the next that makes sense.
 * A line end inside a string (RFC 8259 section 7 forbids it) is taken for a lost quote.
 */
export class JsonSplitter {
  #visitor: JsonVisitor;
  #stack: Container[] = [];
  #path: JsonStep[] = [];
  #captured: Captured | null = null;
  #hasRoot = false;
  /** bytes before the current piece */
  #before = 0;
  #isLost = false;

  constructor(visitor: JsonVisitor) {
    this.#visitor = visitor;
  }

  push(bytes: Uint8Array): void {
    let at = 0;
    if (this.#before === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3;
    while (at < bytes.length)
      at = this.#captured ? this.#capture(this.#captured, bytes, at) : this.#structure(bytes, at);
    this.#before += bytes.length;
  }

  /** The input ends. What is open is reported, and ended from the inside out. */
  end(): void {
    const captured = this.#captured;
    // A number or a word by itself has no other end.
    if (captured?.isScalar && !captured.inString && this.#stack.length === 0) this.#captureEnded(captured, 0);
    if (this.#captured || this.#stack.length > 0) {
      this.#visitor.damaged(this.#path, this.#before, 'cut-short');
    }
    this.#captured = null;
    while (this.#stack.length > 0) this.#pop();
  }

  #structure(bytes: Uint8Array, at: number): number {
    const byte = bytes[at] as number;
    if (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09) return at + 1;
    const container = this.#stack[this.#stack.length - 1];
    if (!container) {
      if (this.#hasRoot) return this.#unexpected(at);
      this.#hasRoot = true;
      return this.#begin(bytes, at);
    }
    if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) return this.#close(byte === CLOSE_ARRAY, at);
    switch (container.expects) {
      case 'comma':
        if (byte === COMMA) {
          container.expects = container.isArray ? 'value' : 'member';
          if (typeof container.step === 'number') container.step++;
          this.#isLost = false;
          return at + 1;
        }
        if (!beginsValue(byte) || (!container.isArray && byte !== QUOTE)) return this.#unexpected(at);
        // A comma is missing.
        this.#unexpected(at);
        container.expects = container.isArray ? 'value' : 'member';
        if (typeof container.step === 'number') container.step++;
        return at;
      case 'member':
        if (byte !== QUOTE) return this.#unexpected(at);
        this.#captured = newCaptured('key', byte);
        return at;
      case 'colon':
        if (byte !== COLON) return byte === COMMA ? this.#noValue(at) : this.#unexpected(at);
        container.expects = 'value';
        return at + 1;
      case 'value':
        if (!beginsValue(byte)) return byte === COMMA ? this.#noValue(at) : this.#unexpected(at);
        this.#path.push(container.step);
        return this.#begin(bytes, at);
    }
  }

  /** A value begins; its path is already set. */
  #begin(bytes: Uint8Array, at: number): number {
    this.#isLost = false;
    const byte = bytes[at] as number;
    const isArray = byte === OPEN_ARRAY;
    const kind = isArray ? 'array' : byte === OPEN_OBJECT ? 'object' : 'scalar';
    const take = this.#visitor.take(this.#path, kind);
    if (take === 'each' && kind !== 'scalar') {
      this.#stack.push({ isArray, step: isArray ? 0 : '', expects: isArray ? 'value' : 'member' });
      return at + 1;
    }
    this.#captured = newCaptured(take === 'whole' ? 'whole' : 'skip', byte);
    return at;
  }

  #close(isArray: boolean, at: number): number {
    const depth = this.#stack.findLastIndex((container) => container.isArray === isArray);
    if (depth < 0) return this.#unexpected(at);
    if (depth < this.#stack.length - 1) this.#visitor.damaged(this.#path, this.#before + at, 'mismatched');
    else if (isAwaiting(this.#stack[depth] as Container)) this.#unexpected(at);
    while (this.#stack.length > depth) this.#pop();
    return at + 1;
  }

  /** Ends the innermost container, and with it a value of the one around it. */
  #pop(): void {
    // Where a member was begun and has no value, the path does not yet lead to it.
    this.#path.length = this.#stack.length - 1;
    this.#visitor.done(this.#path);
    this.#stack.pop();
    this.#isLost = false;
    this.#valueEnded();
  }

  #valueEnded(): void {
    const container = this.#stack[this.#stack.length - 1];
    if (!container) return;
    this.#path.length = this.#stack.length - 1;
    container.expects = 'comma';
  }

  /** A comma where a value should be. */
  #noValue(at: number): number {
    this.#unexpected(at);
    this.#valueEnded();
    return at;
  }

  /** Reports the first of a run of characters that make no sense. */
  #unexpected(at: number): number {
    if (!this.#isLost) this.#visitor.damaged(this.#path, this.#before + at, 'unexpected');
    this.#isLost = true;
    return at + 1;
  }

  #capture(captured: Captured, bytes: Uint8Array, start: number): number {
    const { closers } = captured;
    let { inString, escaped } = captured;
    let at = start;
    // The opening quote of a string that is a value by itself.
    if (captured.bytes === 0 && captured.isScalar && bytes[at] === QUOTE) {
      inString = true;
      at++;
    }
    let ended = false;
    for (; at < bytes.length && !ended; at++) {
      const byte = bytes[at] as number;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE || byte === 0x0a) {
          inString = false;
          ended = captured.isScalar;
        }
      } else if (captured.isScalar) {
        if (!isDelimiter(byte)) continue;
        ended = true;
        at--;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) {
        closers.push(byte + 2);
        captured.containers++;
        if (closers.length > MAX_NESTING) return this.#giveUp(bytes);
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) {
        const depth = closers.lastIndexOf(byte);
        if (depth < 0) {
          // It belongs to a container around this value, whose own end is lost.
          ended = true;
          at--;
        } else {
          closers.length = depth;
          ended = depth === 0;
        }
      }
    }
    captured.inString = inString;
    captured.escaped = escaped;
    this.#keep(captured, bytes.subarray(start, at));
    if (ended) this.#captureEnded(captured, at);
    return at;
  }

  #keep(captured: Captured, bytes: Uint8Array): void {
    captured.bytes += bytes.length;
    if (captured.as === 'skip') return;
    captured.pieces.push(bytes);
    if (captured.bytes <= MAX_VALUE_BYTES && captured.containers <= MAX_CONTAINERS) return;
    this.#visitor.damaged(this.#path, this.#before, 'too-large');
    captured.pieces = [];
    captured.as = 'skip';
  }

  #captureEnded(captured: Captured, at: number): void {
    this.#captured = null;
    const container = this.#stack[this.#stack.length - 1];
    if (captured.as === 'key' && container) {
      container.step = keyOf(decodeUtf8(captured.pieces).text);
      container.expects = 'colon';
      return;
    }
    if (captured.as === 'skip' && captured.closers.length > 0)
      this.#visitor.damaged(this.#path, this.#before + at, 'mismatched');
    if (captured.as === 'whole') {
      const { text, isLossy } = decodeUtf8(captured.pieces);
      this.#visitor.value(this.#path, text, isLossy);
    }
    this.#valueEnded();
  }

  /** No document of ours nests like this: the rest is passed over. */
  #giveUp(bytes: Uint8Array): number {
    this.#visitor.damaged(this.#path, this.#before, 'too-large');
    this.#captured = null;
    while (this.#stack.length > 0) this.#pop();
    this.#isLost = true;
    return bytes.length;
  }
}

/** True after a comma, a key or a colon, where a container must not end. */
const isAwaiting = ({ expects, step }: Container): boolean =>
  expects !== 'comma' && (expects === 'colon' || (step !== 0 && step !== ''));

const newCaptured = (as: Captured['as'], first: number): Captured => ({
  as,
  isScalar: first !== OPEN_OBJECT && first !== OPEN_ARRAY,
  inString: false,
  escaped: false,
  closers: [],
  containers: 0,
  pieces: [],
  bytes: 0,
});

const isDelimiter = (byte: number): boolean =>
  byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY || byte <= 0x20;

/** Quote, bracket, digit, minus, or the first letter of true, false, null. */
const beginsValue = (byte: number): boolean =>
  byte === QUOTE ||
  byte === OPEN_OBJECT ||
  byte === OPEN_ARRAY ||
  (byte >= 0x30 && byte <= 0x39) ||
  byte === 0x2d ||
  byte === 0x74 ||
  byte === 0x66 ||
  byte === 0x6e;

function keyOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1);
  }
}
