/** The frames in the rows from `first` to `last`. */
export function* framesOf(
  rows: { length: number; frameAt(row: number): number },
  first: number,
  last: number,
): Generator<number> {
  for (let row = first; row <= Math.min(last, rows.length - 1); row++) yield rows.frameAt(row);
}
