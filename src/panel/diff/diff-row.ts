/** A piece of a line, and whether it has no counterpart in the other one. */
export interface DiffPart {
  text: string;
  isChanged: boolean;
}

/** A line that is in both, only in the older one, or only in the newer one. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  parts: readonly DiffPart[];
  /** where it stands in its document, '' where that is said by the line itself */
  where: string;
}

/** What is shown in one row: a line, or how many lines that are the same are left out. */
export type DiffRow = DiffLine | { kind: 'left-out'; from: number; to: number };

/** So many lines around a difference are shown with it. */
const CONTEXT = 3;

/**
 * The rows for `lines`: those that differ, and a few around each. `opened` has the lines from which on what was left
 * out is shown after all.
 */
export function foldLines(lines: readonly DiffLine[], opened: ReadonlySet<number>): DiffRow[] {
  const rows: DiffRow[] = [];
  for (let at = 0; at < lines.length; ) {
    let end = at;
    while (lines[end]?.kind === 'same') end++;
    const from = at === 0 ? 0 : at + CONTEXT;
    const to = end === lines.length ? end : end - CONTEXT;
    const isFolded = to - from > 1 && !opened.has(from);
    if (isFolded)
      rows.push(...lines.slice(at, from), { kind: 'left-out', from, to }, ...lines.slice(to, end));
    else for (; at < end; at++) rows.push(lines[at] as DiffLine);
    for (at = end; at < lines.length && lines[at]?.kind !== 'same'; at++) rows.push(lines[at] as DiffLine);
  }
  return rows;
}

/** Where differences begin, as places in `rows`. */
export function differencesAt(rows: readonly DiffRow[]): number[] {
  const isChange = (row: DiffRow | undefined): boolean => row?.kind === 'removed' || row?.kind === 'added';
  return [...rows.keys()].filter((at) => isChange(rows[at]) && !isChange(rows[at - 1]));
}
