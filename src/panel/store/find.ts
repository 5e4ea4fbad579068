import { computed, effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Expression } from '../../filter/expression.ts';
import { compile } from '../../filter/match.ts';
import type { Library } from './library.ts';
import type { Rows } from './rows.ts';
import type { RowsInView } from './rows-in-view.ts';
import { type Scheduler, SLICE_MS } from './scheduler.ts';
import type { Selection } from './selection.ts';
import type { SortedRows } from './sorted-rows.ts';
import { FrameView } from './subject.ts';

/** Rows looked at between two looks at the clock. */
const STRIDE = 256;

/** Finding a text in the frames that are shown, one after the other: nothing is filtered. */
export interface Finder {
  isOpen: Signal<boolean>;
  text: Signal<string>;
  /** what is looked for, as the filter would say it; null for nothing */
  expression: ReadonlySignal<Expression | null>;
  /** frames found so far */
  count: ReadonlySignal<number>;
  isDone: ReadonlySignal<boolean>;
  /** which of them is selected, from 1; null where none is, or where they are not in order */
  place: ReadonlySignal<number | null>;
  /** Selects the next one (1) or the one before (-1), around the ends. */
  step(way: 1 | -1): void;
}

interface Ports {
  library: Library;
  /** what is searched, … */
  captured: Rows;
  /** … and the order in which it is stepped through */
  rows: SortedRows;
  rowsInView: RowsInView;
  selection: Selection;
  scheduler: Scheduler;
}

export function createFinder({ library, captured, rows, rowsInView, selection, scheduler }: Ports): Finder {
  const isOpen = signal(false);
  const text = signal('');
  const count = signal(0);
  const isDone = signal(true);
  const expression = computed((): Expression | null =>
    isOpen.value && text.value !== ''
      ? { is: 'text', pattern: { how: 'contains', text: text.value }, at: 0, length: 0 }
      : null,
  );
  /** frames in order */
  let found: number[] = [];
  let next = 0;
  let run = 0;
  let rowsRun = -1;

  const work = (current: number): void => {
    const wanted = expression.peek();
    if (current !== run || !wanted) return;
    const start = scheduler.now();
    const matches = compile(wanted);
    const session = library.active.peek();
    const view = new FrameView(session);
    while (next < captured.length && !view.isAway && scheduler.now() - start < SLICE_MS)
      for (const end = Math.min(next + STRIDE, captured.length); next < end; next++) {
        const frame = captured.frameAt(next);
        const isMatch = matches(view.at(frame));
        if (view.isAway) break;
        if (isMatch) found.push(frame);
      }
    count.value = found.length;
    isDone.value = next >= captured.length;
    if (view.isAway) void session.frames.bring(captured.frameAt(next)).then(() => work(current));
    else if (!isDone.peek()) scheduler.soon(() => work(current));
  };

  const begin = (): void => {
    found = [];
    next = 0;
    rowsRun = captured.run;
    count.value = 0;
    work(++run);
  };
  effect(() => {
    expression.value;
    untracked(begin);
  });
  effect(() => {
    captured.revision.value;
    untracked(() => {
      if (rowsRun !== captured.run) begin();
      else if (isDone.peek()) work(run);
    });
  });

  captured.onAmended(({ from }) => {
    if (from >= next) return;
    found.length = from === 0 ? 0 : before(captured.frameAt(from - 1) + 1);
    next = from;
  });

  /** How many found frames are before `frame`. */
  const before = (frame: number): number => {
    let low = 0;
    let high = found.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((found[middle] as number) < frame) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  const place = computed(() => {
    count.value;
    const frame = selection.frame.value;
    if (frame === null || rows.applied.value !== null) return null;
    const at = before(frame);
    return found[at] === frame ? at + 1 : null;
  });

  const isFound = (frame: number): boolean => found[before(frame)] === frame;

  /** The next one in the order of the table, beginning after this row; null where none is found. */
  const nextFrom = (row: number, way: 1 | -1): number | null => {
    const count = rows.length;
    for (let step = 1; step <= count; step++) {
      const frame = rows.frameAt((row + way * step + count * 2) % count);
      if (isFound(frame)) return frame;
    }
    return null;
  };

  return {
    isOpen,
    text,
    expression,
    count,
    isDone,
    place,
    step(way) {
      if (found.length === 0) return;
      const { first } = rowsInView.range.peek();
      if (rows.applied.peek() !== null) {
        const current = selection.frame.peek();
        const from = current === null ? (way > 0 ? first - 1 : first) : rows.rowOf(current);
        const next = nextFrom(from, way);
        if (next !== null) selection.selectFrame(next);
        return;
      }
      const from = selection.frame.peek() ?? (first < captured.length ? captured.frameAt(first) - 1 : 0);
      const at = before(from);
      const target = way < 0 ? at - 1 : found[at] === from ? at + 1 : at;
      const frame = found[(target + found.length) % found.length];
      if (frame !== undefined) selection.selectFrame(frame);
    },
  };
}
