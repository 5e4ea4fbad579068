import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Column } from '../columns/column.ts';
import { focusFrames } from './focus.ts';
import { Icon } from './Icon.tsx';
import { isByKey } from './keys.ts';
import { useStore } from './store-context.ts';
import { useColumnDrag } from './use-column-drag.ts';

/** One press of an arrow key with Shift, in CSS pixels. */
const STEP = 8;

interface Props {
  /** Opens what can be done with columns. */
  onMenu: (column: Column, at: { left: number; top: number }) => void;
}

/** The columns of the frame table: click sorts, edges resize. One stop for the keyboard; arrows move inside. */
export function FrameListHead({ onMenu }: Props) {
  const { columns } = useStore();
  const row = useRef<HTMLDivElement>(null);
  const active = useSignal(0);
  const stop = useSignal(0);
  const drag = useColumnDrag();
  const shown = columns.shown.value;
  const sort = columns.sort.value;

  /** Where Tab leads: the last that had the focus, or the first there is room for where that one was dropped. */
  const findStop = (): void => {
    const heads = headsIn(row.current);
    const last = Math.min(active.peek(), shown.length - 1);
    stop.value = heads[last]?.offsetWidth === 0 ? Math.max(0, heads.findIndex(isDrawn)) : last;
  };
  useLayoutEffect(findStop, [shown, active.value]);
  useLayoutEffect(() => {
    // The style sheet drops columns where room is short: nothing else tells of it.
    const observer = new ResizeObserver(findStop);
    if (row.current) observer.observe(row.current);
    return () => observer.disconnect();
  }, [shown]);

  /** To the first one from `from` on that is not dropped; it stays where there is none that way. */
  const go = (from: number, way: number): void => {
    const heads = headsIn(row.current);
    let to = from;
    while (heads[to]?.offsetWidth === 0) to += way;
    heads[to]?.focus();
  };
  const openMenu = (head: Element, column: Column): void => {
    const { left, bottom } = head.getBoundingClientRect();
    onMenu(column, { left, top: bottom });
  };

  /** Whether the key does something here. */
  const press = (event: KeyboardEvent, column: Column, index: number): boolean => {
    const head = event.currentTarget as HTMLElement;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (way !== undefined && event.shiftKey)
      columns.resize(column.id, Math.max(column.least, head.offsetWidth + way * STEP));
    else if (way !== undefined) go(index + way, way);
    else if (event.key === 'Home') go(0, 1);
    else if (event.key === 'End') go(shown.length - 1, -1);
    else if (event.key === 'Enter' || event.key === ' ') columns.turn(column);
    else if (event.key === 'ArrowDown' || event.key === 'Escape') focusFrames();
    else return false;
    return true;
  };

  return (
    <div class="row head" role="row" aria-rowindex={1} ref={row}>
      {shown.map((column, index) => {
        const way = sort?.column.id === column.id ? sort.way : null;
        return (
          <span
            key={column.id}
            role="columnheader"
            data-column={column.id}
            class={column.path ? 'json' : undefined}
            title={titleOf(column)}
            aria-sort={way === null ? 'none' : way > 0 ? 'ascending' : 'descending'}
            tabIndex={index === stop.value ? 0 : -1}
            onFocus={() => (active.value = index)}
            onClick={(event) => {
              event.stopPropagation();
              if (!drag.wasDragged()) columns.turn(column);
            }}
            onContextMenu={(event) => {
              event.preventDefault();
              event.stopPropagation();
              if (isByKey(event)) openMenu(event.currentTarget, column);
              else onMenu(column, { left: event.clientX, top: event.clientY });
            }}
            onKeyDown={(event) => {
              if (event.ctrlKey || event.metaKey || event.altKey) return;
              if (press(event, column, index)) event.preventDefault();
            }}
          >
            <span class={column.id === 'direction' ? 'sr' : 'clip'}>{column.title}</span>
            {way !== null && <Icon name={way > 0 ? 'up' : 'down'} class="order" />}
            {index < shown.length - 1 && <span class="grip" aria-hidden="true" {...drag.grip(column)} />}
          </span>
        );
      })}
    </div>
  );
}

const headsIn = (row: Element | null): HTMLElement[] => [
  ...(row?.querySelectorAll<HTMLElement>('[role=columnheader]') ?? []),
];

const isDrawn = ({ offsetWidth }: HTMLElement): boolean => offsetWidth > 0;

const titleOf = ({ title, detail }: Column): string =>
  `${detail === '' ? title : detail}. Click to sort, drag the edge to resize, right-click for columns.`;
