import { type Column, jsonColumn } from '../columns/column.ts';
import { Menu, type MenuEntry } from './Menu.tsx';
import { useStore } from './store-context.ts';

interface Props {
  /** the one it was opened on */
  column: Column;
  at: { left: number; top: number };
  onClose: () => void;
}

/** What can be done with the columns of the frame table. */
export function ColumnMenu({ column, at, onClose }: Props) {
  const { columns, prompt } = useStore();
  const sortBy = (way: 1 | -1): void => {
    columns.sort.value = { column, way };
  };
  const ask = (): void => {
    prompt.value = {
      label: 'JSON path',
      title: 'Add a column',
      hint: 'Shows a value of each JSON payload, for example user.id, items[0].price or ["a b"].',
      initial: '',
      check: (text) =>
        jsonColumn(text) ? '' : 'This is no path: write names with dots between, as user.id.',
      take: (text) => void columns.add(text),
    };
  };
  const entries: MenuEntry[] = [
    ...columns.all.value.map(({ id, title }) => ({
      label: title === '#' ? 'Connection' : title,
      isOn: columns.isShown(id),
      toggle: () => columns.toggle(id),
    })),
    'line',
    { label: 'Add a column…', icon: 'plus', run: ask },
    ...(column.path ? [{ label: `Remove ${column.title}`, run: () => columns.remove(column.id) }] : []),
    { label: 'Reset columns', run: columns.reset },
    'line',
    { label: 'Sort ascending', icon: 'up', run: () => sortBy(1) },
    { label: 'Sort descending', icon: 'down', run: () => sortBy(-1) },
    {
      label: 'Capture order',
      disabled: columns.sort.value === null,
      run: () => {
        columns.sort.value = null;
      },
    },
  ];
  return <Menu label="Columns" entries={entries} at={at} onClose={onClose} />;
}
