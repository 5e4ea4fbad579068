/** SHA-1 (RFC 3174) of bytes, as 20 bytes. For `Sec-WebSocket-Accept`, which is no secret, and without waiting. */
export function sha1(bytes: Uint8Array): Uint8Array {
  const blocks = new DataView(new ArrayBuffer(((bytes.length + 72) >> 6) << 6));
  for (const [at, byte] of bytes.entries()) blocks.setUint8(at, byte);
  blocks.setUint8(bytes.length, 0x80);
  blocks.setUint32(blocks.byteLength - 4, bytes.length * 8);

  const hash = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const words = new Uint32Array(80);
  for (let block = 0; block < blocks.byteLength; block += 64) {
    for (let at = 0; at < 16; at++) words[at] = blocks.getUint32(block + at * 4);
    for (let at = 16; at < 80; at++)
      words[at] = rotate(
        word(words, at - 3) ^ word(words, at - 8) ^ word(words, at - 14) ^ word(words, at - 16),
        1,
      );
    mix(hash, words);
  }
  const digest = new DataView(new ArrayBuffer(20));
  for (const [at, part] of hash.entries()) digest.setUint32(at * 4, part);
  return new Uint8Array(digest.buffer);
}

/** RFC 3174 section 6.1, steps c to e. */
function mix(hash: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0] = hash;
  for (let at = 0; at < 80; at++) {
    const [value, constant] =
      at < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : at < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : at < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6];
    const next = (rotate(a, 5) + value + e + constant + word(words, at)) | 0;
    [a, b, c, d, e] = [next, a, rotate(b, 30), c, d];
  }
  for (const [at, part] of [a, b, c, d, e].entries()) hash[at] = word(hash, at) + part;
}

const rotate = (value: number, bits: number): number => (value << bits) | (value >>> (32 - bits));

const word = (words: Uint32Array, at: number): number => words[at] ?? 0;
