import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BytesSyntaxError, fromBase64, fromHex, toBase64, toHex, utf8Length } from '../../src/base/bytes.ts';

/** Any UTF-16 string, lone surrogates included. */
const utf16 = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

describe('utf8Length', () => {
  it('is what TextEncoder makes of any string', () => {
    fc.assert(fc.property(utf16, (text) => utf8Length(text) === new TextEncoder().encode(text).length));
  });

  it.each([
    ['', 0],
    ['ascii', 5],
    ['é', 2],
    ['€', 3],
    ['😀', 4],
    ['\ud83d', 3],
    ['\ude00\ud83d', 6],
  ])('of %j is %i', (text, bytes) => {
    expect(utf8Length(text)).toBe(bytes);
  });
});

describe('base64', () => {
  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
  });

  it('is what everybody else writes', () => {
    const bytes = Uint8Array.from({ length: 70_001 }, (_, at) => at % 256);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });

  it('is read without padding, with white space, and in its URL-safe alphabet', () => {
    expect([...fromBase64(' -_8\n= ')]).toEqual([251, 255]);
  });

  it.each([
    ['ab!d', 2],
    ['a=bc', 1],
    ['abcde', 5],
  ])('says where %j is wrong', (text, at) => {
    expect(() => fromBase64(text)).toThrow(
      expect.objectContaining({ code: 'BYTES_SYNTAX', notation: 'base64', at }),
    );
  });
});

describe('hex', () => {
  it('gives back any bytes, whatever stands between them', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 50 }),
        fc.constantFrom('', ' ', ', ', ':', '\n'),
        (bytes, separator) => {
          expect(fromHex(toHex(bytes, separator))).toEqual(bytes);
        },
      ),
    );
  });

  it('is read with 0x before a pair', () => {
    expect([...fromHex('0x0a 0XFF 0b')]).toEqual([10, 255, 11]);
  });

  it.each([
    ['0g', 1],
    ['abc', 3],
    ['zz', 0],
  ])('says where %j is wrong', (text, at) => {
    expect(() => fromHex(text)).toThrow(BytesSyntaxError);
    expect(() => fromHex(text)).toThrow(expect.objectContaining({ notation: 'hex', at }));
  });
});
