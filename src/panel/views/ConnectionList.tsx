import './ConnectionList.css';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { connectionStamp } from '../connections/connection-row.ts';
import { counted } from '../format/count.ts';
import { rowForKey } from '../list/list-keys.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { ConnectionRow } from './ConnectionRow.tsx';
import { focusDetails } from './focus.ts';
import { Icon } from './Icon.tsx';
import { hasCommand, isByKey, keyOf } from './keys.ts';
import { ALL_ROW_HEIGHT, CONNECTION_ROW_HEIGHT, HEAD_HEIGHT, NARROW, NARROW_ROW_HEIGHT } from './layout.ts';
import { lazy } from './lazy.tsx';
import { shortReason } from './short-reason.ts';
import { useStore } from './store-context.ts';
import { useMedia } from './use-media.ts';

const ConnectionMenu = lazy(() => import('./ConnectionMenu.tsx').then((module) => module.ConnectionMenu));

/** The row of all connections, which stands before the first. */
const ALL = -1;

interface Modifiers {
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
}

export function ConnectionList() {
  const { library, selection } = useStore();
  library.revision.value;
  const session = library.active.value;
  const { connections, frames } = session;
  const scope = selection.scope.value;
  const isNarrow = useMedia(NARROW);
  const list = useListWindow({
    count: connections.length,
    rowHeight: isNarrow ? NARROW_ROW_HEIGHT : CONNECTION_ROW_HEIGHT,
    headHeight: isNarrow ? NARROW_ROW_HEIGHT : HEAD_HEIGHT + ALL_ROW_HEIGHT,
  });
  const [place, setPlace] = useState({ session, row: ALL });
  const active = place.session === session && place.row < connections.length ? place.row : ALL;
  const [menu, setMenu] = useState<{ connection: number | null; at: { left: number; top: number } } | null>(
    null,
  );
  const grid = useRef<HTMLDivElement | null>(null);
  const follows = useRef(false);
  const ref = useCallback((element: HTMLDivElement | null) => {
    grid.current = element;
    list.ref(element);
  }, []);

  useLayoutEffect(() => {
    if (!follows.current) return;
    follows.current = false;
    grid.current?.querySelector<HTMLElement>('[role=row][tabindex="0"]')?.focus({ preventScroll: true });
  });

  /** Takes the keyboard there, and selects nothing. */
  const goTo = (row: number): void => {
    setPlace({ session, row });
    follows.current = true;
    if (row !== ALL) list.reveal(row);
  };

  const select = (row: number, { ctrlKey, metaKey, shiftKey }: Modifiers): void => {
    goTo(row);
    if (row === ALL) selection.selectAll();
    else if (shiftKey) selection.extendConnections(row);
    else if (ctrlKey || metaKey) selection.toggleConnection(row);
    else selection.selectConnection(row);
  };

  const onClick = (event: MouseEvent): void => {
    const row = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset.row;
    if (row !== undefined) select(Number(row), event);
  };

  const onContextMenu = (event: MouseEvent): void => {
    const element = (event.target as Element).closest<HTMLElement>('[data-row]');
    if (!element || connections.length === 0) return;
    event.preventDefault();
    const row = Number(element.dataset.row);
    const { left, bottom } = element.getBoundingClientRect();
    // The menu key has no pointer: its menu hangs from the row.
    const at = isByKey(event) ? { left, top: bottom } : { left: event.clientX, top: event.clientY };
    setMenu({ connection: row === ALL ? null : row, at });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      const isSelected = selection.lead.value === 'connection' && scope !== 'all' && scope.has(active);
      if (active !== ALL && !isSelected) selection.selectConnection(active);
      focusDetails();
      return;
    }
    if (keyOf(event) === 'a' && hasCommand(event)) {
      event.preventDefault();
      return select(ALL, NO_MODIFIERS);
    }
    if (event.key === ' ' && !event.altKey) {
      event.preventDefault();
      if (!event.repeat) select(active, { ...NO_MODIFIERS, ctrlKey: true });
      return;
    }
    // The row of all connections is the first of the list for keys.
    const to = rowForKey(event.key, {
      current: active + 1,
      count: connections.length + 1,
      page: list.page,
      firstInView: 0,
      lastInView: 0,
    });
    if (to === null || event.altKey) return;
    event.preventDefault();
    if (hasCommand(event)) goTo(to - 1);
    else select(to - 1, { ...NO_MODIFIERS, shiftKey: event.shiftKey });
  };

  const onFocusIn = ({ relatedTarget }: FocusEvent): void => {
    const cameIn = !(relatedTarget instanceof Node) || !grid.current?.contains(relatedTarget);
    if (cameIn && active !== ALL) list.reveal(active);
  };

  const rows = visibleRows(list.first, list.end, active);
  const leads = selection.lead.value === 'connection';
  return (
    <section class="connections" aria-label="Connections">
      <div
        class={`grid ${leads ? 'leads' : ''}`}
        role="grid"
        aria-label="Connections"
        aria-rowcount={connections.length + 2}
        aria-multiselectable="true"
        tabIndex={-1}
        ref={ref}
        onClick={onClick}
        onContextMenu={onContextMenu}
        onKeyDown={onKeyDown}
        onFocusIn={onFocusIn}
      >
        <div class="row head" role="row" aria-rowindex={1}>
          <span role="columnheader">Connections</span>
          <span role="columnheader" class="dim">
            Traffic
          </span>
        </div>
        <div
          class="row conn all"
          role="row"
          aria-label="All connections"
          aria-rowindex={2}
          aria-selected={scope === 'all'}
          data-row={ALL}
          tabIndex={active === ALL ? 0 : -1}
        >
          <span class="state" role="gridcell" data-column="state">
            <Icon name="lines" />
          </span>
          <span class="title" role="gridcell" data-column="name">
            All connections
          </span>
          <span class="counts" role="gridcell" data-column="frames">
            {counted(frames.length, 'frame')}
          </span>
        </div>
        <div class="runway" role="rowgroup" style={list.runway}>
          <div class="inview" role="presentation" style={list.pane}>
            <div role="presentation" style={list.offset}>
              {rows.map((row) => {
                const connection = connections[row];
                return (
                  connection && (
                    <ConnectionRow
                      key={row}
                      session={session}
                      started={session.started}
                      index={row}
                      stamp={connectionStamp(connection)}
                      isSelected={scope !== 'all' && scope.has(row)}
                      isActive={row === active}
                      shortReason={shortReason.value}
                    />
                  )
                );
              })}
            </div>
          </div>
        </div>
      </div>
      {menu && <ConnectionMenu {...menu} onClose={() => setMenu(null)} />}
    </section>
  );
}

const NO_MODIFIERS: Modifiers = { ctrlKey: false, metaKey: false, shiftKey: false };

/** Those in view, and after or before them the active one, which has to be there to keep the focus. */
function visibleRows(first: number, end: number, active: number): number[] {
  const rows = Array.from({ length: end - first }, (_, offset) => first + offset);
  if (active >= end) rows.push(active);
  else if (active >= 0 && active < first) rows.push(active);
  return rows;
}
