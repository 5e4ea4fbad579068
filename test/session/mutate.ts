/** A small generator of numbers in [0, 1) that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const ODD_VALUES = [
  '1e999',
  '-1',
  '0',
  '99999999999',
  '0.5',
  'null',
  'true',
  '"x"',
  '{}',
  '[]',
  '""',
  '9007199254740993',
  '-0',
  '1e-7',
  'NaN',
];
const ODD_BYTES = [...'"{}[],:\n\\\r\t 019-etn'].map((char) => char.charCodeAt(0)).concat(0, 0x80, 0xff);

/** Damages a file in one to three ways. */
export function mutate(original: Uint8Array<ArrayBuffer>, random: () => number): Uint8Array<ArrayBuffer> {
  let bytes = original;
  const ways = 1 + Math.floor(random() * 3);
  for (let way = 0; way < ways; way++) bytes = mutateOnce(bytes, random);
  return bytes;
}

function mutateOnce(bytes: Uint8Array<ArrayBuffer>, random: () => number): Uint8Array<ArrayBuffer> {
  const below = (limit: number): number => Math.floor(random() * limit);
  const at = below(bytes.length + 1);
  const end = Math.min(bytes.length, at + 1 + below(64));
  const before = bytes.slice(0, at);
  switch (below(10)) {
    case 0: {
      const flipped = bytes.slice();
      if (at < bytes.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << below(8));
      return flipped;
    }
    case 1: {
      const changed = bytes.slice();
      if (at < bytes.length) changed[at] = ODD_BYTES[below(ODD_BYTES.length)] ?? 0;
      return changed;
    }
    case 2:
      return joined(before, bytes.slice(end));
    case 3:
      return joined(bytes.slice(0, end), bytes.slice(at));
    case 4:
      return joined(
        before,
        Uint8Array.from({ length: 1 + below(16) }, () => below(256)),
        bytes.slice(at),
      );
    case 5:
      return before;
    case 6: {
      const lines = linesOf(bytes);
      lines.splice(below(lines.length), 1 + below(2));
      return joined(...lines);
    }
    case 7: {
      const lines = linesOf(bytes);
      const line = lines[below(lines.length)] ?? new Uint8Array();
      return joined(...lines.toSpliced(below(lines.length), below(2), line));
    }
    default:
      return withOddValue(bytes, at, ODD_VALUES[below(ODD_VALUES.length)] ?? '');
  }
}

/** Replaces the first simple JSON value after `at`. */
function withOddValue(bytes: Uint8Array<ArrayBuffer>, at: number, value: string): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder('latin1').decode(bytes);
  const found = /:\s*("[^"]*"|[-\d.e+]+|true|false|null)/.exec(text.slice(at));
  if (!found?.[1]) return bytes.slice(0, at);
  const start = at + found.index + found[0].length - found[1].length;
  return joined(bytes.slice(0, start), new TextEncoder().encode(value), bytes.slice(start + found[1].length));
}

function linesOf(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>[] {
  const lines: Uint8Array<ArrayBuffer>[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    lines.push(bytes.slice(start, end < 0 ? bytes.length : end + 1));
    start = end < 0 ? bytes.length : end + 1;
  }
  return lines;
}

function joined(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
