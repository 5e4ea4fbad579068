import './JsonView.css';
import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { JsonTree } from '../json/json-tree.ts';
import { pressTreeKey } from '../json/tree-keys.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { copyValue, JsonMenu } from './JsonMenu.tsx';
import { JsonRowView } from './JsonRowView.tsx';
import { hasCommand, isByKey, keyOf } from './keys.ts';
import { useCopier } from './use-copier.ts';
import { useSearch } from './use-search.ts';

/** Height of a row of the tree in CSS pixels, as the style sheet has it. */
const ROW_HEIGHT = 18;
/** 'Expand all' adds no more rows than this, but for a single value that has more; pressed again it goes on. */
export const EXPAND_STEP = 10_000;

interface JsonViewProps {
  tree: JsonTree;
  isArray: boolean;
  /** what stands in front of the JSON in its text */
  before: string;
}

export function JsonView({ tree, isArray, before }: JsonViewProps) {
  const id = useId();
  const copier = useCopier();
  const active = useSignal<number | null>(null);
  const note = useSignal('');
  const menu = useSignal<{ left: number; top: number } | null>(null);
  // The tree is no signal: counting up draws it anew.
  const changes = useSignal(0);
  changes.value;
  const spans = useSearch(tree.text);
  const list = useListWindow({ count: tree.length, rowHeight: ROW_HEIGHT });

  const changed = (): void => {
    note.value = '';
    changes.value++;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (keyOf(event) === 'c' && hasCommand(event) && getSelection()?.isCollapsed !== false)
      void copyValue(copier, tree, active.value ?? 0);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = pressTreeKey(event.key, tree, active.value ?? 0, list.page);
    if (!move) return;
    event.preventDefault();
    if (move.changed) changed();
    active.value = move.row;
    list.reveal(move.row);
  };
  const onClick = (event: MouseEvent): void => {
    const row = rowOf(event.target);
    if (row === null || getSelection()?.isCollapsed === false) return;
    active.value = row;
    if (tree.close(row) || tree.open(row)) changed();
  };
  const expandAll = (): void => {
    const isAll = tree.openAll(tree.length + EXPAND_STEP);
    changed();
    if (!isAll) note.value = 'There is more: press again.';
  };
  const collapseAll = (): void => {
    tree.closeAll();
    changed();
    active.value = 0;
    list.show(0);
  };

  const onContextMenu = (event: MouseEvent): void => {
    const row = rowOf(event.target) ?? active.value ?? 0;
    if (tree.length === 0) return;
    event.preventDefault();
    active.value = row;
    const box = document.getElementById(`${id}-${row}`)?.getBoundingClientRect();
    const byKey = isByKey(event) && box;
    menu.value = byKey
      ? { left: box.left + 40, top: box.bottom }
      : { left: event.clientX, top: event.clientY };
  };

  const rows = [];
  for (let row = list.first; row < list.end; row++)
    rows.push(
      <JsonRowView
        key={row}
        id={`${id}-${row}`}
        place={row}
        text={tree.text}
        spans={spans}
        row={tree.row(row)}
        isActive={row === active.value}
      />,
    );
  const at = active.value;
  const isDrawn = at !== null && at >= list.first && at < list.end;
  return (
    <>
      <div class="decoder">
        {before !== '' && <code title={`The text in front of the JSON: ${before}`}>{before}</code>}
        <span class="step">JSON</span>
        <span class="clip" aria-live="polite">
          {note.value}
        </span>
        <span class="spring" />
        <button type="button" class="link" disabled={tree.length === 0} onClick={expandAll}>
          Expand all
        </button>
        <button type="button" class="link" disabled={tree.length === 0} onClick={collapseAll}>
          Collapse all
        </button>
      </div>
      {tree.length === 0 && <p class="none">{isArray ? 'An empty array.' : 'An empty object.'}</p>}
      <div
        ref={list.ref}
        class="tree"
        role="tree"
        aria-label="Preview"
        aria-activedescendant={isDrawn ? `${id}-${at}` : undefined}
        tabIndex={0}
        onFocus={() => (active.value ??= 0)}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onContextMenu={onContextMenu}
        hidden={tree.length === 0}
      >
        <div class="runway" style={list.runway}>
          <div class="inview" style={list.pane}>
            <div style={list.offset}>{rows}</div>
          </div>
        </div>
      </div>
      {menu.value && at !== null && (
        <JsonMenu
          tree={tree}
          row={at}
          at={menu.value}
          canFilter={before === ''}
          onClose={() => (menu.value = null)}
        />
      )}
    </>
  );
}

/** The row that was clicked, null for the room below the last. */
function rowOf(target: EventTarget | null): number | null {
  const row = target instanceof Element ? target.closest<HTMLElement>('[role=treeitem]') : null;
  return row ? Number(row.dataset.row) : null;
}
