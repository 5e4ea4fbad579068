import './FrameList.css';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Session } from '../../session/session.ts';
import type { Column } from '../columns/column.ts';
import { findInQuery } from '../frames/find-in-query.ts';
import { framesOf } from '../frames/frames-of.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { columnStyle } from './column-style.ts';
import { FrameListHead } from './FrameListHead.tsx';
import { FrameRow, frameRowId } from './FrameRow.tsx';
import { isByKey } from './keys.ts';
import { HEAD_HEIGHT, ROW_HEIGHT } from './layout.ts';
import { lazy } from './lazy.tsx';
import { useStore } from './store-context.ts';
import { useFrameKeys } from './use-frame-keys.ts';
import { useInView } from './use-payload.ts';
import { usePlaceKeeping } from './use-place-keeping.ts';

const FrameMenu = lazy(() => import('./FrameMenu.tsx').then((module) => module.FrameMenu));
const ColumnMenu = lazy(() => import('./ColumnMenu.tsx').then((module) => module.ColumnMenu));

interface FramePlace {
  frame: number;
  /** the cell under the pointer, null where that is not known */
  column: string | null;
  at: { left: number; top: number };
}

interface ColumnPlace {
  column: Column;
  at: { left: number; top: number };
}

/** The frames of the selected connections that match the filter. */
export function FrameList() {
  const { library, rows, rowsInView, selection, follow, query, notes, finder, columns } = useStore();
  rows.revision.value;
  const session = library.active.value;
  notes.revision.value;
  const selected = selection.frame.value;
  const several = selection.frames.value;
  const leads = selection.lead.value === 'frame';
  const sought = finder.expression.value;
  // What is marked in the rows is what they were found by.
  const find = useMemo(() => findInQuery(sought ?? query.parsed.peek().expression), [rows.run, sought]);
  const menu = useSignal<FramePlace | null>(null);
  const columnMenu = useSignal<ColumnPlace | null>(null);
  const applied = rows.applied.value;

  const list = useListWindow({
    count: rows.length,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    pinned: follow.on.value && applied === null,
    onScroll(way, atEnd) {
      if (applied !== null) return;
      if (way === 'up') follow.release();
      else if (way === 'down' && atEnd && session.kind === 'live') follow.resume();
    },
  });

  const selectedRow = selected === null ? null : placeOf(selected);
  const isShown = selectedRow !== null && Number.isInteger(selectedRow);
  const isInView = isShown && selectedRow >= list.first && selectedRow < list.end;

  /** The row of a frame; between two rows where it is filtered out. */
  function placeOf(frame: number): number {
    const row = rows.rowOf(frame);
    return row < rows.length && rows.frameAt(row) === frame ? row : row - 0.5;
  }

  /** Selects the rows from where the selection begins to this one. */
  function extend(row: number): void {
    const anchor = selection.anchor.peek();
    const from = anchor === null ? row : rows.rowOf(anchor);
    selection.selectFrames(framesOf(rows, Math.min(from, row), Math.max(from, row)), rows.frameAt(row));
  }

  useLayoutEffect(() => {
    if (isShown) list.reveal(selectedRow);
  }, [selected, session]);

  // What opens below makes the table lower: the selected row stays in view if it was.
  const wasInView = useRef(false);
  useLayoutEffect(() => {
    if (isShown && wasInView.current) list.reveal(selectedRow);
  }, [list.page]);
  useLayoutEffect(() => {
    wasInView.current = isInView;
  });

  // What was sorted is looked at from its beginning.
  const wasApplied = useRef(applied);
  useLayoutEffect(() => {
    if (wasApplied.current === applied) return;
    wasApplied.current = applied;
    if (applied !== null) list.show(0);
    else if (isShown) list.reveal(selectedRow);
  });

  usePlaceKeeping(list, session, isShown ? selectedRow : null);

  useLayoutEffect(() => {
    // Rows that are not in the order of time are no stretch of it.
    rowsInView.range.value = applied === null ? { first: list.first, end: list.end } : { first: 0, end: 0 };
  }, [list.first, list.end, rows.run, applied]);
  const wanted = rowsInView.wanted.value;
  useLayoutEffect(() => {
    if (wanted) list.show(wanted.row);
  }, [wanted]);

  const onClick = (event: MouseEvent): void => {
    const frame = frameUnder(event.target);
    if (frame === null) return;
    if (event.shiftKey) extend(rows.rowOf(frame));
    else if (event.ctrlKey || event.metaKey) selection.toggleFrame(frame);
    else selection.selectFrame(frame);
  };

  const onContextMenu = (event: MouseEvent): void => {
    const frame = frameUnder(event.target) ?? selected;
    if (frame === null) return;
    event.preventDefault();
    if (!several?.has(frame)) selection.selectFrame(frame);
    menu.value = { frame, column: columnUnder(event.target), at: menuPlace(event, frame) };
  };

  const onKeyDown = useFrameKeys(list, selectedRow, extend);
  const closeMenu = (): void => {
    menu.value = null;
  };

  const shownColumns = columns.shown.value;
  const { names, style } = columnStyle(columns.choice.value, session);
  const shown = Array.from({ length: list.end - list.first }, (_, offset) => list.first + offset);
  useInView(session, shown.map(rows.frameAt));
  return (
    <>
      <div
        class={`grid frames ${leads ? 'leads' : ''} ${names}`}
        role="grid"
        aria-label="Frames"
        aria-rowcount={rows.length + 1}
        aria-multiselectable="true"
        aria-activedescendant={isInView && selected !== null ? frameRowId(selected) : undefined}
        tabIndex={0}
        style={style}
        ref={list.ref}
        onClick={onClick}
        onContextMenu={onContextMenu}
        onKeyDown={onKeyDown}
      >
        <FrameListHead onMenu={(column, at) => (columnMenu.value = { column, at })} />
        <div class="runway" role="rowgroup" style={list.runway}>
          <div class="inview" role="presentation" style={list.pane}>
            <div role="presentation" style={list.offset}>
              {shown.map((row) => {
                const frame = rows.frameAt(row);
                return (
                  <FrameRow
                    key={row % (list.page + 2)}
                    session={session}
                    started={session.started}
                    frame={frame}
                    columns={shownColumns}
                    previous={applied !== null ? null : row === 0 ? -1 : rows.frameAt(row - 1)}
                    row={row}
                    isSelected={several ? several.has(frame) : frame === selected}
                    payloadState={payloadState(session, frame)}
                    find={find}
                    note={session.notes.get(frame)}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      {menu.value && <FrameMenu {...menu.value} onClose={closeMenu} />}
      {columnMenu.value && <ColumnMenu {...columnMenu.value} onClose={() => (columnMenu.value = null)} />}
    </>
  );
}

const payloadState = ({ frames }: Session, frame: number) =>
  frames.isPending(frame) || frames.isAway(frame) ? 'coming' : frames.omitted(frame);

function frameUnder(target: EventTarget | null): number | null {
  const frame = target instanceof Element && target.closest<HTMLElement>('[data-frame]')?.dataset.frame;
  return frame ? Number(frame) : null;
}

const columnUnder = (target: EventTarget | null): string | null =>
  (target instanceof Element && target.closest<HTMLElement>('[data-column]')?.dataset.column) || null;

/** By the pointer; for the menu key, by the row. */
function menuPlace(event: MouseEvent, frame: number): { left: number; top: number } {
  const row = document.getElementById(frameRowId(frame))?.getBoundingClientRect();
  const { clientX, clientY } = event;
  const byKey = isByKey(event) || (clientX === 0 && clientY === 0);
  return byKey && row ? { left: row.left + 40, top: row.bottom } : { left: clientX, top: clientY };
}
