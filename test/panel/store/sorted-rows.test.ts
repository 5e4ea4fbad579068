import { signal } from '@preact/signals';
import { describe, expect, it } from 'vitest';
import { allColumns, type ColumnId } from '../../../src/panel/columns/column.ts';
import { createLibrary } from '../../../src/panel/store/library.ts';
import { createRows } from '../../../src/panel/store/rows.ts';
import type { Scheduler } from '../../../src/panel/store/scheduler.ts';
import { createSortedRows, type Sort } from '../../../src/panel/store/sorted-rows.ts';
import { newConnection } from '../../../src/session/connection.ts';
import { newSession } from '../../../src/session/session.ts';
import { Receiving } from './receiving.ts';

/** A scheduler whose time moves a millisecond with each look at it, and whose work waits until it is run. */
function steppedScheduler() {
  const waiting: (() => void)[] = [];
  let time = 0;
  const scheduler: Scheduler = {
    frame: (work) => work(),
    soon: (work) => void waiting.push(work),
    later: (work) => work(),
    now: () => time++,
  };
  return { scheduler, waiting };
}

function setUp(sizes: readonly number[], session = newSession('s', 's', 'imported', 0)) {
  const { scheduler, waiting } = steppedScheduler();
  const library = createLibrary(scheduler, () => 0);
  session.connections.push(newConnection(0, 'wss://app.harbor.example/', 0));
  const append = (size: number): void => {
    const seq = session.frames.length + 1;
    const frame = { connection: 0, seq, time: seq, direction: 'sent', shape: 'string', size } as const;
    session.frames.append({ ...frame, payload: 'x', source: 'wire' });
  };
  sizes.forEach(append);
  library.open(session);
  const captured = createRows(scheduler, async () => null);
  const sort = signal<Sort | null>(null);
  const rows = createSortedRows({ library, captured, sort, scheduler });
  captured.reset(session, 'all', null);
  const settle = async (): Promise<void> => {
    // The code that sorts is loaded when it is first asked for.
    for (let turn = 0; turn < 5_000 && (waiting.length > 0 || rows.isSorting.peek()); turn++) {
      waiting.shift()?.();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
  const by = (id: ColumnId, way: 1 | -1): void => {
    const column = allColumns([]).find((one) => one.id === id);
    if (column) sort.value = { column, way };
  };
  const order = (): number[] => Array.from({ length: rows.length }, (_, row) => rows.frameAt(row));
  return { rows, captured, session, append, settle, by, order, sort };
}

describe('rows that are sorted', () => {
  it('stand as captured until they are in order', async () => {
    const { by, order, settle, rows } = setUp([30, 10, 20]);
    expect(order()).toEqual([0, 1, 2]);
    by('size', 1);
    expect(order()).toEqual([0, 1, 2]);
    expect(rows.isSorting.value).toBe(true);
    await settle();
    expect(order()).toEqual([1, 2, 0]);
    expect(rows.applied.value?.way).toBe(1);
  });

  it('keep one order until another is ready', async () => {
    const { by, order, settle } = setUp([30, 10, 20]);
    by('size', 1);
    await settle();
    by('time', -1);
    by('size', -1);
    await settle();
    expect(order()).toEqual([0, 2, 1]);
  });

  it('tell where a frame stands', async () => {
    const { by, settle, rows } = setUp([30, 10, 20, 10]);
    by('size', -1);
    await settle();
    for (let row = 0; row < rows.length; row++) expect(rows.rowOf(rows.frameAt(row))).toBe(row);
  });

  it('take in what comes, in its place', async () => {
    const { by, settle, order, append, captured } = setUp([30, 10]);
    by('size', 1);
    await settle();
    append(20);
    captured.extend();
    await expect.poll(order).toEqual([1, 2, 0]);
  });

  it('begin anew with what is shown', async () => {
    const { by, settle, order, captured, session } = setUp([30, 10, 20]);
    by('size', 1);
    await settle();
    captured.reset(session, 'all', (subject) => subject.size > 10);
    await settle();
    await expect.poll(order).toEqual([2, 0]);
  });

  it('are sorted by their own keys where they became other rows while nothing was sorted', async () => {
    const { by, settle, order, captured, session, sort } = setUp([30, 10, 20]);
    by('size', 1);
    const sorted = sort.value;
    await settle();
    sort.value = null;
    captured.reset(session, 'all', (subject) => subject.size !== 30);
    sort.value = sorted;
    await settle();
    expect(order()).toEqual([1, 2]);
  });

  it('have a Blob in its place once it was read', async () => {
    const received = new Receiving();
    received.text('b');
    const blob = received.blob(1);
    received.text('d');
    const { by, settle, order, captured, rows } = setUp([], received.session);
    by('data', 1);
    await settle();
    expect(order()).toEqual([0, 2, 1]);
    received.text('a');
    received.read(blob, 'c');
    captured.extend();
    await expect.poll(order).toEqual([3, 0, 1, 2]);
    expect(order().map(rows.rowOf)).toEqual([0, 1, 2, 3]);
  });

  it('take in and give away Blobs that were read, under a filter', async () => {
    const received = new Receiving();
    const [first, second] = [received.blob(1), received.blob(2)];
    received.text('yes, the longest', 'yes');
    const { by, settle, order, captured } = setUp([], received.session);
    captured.reset(received.session, 'all', ({ text, isPending, size }) =>
      isPending ? size === 2 : text?.startsWith('yes') === true,
    );
    by('data', -1);
    await settle();
    expect(order()).toEqual([2, 3, second]);
    received.read(first, 'yes, the first');
    received.read(second, 'no');
    captured.extend();
    await expect.poll(order).toEqual([2, first, 3]);
  });

  it('are as captured again when nothing is to be sorted', async () => {
    const { by, settle, order, sort, rows } = setUp([30, 10, 20]);
    by('size', 1);
    await settle();
    sort.value = null;
    expect(order()).toEqual([0, 1, 2]);
    expect(rows.applied.value).toBeNull();
  });
});
