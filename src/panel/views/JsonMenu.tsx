import { formatJson, withTerm } from '../../filter/format.ts';
import { withControl } from '../format/key-label.ts';
import type { JsonTree } from '../json/json-tree.ts';
import { copyOf, leafOf } from '../json/json-value.ts';
import { Menu, type MenuEntry } from './Menu.tsx';
import { useStore } from './store-context.ts';
import { type Copier, useCopier } from './use-copier.ts';

interface JsonMenuProps {
  tree: JsonTree;
  row: number;
  at: { left: number; top: number };
  /** false where the filter does not see the message as JSON */
  canFilter: boolean;
  onClose: () => void;
}

/** What can be done with one value of a document. */
export function JsonMenu({ tree, row, at, canFilter, onClose }: JsonMenuProps) {
  const { query, columns } = useStore();
  const copier = useCopier();
  const { start, end } = tree.row(row);
  const path = tree.path(row);
  const term = formatJson(path);
  const written = term.slice('json:'.length);
  const isAdded = columns.shown.value.some(({ title, path }) => path !== null && title === written);
  const leaf = leafOf(tree.text, start, end);
  const filterBy = (term: string): void => {
    query.text.value = withTerm(query.text.value, term);
  };
  const entries: MenuEntry[] = [
    {
      label: 'Copy value',
      detail: withControl('C'),
      icon: 'copy',
      run: () => void copyValue(copier, tree, row),
    },
    { label: 'Copy path', run: () => void copier.text(written) },
    {
      label: 'Show as a column of the table',
      icon: 'plus',
      disabled: !canFilter || isAdded,
      run: () => void columns.add(term),
    },
    'line',
    ...(leaf === undefined
      ? []
      : [
          {
            label: 'Show only frames with this value',
            disabled: !canFilter,
            run: () => filterBy(formatJson(path, leaf)),
          },
        ]),
    {
      label: 'Show only frames with this field',
      disabled: !canFilter,
      run: () => filterBy(term),
    },
  ];
  return <Menu label="Value" entries={entries} at={at} onClose={onClose} />;
}

/** Copies the value of a row. */
export function copyValue(copier: Copier, tree: JsonTree, row: number): Promise<boolean> {
  const { start, end } = tree.row(row);
  const names = tree.path(row).filter((step) => typeof step === 'string');
  return copier.text(copyOf(tree.text, start, end), names);
}
