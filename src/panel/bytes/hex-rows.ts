/** Bytes that stand together without a gap. */
const GROUP = 4;
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Bytes shown as one row. */
export interface HexRow {
  offset: string;
  /** pairs of digits, padded so that a short last row keeps its columns */
  hex: string;
  /** what the bytes are in ASCII, in turn shown as they are and (`isDot`) as dots in place of the rest */
  ascii: { text: string; isDot: boolean }[];
}

/** How many rows `bytes` of them need. */
export const hexRowCount = (bytes: number, perRow: number): number => Math.ceil(bytes / perRow);

/** Digits that every offset below `bytes` fits in: six, or eight from 16 MiB on. */
export const offsetDigits = (bytes: number): number => (bytes > 0x1000000 ? 8 : 6);

export function hexRow(bytes: Uint8Array, row: number, perRow: number): HexRow {
  const start = row * perRow;
  const end = Math.min(bytes.length, start + perRow);
  let hex = '';
  const ascii: HexRow['ascii'] = [];
  for (let at = start; at < start + perRow; at++) {
    if (at > start) hex += (at - start) % GROUP === 0 ? '  ' : ' ';
    hex += at < end ? HEX[bytes[at] as number] : '  ';
    if (at < end) addAscii(ascii, bytes[at] as number);
  }
  return { offset: start.toString(16).padStart(offsetDigits(bytes.length), '0'), hex, ascii };
}

function addAscii(ascii: HexRow['ascii'], byte: number): void {
  const isDot = byte < 0x20 || byte > 0x7e;
  const char = isDot ? '.' : String.fromCharCode(byte);
  const last = ascii.at(-1);
  if (last?.isDot === isDot) last.text += char;
  else ascii.push({ text: char, isDot });
}

/** Where the digits of a row's byte begin in its `hex`. */
export const hexColumn = (byte: number): number => byte * 3 + Math.floor(byte / GROUP);

/**
 * Which byte of a row stands at a column of the whole line (offset, two spaces, digits, two spaces, ASCII); null
 * where none does.
 */
export function byteAtColumn(column: number, perRow: number, digits: number): number | null {
  const hexWidth = hexColumn(perRow - 1) + 2;
  const inHex = column - digits - 2;
  const inAscii = inHex - hexWidth - 2;
  if (inAscii >= 0) return inAscii < perRow ? inAscii : null;
  for (let byte = 0; byte < perRow; byte++)
    if (inHex >= hexColumn(byte) && inHex < hexColumn(byte) + 2) return byte;
  return null;
}

/** 16 bytes a row where `columns` characters have room for them, else 8. */
export function bytesPerRow(columns: number, bytes: number): 8 | 16 {
  const widest = offsetDigits(bytes) + 2 + (16 * 3 - 1 + 3) + 2 + 16;
  return columns >= widest ? 16 : 8;
}
