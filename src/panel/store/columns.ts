import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { allColumns, type Column, type ColumnId, jsonColumn } from '../columns/column.ts';
import { type ColumnChoice, isShown, NO_CHOICE, shownColumns } from '../columns/column-choice.ts';
import type { Sort } from './sorted-rows.ts';

/** The columns of the frame table, and by which of them it is sorted. */
export interface Columns {
  /** what the user has made of them; remembered */
  choice: ReadonlySignal<ColumnChoice>;
  all: ReadonlySignal<readonly Column[]>;
  shown: ReadonlySignal<readonly Column[]>;
  /** null in the order of capture */
  sort: Signal<Sort | null>;
  isShown(id: ColumnId): boolean;
  /** Shows or hides; the last one stays. */
  toggle(id: ColumnId): void;
  /** @param width CSS pixels; null lets the layout decide */
  resize(id: ColumnId, width: number | null): void;
  /** Adds a column for a path into JSON as `jsonColumn` reads it; whether it could be read. */
  add(path: string): boolean;
  remove(id: ColumnId): void;
  /** Upwards, downwards, then in the order of capture again. */
  turn(column: Column): void;
  reset(): void;
}

export function createColumns(choice: Signal<ColumnChoice>): Columns {
  const sort = signal<Sort | null>(null);
  const shown = computed(() => shownColumns(choice.value));
  const change = (part: Partial<ColumnChoice>): void => {
    choice.value = { ...choice.value, ...part };
  };
  const show = (id: ColumnId, isOn: boolean): void =>
    change({ shown: { ...choice.value.shown, [id]: isOn } });
  return {
    choice,
    all: computed(() => allColumns(choice.value.paths)),
    shown,
    sort,
    isShown: (id) => isShown(choice.value, id),
    toggle(id) {
      const isOn = isShown(choice.value, id);
      if (!isOn || shown.value.length > 1) show(id, !isOn);
    },
    resize(id, width) {
      const { [id]: _, ...others } = choice.value.widths;
      change({ widths: width === null ? others : { ...others, [id]: Math.round(width) } });
    },
    add(path) {
      const column = jsonColumn(path);
      if (!column) return false;
      const isNew = !choice.value.paths.includes(column.title);
      if (isNew) change({ paths: [...choice.value.paths, column.title] });
      show(column.id, true);
      return true;
    },
    remove(id) {
      const { [id]: _, ...others } = choice.value.shown;
      const paths = choice.value.paths.filter((path) => `json:${path}` !== id);
      if (sort.value?.column.id === id) sort.value = null;
      change({ paths, shown: others });
    },
    turn(column) {
      const current = sort.value?.column.id === column.id ? sort.value.way : null;
      sort.value = current === -1 ? null : { column, way: current === null ? 1 : -1 };
    },
    reset() {
      if (sort.value?.column.path) sort.value = null;
      choice.value = NO_CHOICE;
    },
  };
}
