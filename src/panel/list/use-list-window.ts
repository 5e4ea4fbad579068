import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { ListScroller, type ScrollListener } from './list-scroller.ts';
import { lastPosition, revealing, runwayHeight, type VisibleRange, visibleRange } from './window.ts';

export interface ListOptions {
  count: number;
  /** CSS pixels */
  rowHeight: number;
  /** height of what sticks to the top of the scroller, over the rows */
  headHeight?: number;
  /** keeps the end in view while the list grows */
  pinned?: boolean;
  onScroll?: ScrollListener['onScroll'];
}

/** A list of rows of one height of which only those in view are in the document. */
export interface ListWindow extends VisibleRange {
  /** for the element that scrolls */
  ref: (element: HTMLElement | null) => void;
  /** style of the element inside that is as high as the list */
  runway: { height: string };
  /** style of the element inside of that, which sticks in view and clips */
  pane: { height: string; top: string };
  /** style of the element around the rows */
  offset: { transform: string };
  /** rows that fit into view as a whole, at least one */
  page: number;
  /** Scrolls as little as needed to have the row in view. */
  reveal(row: number): void;
  /** Scrolls so that the row is the first in view. */
  show(row: number): void;
}

/**
 * Rows stand in an element that sticks in the scroller's view, so that however fast it is scrolled the view is never
 * blank: `scroller(ref) > head, runway > pane > offset > rows`.
 */
export function useListWindow(options: ListOptions): ListWindow {
  const { count, rowHeight, headHeight = 0, pinned = false } = options;
  const [, redraw] = useState(0);
  const latest = useMemo(() => ({ options, headHeight }), []);
  latest.options = options;
  latest.headHeight = headHeight;
  const { scroller, ref, changed } = useMemo(() => {
    const changed = (): void => redraw((times) => times + 1);
    const scroller = new ListScroller({
      onResize: changed,
      onScroll(way, atEnd) {
        latest.options.onScroll?.(way, atEnd);
        changed();
      },
    });
    const ref = (element: HTMLElement | null): void => scroller.attach(element, latest.headHeight);
    return { scroller, ref, changed };
  }, []);

  const { viewport } = scroller;
  const extent = { total: count * rowHeight, viewport };
  scroller.extent = extent;
  const last = lastPosition(extent);
  const position = pinned ? last : Math.min(scroller.position, last);
  useLayoutEffect(() => scroller.align(position));

  const range = visibleRange(position, viewport, count, rowHeight);
  const move = (to: number): void => {
    scroller.moveTo(to);
    changed();
  };
  return {
    ...range,
    ref,
    runway: { height: `${runwayHeight(extent)}px` },
    pane: { height: `${Math.min(extent.total, viewport)}px`, top: `${headHeight}px` },
    offset: { transform: `translateY(${range.shift}px)` },
    page: Math.max(1, Math.floor(viewport / rowHeight)),
    reveal: (row) => move(revealing(row, rowHeight, scroller.position, viewport)),
    show: (row) => move(row * rowHeight),
  };
}
