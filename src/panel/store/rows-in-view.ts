import { type Signal, signal } from '@preact/signals';

/** Which rows of the frame table are in view, and the way for others to change that. */
export interface RowsInView {
  /** from `first` up to, not including, `end` */
  range: Signal<{ first: number; end: number }>;
  /** the row that is to be brought into view, anew with each wish */
  wanted: Signal<{ row: number } | null>;
  show(row: number): void;
}

export function createRowsInView(): RowsInView {
  const range = signal({ first: 0, end: 0 });
  const wanted = signal<{ row: number } | null>(null);
  return {
    range,
    wanted,
    show(row) {
      wanted.value = { row };
    },
  };
}
