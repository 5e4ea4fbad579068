import { batch, effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import type { Column } from '../columns/column.ts';
import type { Compare, Sorting } from '../columns/merge-sort.ts';
import type { Sorter } from '../columns/sorter.ts';
import type { Library } from './library.ts';
import type { Rows } from './rows.ts';
import { type Scheduler, SLICE_MS } from './scheduler.ts';

/** What comes while the table is sorted is put in its place after so many milliseconds, all of it at once. */
const GATHERING_MS = 250;

/** By which column the table is sorted: upwards (1) or downwards (-1). */
export interface Sort {
  column: Column;
  way: 1 | -1;
}

/** The rows in the order in which the table shows them. Until they are sorted that is the order of capture. */
export interface SortedRows extends Omit<Rows, 'onAmended'> {
  /** the order they are in, null for that of capture */
  applied: ReadonlySignal<Sort | null>;
  isSorting: ReadonlySignal<boolean>;
}

interface Ports {
  library: Library;
  captured: Rows;
  sort: ReadonlySignal<Sort | null>;
  scheduler: Scheduler;
}

export function createSortedRows({ library, captured, sort, scheduler }: Ports): SortedRows {
  const revision = signal(0);
  const applied = signal<Sort | null>(null);
  const isSorting = signal(false);
  /** captured rows in order, and what makes it; null while they stand as captured */
  let order: { rows: Uint32Array; compare: Compare } | null = null;
  let loaded: typeof Sorter | null = null;
  let sorter: Sorter | null = null;
  /** what `order` is to be */
  let wanted: Sort | null = null;
  let run = -1;
  let job: Sorting | null = null;
  let rest: ReturnType<typeof setTimeout> | undefined;
  /** captured rows from this one on have changed since `order` was made */
  let amendedFrom = Number.POSITIVE_INFINITY;

  const upTo = (rows: Uint32Array, end: number): Uint32Array =>
    rows.length > end ? rows.filter((row) => row < end) : rows;

  const apply = (rows: Uint32Array): void => {
    if (!sorter || !wanted) return;
    order = { rows: upTo(rows, captured.length), compare: sorter.comparator(wanted.way) };
    job = null;
    batch(() => {
      applied.value = wanted;
      isSorting.value = false;
      revision.value = revision.peek() + 1;
    });
    rest = setTimeout(() => {
      rest = undefined;
      goOn();
    }, GATHERING_MS);
  };

  const work = (current: Sorting): void => {
    const start = scheduler.now();
    while (current === job && scheduler.now() - start < SLICE_MS) {
      const step = current.next();
      if (step.done) apply(step.value);
      else if (step.value) return void step.value.then(() => work(current));
    }
    if (current === job) scheduler.soon(() => work(current));
  };

  const start = (before: Uint32Array | null): void => {
    if (!sorter || !wanted) return;
    const kept = before && upTo(before, amendedFrom);
    sorter.cut(amendedFrom);
    amendedFrom = Number.POSITIVE_INFINITY;
    job = sorter.sort(wanted.way, kept);
    isSorting.value = before === null;
    work(job);
  };

  /** Puts in their place what came since, and what has changed. */
  const goOn = (): void => {
    if (!order || job !== null || rest !== undefined) return;
    if (order.rows.length < captured.length || amendedFrom < order.rows.length) start(order.rows);
  };

  /** The list began anew, or is wanted in another order. */
  const begin = async (): Promise<void> => {
    job = null;
    clearTimeout(rest);
    rest = undefined;
    const isNew = run !== captured.run;
    const to = sort.peek();
    run = captured.run;
    wanted = to;
    isSorting.value = to !== null;
    // Another order of the same rows: the one there is stays until it is ready.
    if (isNew || to === null) {
      order = null;
      applied.value = null;
    }
    // Its keys are those of other frames.
    if (isNew) {
      sorter = null;
      amendedFrom = Number.POSITIVE_INFINITY;
    }
    if (to === null) return;
    // Few sort, and the panel is there sooner without it.
    if (loaded === null) {
      loaded = (await import('../columns/sorter.ts')).Sorter;
      if (wanted !== to || run !== captured.run) return;
    }
    if (sorter?.column !== to.column) sorter = new loaded(library.active.peek(), captured, to.column);
    start(null);
  };

  effect(() => {
    captured.revision.value;
    const to = sort.value;
    untracked(() => {
      if (to !== wanted || run !== captured.run) void begin();
      else goOn();
      if (order === null) revision.value = revision.peek() + 1;
    });
  });

  // What has changed stands where it did until it is put in its place.
  captured.onAmended(({ from }) => {
    amendedFrom = Math.min(amendedFrom, from);
    if (!order) return;
    order = { ...order, rows: upTo(order.rows, captured.length) };
    revision.value = revision.peek() + 1;
  });

  /** Where a captured row stands. */
  const placeOf = (row: number, { rows, compare }: NonNullable<typeof order>): number => {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(rows[middle] as number, row) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    revision,
    applied,
    isSorting,
    scanned: captured.scanned,
    isGivenUp: captured.isGivenUp,
    get length() {
      return order?.rows.length ?? captured.length;
    },
    get run() {
      return captured.run;
    },
    frameAt: (row) => captured.frameAt(order === null ? row : (order.rows[row] as number)),
    rowOf(frame) {
      const row = captured.rowOf(frame);
      if (order === null) return row;
      return row < order.rows.length ? placeOf(row, order) : order.rows.length;
    },
    reset: captured.reset,
    extend: captured.extend,
  };
}
