export interface ListPlace {
  /** the row the keyboard is on; between two rows (2.5) where that row is not shown; null if on none */
  current: number | null;
  count: number;
  /** rows that fit into view */
  page: number;
  /** first and last row in view, for a keyboard that is on none yet */
  firstInView: number;
  lastInView: number;
}

/** The row a key leads to, null for other keys and where there are no rows. */
export function rowForKey(key: string, place: ListPlace): number | null {
  const { current, count, page, firstInView, lastInView } = place;
  if (count === 0) return null;
  const last = count - 1;
  const within = (row: number): number => Math.min(Math.max(row, 0), last);
  const below = (rows: number): number => within(current === null ? firstInView : Math.floor(current) + rows);
  const above = (rows: number): number => within(current === null ? lastInView : Math.ceil(current) - rows);
  switch (key) {
    case 'ArrowDown':
      return below(1);
    case 'ArrowUp':
      return above(1);
    case 'PageDown':
      return below(page);
    case 'PageUp':
      return above(page);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
