import { describe, expect, it } from 'vitest';
import { bytesPerRow, hexRow, hexRowCount, offsetDigits } from '../../../src/panel/bytes/hex-rows.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const ascii = (row: ReturnType<typeof hexRow>): string => row.ascii.map(({ text }) => text).join('');

describe('bytes in rows', () => {
  it('show offset, groups of four and what is ASCII', () => {
    const row = hexRow(bytes('ss\u0000ge",{…'), 0, 8);
    expect(row.offset).toBe('000000');
    expect(row.hex).toBe('73 73 00 67  65 22 2c 7b');
    expect(ascii(row)).toBe('ss.ge",{');
    expect(row.ascii.map(({ isDot }) => isDot)).toEqual([false, true, false]);
  });

  it('keep the columns of a short last row', () => {
    const [full, last] = [hexRow(bytes('123456789'), 0, 8), hexRow(bytes('123456789'), 1, 8)];
    expect(last.offset).toBe('000008');
    expect(last.hex).toHaveLength(full.hex.length);
    expect(last.hex.trimEnd()).toBe('39');
    expect(ascii(last)).toBe('9');
  });

  it('are as many rows as it takes', () => {
    expect([0, 1, 8, 9].map((length) => hexRowCount(length, 8))).toEqual([0, 1, 1, 2]);
  });

  it('are sixteen a row where there is room', () => {
    const wide = '000000  '.length + hexRow(new Uint8Array(16), 0, 16).hex.length + 2 + 16;
    expect(bytesPerRow(wide, 100)).toBe(16);
    expect(bytesPerRow(wide - 1, 100)).toBe(8);
  });

  it('have longer offsets from 16 MiB on', () => {
    expect(offsetDigits(0x1000000)).toBe(6);
    expect(offsetDigits(0x1000001)).toBe(8);
  });
});
