import { describe, expect, it } from 'vitest';
import { byteAtColumn, hexRow } from '../../../src/panel/bytes/hex-rows.ts';
import { readOffset, valuesAt } from '../../../src/panel/bytes/values-at.ts';

describe('the values at an offset', () => {
  const bytes = Uint8Array.of(0, 0x01, 0x02, 0x03, 0x84, 0, 0, 0, 0x40, 9);
  const value = (type: string, at = 1) => valuesAt(bytes, at).find((one) => one.type === type);

  it('are read in both byte orders', () => {
    expect(value('uint16')).toEqual({ type: 'uint16', little: '513', big: '258' });
    expect(value('int32')).toMatchObject({ little: '-2080177663', big: '16909188' });
    expect(value('uint64')).toMatchObject({ little: String(0x40_00_00_00_84_03_02_01n) });
  });

  it('are floats too', () => {
    const half = new Uint8Array(new Float32Array([0.1]).buffer);
    expect(valuesAt(half, 0).find(({ type }) => type === 'float32')?.little).toBe('0.1');
  });

  it('are only those that there are enough bytes for', () => {
    expect(valuesAt(bytes, 9).map(({ type }) => type)).toEqual(['int8', 'uint8']);
    expect(valuesAt(bytes, 10)).toEqual([]);
  });
});

describe('an offset', () => {
  it.each([
    ['26', 26],
    [' 0x1A ', 26],
    ['100', null],
    ['-1', null],
    ['x', null],
    ['', null],
  ])('%j is %j of a hundred bytes', (text, offset) => {
    expect(readOffset(text, 100)).toBe(offset);
  });
});

describe('the byte at a column', () => {
  it('is the one whose digits or whose character stand there', () => {
    const bytes = Uint8Array.from({ length: 16 }, (_, index) => 0x41 + index);
    const { offset, hex, ascii } = hexRow(bytes, 0, 16);
    const line = `${offset}  ${hex}  ${ascii.map(({ text }) => text).join('')}`;
    for (const [index, byte] of bytes.entries()) {
      expect(byteAtColumn(line.indexOf(byte.toString(16), 8), 16, 6)).toBe(index);
      expect(byteAtColumn(line.indexOf(String.fromCharCode(byte)), 16, 6)).toBe(index);
    }
    expect(byteAtColumn(0, 16, 6)).toBeNull();
    expect(byteAtColumn(line.length, 16, 6)).toBeNull();
  });
});
