import { useSignal } from '@preact/signals';
import type { Column } from '../columns/column.ts';
import { focusFrames } from './focus.ts';
import { Icon } from './Icon.tsx';
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
  const active = useSignal(0);
  const drag = useColumnDrag();
  const shown = columns.shown.value;
  const sort = columns.sort.value;
  const stop = Math.min(active.value, shown.length - 1);

  const go = (head: Element, to: number): void => {
    active.value = Math.min(Math.max(to, 0), shown.length - 1);
    (head.parentElement?.children[active.value] as HTMLElement | undefined)?.focus();
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
    else if (way !== undefined) go(head, index + way);
    else if (event.key === 'Home' || event.key === 'End') go(head, event.key === 'Home' ? 0 : shown.length);
    else if (event.key === 'Enter' || event.key === ' ') columns.turn(column);
    else if (event.key === 'F10' && event.shiftKey) openMenu(head, column);
    else if (event.key === 'ArrowDown' || event.key === 'Escape') focusFrames();
    else return false;
    return true;
  };

  return (
    <div class="row head" role="row" aria-rowindex={1}>
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
            tabIndex={index === stop ? 0 : -1}
            onFocus={() => (active.value = index)}
            onClick={(event) => {
              event.stopPropagation();
              if (!drag.wasDragged()) columns.turn(column);
            }}
            onContextMenu={(event) => {
              event.preventDefault();
              event.stopPropagation();
              if (event.button === 2) onMenu(column, { left: event.clientX, top: event.clientY });
              else openMenu(event.currentTarget, column);
            }}
            onKeyDown={(event) => {
              if (event.ctrlKey || event.metaKey || event.altKey) return;
              event.stopPropagation();
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

const titleOf = ({ title, detail }: Column): string =>
  `${detail === '' ? title : detail}. Click to sort, drag the edge to resize, right-click for columns.`;
