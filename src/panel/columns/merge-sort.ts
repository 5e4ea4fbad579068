/** So many rows are sorted or merged between two rests. */
const RUN = 4096;

export type Compare = (one: number, other: number) => number;

/** Work that may be left and taken up again at each `yield`, once what is yielded has settled; it returns rows in order. */
export type Sorting = Generator<Promise<void> | undefined, Uint32Array, void>;

/** Sorts `rows`, whose content is lost. */
export function* sortRows(rows: Uint32Array, compare: Compare): Sorting {
  for (let at = 0; at < rows.length; at += RUN) {
    rows.subarray(at, at + RUN).sort(compare);
    yield undefined;
  }
  let from = rows;
  let into = new Uint32Array(rows.length > RUN ? rows.length : 0) as Uint32Array;
  for (let width = RUN; width < rows.length; width *= 2) {
    for (let low = 0; low < rows.length; low += 2 * width) {
      const middle = Math.min(low + width, rows.length);
      const high = Math.min(low + 2 * width, rows.length);
      yield* merge(
        from.subarray(low, middle),
        from.subarray(middle, high),
        into.subarray(low, high),
        compare,
      );
    }
    [from, into] = [into, from];
  }
  return from;
}

/** Two lists in order as one. */
export function* mergeRows(one: Uint32Array, other: Uint32Array, compare: Compare): Sorting {
  const merged = new Uint32Array(one.length + other.length);
  yield* merge(one, other, merged, compare);
  return merged;
}

function* merge(
  one: Uint32Array,
  other: Uint32Array,
  into: Uint32Array,
  compare: Compare,
): Generator<undefined, void, void> {
  let [left, right] = [0, 0];
  for (let at = 0; at < into.length; at++) {
    const takesLeft =
      right >= other.length ||
      (left < one.length && compare(one[left] as number, other[right] as number) <= 0);
    into[at] = (takesLeft ? one[left++] : other[right++]) as number;
    if (at % RUN === RUN - 1) yield undefined;
  }
}
