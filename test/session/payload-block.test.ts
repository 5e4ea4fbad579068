import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPayloads, unpackPayloads } from '../../src/session/payload-block.ts';

/** Any string at all: halves of surrogate pairs too. */
const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));
const payload = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  units,
  fc.uint8Array().map((bytes) => bytes.slice().buffer),
  fc.constant(null),
);

describe('payloads in a block', () => {
  it('come out as they went in', () => {
    fc.assert(
      fc.property(fc.array(payload), (payloads) => {
        expect(unpackPayloads(packPayloads(payloads))).toEqual(payloads);
      }),
    );
  });

  it('come out of any place in memory', () => {
    fc.assert(
      fc.property(fc.array(payload), fc.nat(9), (payloads, offset) => {
        const block = packPayloads(payloads);
        const within = new Uint8Array(offset + block.length);
        within.set(block, offset);
        expect(unpackPayloads(within.subarray(offset))).toEqual(payloads);
      }),
    );
  });

  it.each([
    ['a byte order mark at the beginning', ['\ufeffone', 'two']],
    ['halves of a pair that meet', ['\ud83d', '\ude00']],
    ['half of a pair alone', ['a\ud83d', 'b']],
    ['empty ones', ['', new ArrayBuffer(0), '', null]],
  ])('keep %s', (_, payloads) => {
    expect(unpackPayloads(packPayloads(payloads))).toEqual(payloads);
  });

  it('take one byte for a character of ASCII', () => {
    expect(packPayloads(['x'.repeat(10_000)]).length).toBeLessThan(10_100);
  });
});
