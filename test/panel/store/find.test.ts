import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { allColumns, type ColumnId } from '../../../src/panel/columns/column.ts';
import { createFinder } from '../../../src/panel/store/find.ts';
import { createLibrary } from '../../../src/panel/store/library.ts';
import { createRows } from '../../../src/panel/store/rows.ts';
import { createRowsInView } from '../../../src/panel/store/rows-in-view.ts';
import { createSelection } from '../../../src/panel/store/selection.ts';
import { createSortedRows, type Sort } from '../../../src/panel/store/sorted-rows.ts';
import { Receiving } from './receiving.ts';

const scheduler = {
  frame: (work: () => void) => work(),
  soon: (work: () => void) => work(),
  later: (work: () => void) => work(),
  now: () => 0,
};

function look(received: Receiving, text: string) {
  const library = createLibrary(scheduler, () => 0);
  library.replaceLive(received.session);
  const captured = createRows(scheduler, async () => null);
  const sort = signal<Sort | null>(null);
  const rows = createSortedRows({ library, captured, sort, scheduler });
  const selection = createSelection(library);
  const rowsInView = createRowsInView();
  const finder = createFinder({ library, captured, rows, rowsInView, selection, scheduler });
  captured.reset(received.session, 'all', null);
  finder.isOpen.value = true;
  finder.text.value = text;
  const by = (id: ColumnId, way: 1 | -1): void => {
    const column = allColumns([]).find((one) => one.id === id);
    if (column) sort.value = { column, way };
  };
  return { finder, captured, rows, selection, by };
}

describe('what is looked for', () => {
  it('is found in a Blob that was read later, once', () => {
    const received = new Receiving();
    received.text('apple 1');
    const [match, other] = [received.blob(5), received.blob(5)];
    received.text('apple 2', 'apple 3');
    const { finder, captured, selection } = look(received, 'apple');
    expect(finder.count.value).toBe(3);
    received.read(other, 'pears');
    received.read(match, 'apple');
    captured.extend();
    expect(finder.count.value).toBe(4);
    finder.step(1);
    finder.step(1);
    expect(selection.frame.value).toBe(match);
    expect(finder.place.value).toBe(2);
  });

  it('begins with the last one where it is stepped back through a sorted table with nothing selected', async () => {
    const received = new Receiving();
    received.text('apple', 'apple, and more', 'apple, more');
    const { finder, rows, selection, by } = look(received, 'apple');
    by('size', 1);
    await expect.poll(() => rows.applied.value?.way).toBe(1);
    finder.step(-1);
    expect(selection.frame.value).toBe(1);
    finder.step(-1);
    expect(selection.frame.value).toBe(2);
  });
});
