/** What some bytes are as a number, in both byte orders. */
export interface ValueAt {
  type: string;
  little: string;
  big: string;
}

type Reader = (view: DataView, isLittle: boolean) => number | bigint;

const READERS: readonly (readonly [type: string, bytes: number, read: Reader])[] = [
  ['int8', 1, (view) => view.getInt8(0)],
  ['uint8', 1, (view) => view.getUint8(0)],
  ['int16', 2, (view, isLittle) => view.getInt16(0, isLittle)],
  ['uint16', 2, (view, isLittle) => view.getUint16(0, isLittle)],
  ['int32', 4, (view, isLittle) => view.getInt32(0, isLittle)],
  ['uint32', 4, (view, isLittle) => view.getUint32(0, isLittle)],
  ['int64', 8, (view, isLittle) => view.getBigInt64(0, isLittle)],
  ['uint64', 8, (view, isLittle) => view.getBigUint64(0, isLittle)],
  ['float32', 4, (view, isLittle) => view.getFloat32(0, isLittle)],
  ['float64', 8, (view, isLittle) => view.getFloat64(0, isLittle)],
];

/** The bytes from `at` on as every type of number that there are enough of them for. */
export function valuesAt(bytes: Uint8Array, at: number): ValueAt[] {
  return READERS.filter(([, length]) => at >= 0 && at + length <= bytes.length).map(
    ([type, length, read]) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, length);
      const write = (isLittle: boolean): string => {
        const value = read(view, isLittle);
        return type === 'float32' ? String(Number((value as number).toPrecision(8))) : String(value);
      };
      return { type, little: write(true), big: write(false) };
    },
  );
}

/** Reads an offset as people write it: `26`, `0x1a`; null where it is none of `bytes`. */
export function readOffset(text: string, bytes: number): number | null {
  const trimmed = text.trim();
  if (!/^(?:0x[0-9a-f]+|\d+)$/i.test(trimmed)) return null;
  const offset = Number(trimmed);
  return offset < bytes ? offset : null;
}
