/** Bytes that are looked at: from where the selection began to where it is now, both included. */
export interface ByteRange {
  anchor: number;
  at: number;
}

export const firstOf = ({ anchor, at }: ByteRange): number => Math.min(anchor, at);
export const lastOf = ({ anchor, at }: ByteRange): number => Math.max(anchor, at);

/** The selection moved to a byte, or extended to it. */
export const movedTo = (range: ByteRange | null, to: number, isExtending: boolean): ByteRange => ({
  anchor: isExtending && range ? range.anchor : to,
  at: to,
});

/** The byte a key leads to from `at`; null for other keys. */
export function byteForKey(
  key: string,
  at: number,
  { bytes, perRow, page }: { bytes: number; perRow: number; page: number },
): number | null {
  const row = at - (at % perRow);
  const to = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - perRow,
    ArrowDown: at + perRow,
    PageUp: at - perRow * page,
    PageDown: at + perRow * page,
    Home: row,
    End: row + perRow - 1,
  }[key];
  return to === undefined ? null : Math.min(Math.max(to, 0), bytes - 1);
}
