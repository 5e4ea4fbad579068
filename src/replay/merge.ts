/** Joins ordered sequences into one by `at`; among equals the earlier sequence comes first. */
export function* mergeByTime<T extends { at: number }>(sources: readonly Iterable<T>[]): Generator<T> {
  const heads: { value: T; rest: Iterator<T> }[] = [];
  for (const source of sources) {
    const rest = source[Symbol.iterator]();
    const first = rest.next();
    if (!first.done) heads.push({ value: first.value, rest });
  }
  while (heads.length > 0) {
    let earliest = 0;
    for (let index = 1; index < heads.length; index++)
      if ((heads[index]?.value.at ?? 0) < (heads[earliest]?.value.at ?? 0)) earliest = index;
    const head = heads[earliest];
    if (!head) return;
    yield head.value;
    const next = head.rest.next();
    if (next.done) heads.splice(earliest, 1);
    else head.value = next.value;
  }
}
