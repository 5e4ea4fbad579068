import { FileReadError } from './file-problem.ts';

/** What is read of a zip: pieces of it, wherever they are. */
export interface Sliceable {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

export interface ZipEntry {
  /** as the archive has it: a label, never a path to anything */
  name: string;
  /** 0 stored, 8 deflated */
  method: number;
  isEncrypted: boolean;
  crc: number;
  packedSize: number;
  /** offset of its local header */
  offset: number;
}

/** APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16 */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const OVERFLOW = 0xffff_ffff;

/** Larger directories are refused: no archive of a recording has that many entries. */
export const MAX_DIRECTORY_BYTES = 16 * 1024 * 1024;

/**
 * Lists what is in a zip by its central directory.
 * @throws FileReadError where there is none, or it is not what it should be
 */
export async function readZipDirectory(file: Sliceable): Promise<ZipEntry[]> {
  const tail = await viewOf(file, Math.max(0, file.size - END_BYTES - MAX_COMMENT_BYTES), file.size);
  let end = tail.byteLength - END_BYTES;
  while (end >= 0 && tail.getUint32(end, true) !== END) end--;
  if (end < 0) throw damaged('its directory at the end is missing: it may be cut short');
  const count = tail.getUint16(end + 10, true);
  const size = tail.getUint32(end + 12, true);
  const offset = tail.getUint32(end + 16, true);
  if (offset === OVERFLOW || size > MAX_DIRECTORY_BYTES)
    throw new FileReadError('ARCHIVE_UNSUPPORTED', 'This zip is larger than Framereel reads (zip64).');
  if (offset + size > file.size) throw damaged('its directory points past its end');
  const directory = await viewOf(file, offset, offset + size);
  const entries: ZipEntry[] = [];
  for (let at = 0; entries.length < count; ) {
    if (at + CENTRAL_BYTES > size || directory.getUint32(at, true) !== CENTRAL)
      throw damaged(`its directory has ${count} entries and only ${entries.length} are readable`);
    const nameLength = directory.getUint16(at + 28, true);
    const next =
      at +
      CENTRAL_BYTES +
      nameLength +
      directory.getUint16(at + 30, true) +
      directory.getUint16(at + 32, true);
    if (next > size) throw damaged('an entry of its directory is cut short');
    const name = new Uint8Array(directory.buffer, directory.byteOffset + at + CENTRAL_BYTES, nameLength);
    entries.push({
      name: new TextDecoder().decode(name),
      method: directory.getUint16(at + 10, true),
      isEncrypted: (directory.getUint16(at + 8, true) & 1) === 1,
      crc: directory.getUint32(at + 16, true),
      packedSize: directory.getUint32(at + 20, true),
      offset: directory.getUint32(at + 42, true),
    });
    at = next;
  }
  return entries;
}

/**
 * Where the packed bytes of an entry are in the file.
 * @throws FileReadError where they are not where the directory says
 */
export async function locate(file: Sliceable, entry: ZipEntry): Promise<{ start: number; end: number }> {
  const { offset, packedSize } = entry;
  if (offset + LOCAL_BYTES > file.size) throw damaged('an entry lies past its end');
  const header = await viewOf(file, offset, offset + LOCAL_BYTES);
  if (header.getUint32(0, true) !== LOCAL) throw damaged('an entry is not where the directory says');
  const start = offset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  if (start + packedSize > file.size) throw damaged('an entry is cut short');
  return { start, end: start + packedSize };
}

const damaged = (reason: string): FileReadError =>
  new FileReadError('ARCHIVE_DAMAGED', `This zip is damaged: ${reason}.`);

const viewOf = async (file: Sliceable, start: number, end: number): Promise<DataView> =>
  new DataView(await file.slice(start, end).arrayBuffer());
