/**
 * The tallest a scrolled element gets, in CSS pixels. Firefox drops elements past 17.8 million (2^30 units of a
 * sixtieth of a pixel); Chrome stops at 33.5 million device pixels, which zoom and dense screens eat into.
 * A longer list is scaled: its scrollbar runs over a shorter way than its rows.
 */
export const MAX_SCROLL_HEIGHT = 8_000_000;

/** Sizes of a list in CSS pixels. */
export interface Extent {
  /** height of all rows together */
  total: number;
  /** height of the part that is seen */
  viewport: number;
}

/** Where a list is scrolled to. */
export interface Scroll {
  /** the element's `scrollTop` */
  top: number;
  /** pixels of rows above the viewport; the same as `top` unless the list is scaled */
  position: number;
}

/** Rows to draw: from `first` up to, not including, `end`; `shift` is where the first begins in the viewport (0 or less). */
export interface VisibleRange {
  first: number;
  end: number;
  shift: number;
}

/** The rows that show at least a pixel when `position` pixels of rows are above the viewport. */
export function visibleRange(
  position: number,
  viewport: number,
  count: number,
  rowHeight: number,
): VisibleRange {
  const first = clamp(Math.floor(position / rowHeight), 0, Math.max(0, count - 1));
  const end = Math.min(count, Math.ceil((position + viewport) / rowHeight));
  return { first, end: Math.max(first, end), shift: first * rowHeight - position };
}

/** Height of the scrolled element that stands for all rows. */
export const runwayHeight = ({ total }: Extent): number => Math.min(total, MAX_SCROLL_HEIGHT);

/** The largest position: the last row at the lower edge. */
export const lastPosition = ({ total, viewport }: Extent): number => Math.max(0, total - viewport);

/** The `scrollTop` that goes with a position. */
export function scrollTo(position: number, extent: Extent): Scroll {
  const within = clamp(position, 0, lastPosition(extent));
  return { position: within, top: translate(within, lastPosition(extent), lastTop(extent)) };
}

/**
 * What a new `scrollTop` means. A scaled list is moved by the scrollbar in proportion; but a `gesture` (wheel,
 * touch) moves it by as many pixels as any other list, as long as the step is not larger than the scrollbar's.
 */
export function scrolled(from: Scroll, top: number, extent: Extent, gesture: boolean): Scroll {
  const step = top - from.top;
  const position =
    gesture && Math.abs(step) <= 3 * extent.viewport
      ? from.position + step
      : translate(top, lastTop(extent), lastPosition(extent));
  return { top, position: clamp(position, 0, lastPosition(extent)) };
}

/** Whether the scrollbar has run out of way although the list has rows left there. */
export const isStuck = ({ top, position }: Scroll, extent: Extent): boolean =>
  (top <= 0 && position > 0) || (top >= lastTop(extent) && position < lastPosition(extent));

/** The position nearest to `position` at which `row` is wholly in view. */
export function revealing(row: number, rowHeight: number, position: number, viewport: number): number {
  const top = row * rowHeight;
  if (top < position) return top;
  return top + rowHeight > position + viewport ? top + rowHeight - viewport : position;
}

const lastTop = (extent: Extent): number => Math.max(0, runwayHeight(extent) - extent.viewport);

/** So many pixels at either end are not scaled, so that wheels reach the end as in any list. */
const EDGE = 100_000;

/** Maps 0…`from` to 0…`to`: pixel by pixel at both ends, in proportion between. */
function translate(at: number, from: number, to: number): number {
  if (from === to || at <= EDGE) return at;
  if (at >= from - EDGE) return to - (from - at);
  return EDGE + ((at - EDGE) * (to - 2 * EDGE)) / (from - 2 * EDGE);
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);
