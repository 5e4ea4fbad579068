import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLibrary } from '../../../src/panel/store/library.ts';
import { createRows } from '../../../src/panel/store/rows.ts';
import { createStatistics, TELL_MS } from '../../../src/panel/store/statistics.ts';
import { newConnection } from '../../../src/session/connection.ts';
import type { Session } from '../../../src/session/session.ts';
import { Receiving } from './receiving.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A millisecond passes with each look at the clock; what is to be done soon waits for the test. */
function stage(frames: number, of?: Session) {
  let time = 0;
  const soon: (() => void)[] = [];
  const scheduler = {
    frame: (work: () => void) => work(),
    soon: (work: () => void) => soon.push(work),
    later: (work: () => void) => work(),
    now: () => time++,
  };
  const library = createLibrary(scheduler, () => 0);
  if (of) library.replaceLive(of);
  const session = library.live();
  if (!of) session.connections.push(newConnection(0, 'wss://a.example/', 0));
  receive(session, frames);
  const quick = { ...scheduler, now: () => 0 };
  const rows = createRows(quick, async () => null);
  rows.reset(session, 'all', null);
  return {
    session,
    rows,
    statistics: createStatistics({ library, rows, scheduler }),
    /** Does what waits; tells how many slices that were. */
    work(most = Number.POSITIVE_INFINITY): number {
      let slices = 0;
      for (; soon.length > 0 && slices < most; slices++) soon.shift()?.();
      return slices;
    },
    pass(milliseconds: number) {
      time += milliseconds;
      vi.advanceTimersByTime(milliseconds);
    },
  };
}

function receive({ frames }: Session, count: number): void {
  for (let index = 0; index < count; index++)
    frames.append({
      connection: 0,
      seq: frames.length + 1,
      time: frames.length,
      direction: 'received',
      shape: 'string',
      size: 2,
      payload: '{}',
      source: 'wire',
    });
}

describe('statistics', () => {
  it('are not counted while nobody looks', () => {
    const { statistics, work } = stage(10_000);
    expect(work()).toBe(0);
    expect(statistics.count.value).toBeNull();
  });

  it('are counted slice by slice, and told in between', () => {
    const { statistics, work, pass } = stage(10_000);
    statistics.watch();
    work(2);
    expect(statistics.count.value).toBeNull();
    pass(TELL_MS);
    const early = statistics.count.value;
    expect(early?.isDone).toBe(false);
    expect(early?.share).toBeGreaterThan(0);
    expect(early?.share).toBeLessThan(1);
    expect(work()).toBeGreaterThan(5);
    pass(TELL_MS);
    expect(statistics.count.value).toMatchObject({ isDone: true, share: 1 });
    expect(statistics.count.value?.tally.frames).toBe(10_000);
  });

  it('tell of what comes no more often than once a second', () => {
    const { statistics, session, rows, pass } = stage(1);
    statistics.watch();
    const told = vi.fn();
    statistics.count.subscribe(told);
    for (let index = 0; index < 50; index++) {
      receive(session, 1);
      rows.extend();
      pass(50);
    }
    expect(told.mock.calls.length).toBeLessThanOrEqual(5);
    pass(TELL_MS);
    expect(statistics.count.value?.tally.frames).toBe(51);
  });

  it('begin anew with other rows, at once', () => {
    const { statistics, session, rows } = stage(5);
    statistics.watch();
    expect(statistics.count.value?.tally.frames).toBe(5);
    rows.reset(session, 'all', ({ time }) => time < 2);
    expect(statistics.count.value?.tally.frames).toBe(2);
  });

  it('are not done while the table still looks for what it shows', () => {
    const { statistics, session, rows, pass } = stage(5);
    statistics.watch();
    rows.scanned.value = 0;
    rows.revision.value++;
    pass(TELL_MS);
    expect(statistics.count.value).toMatchObject({ isDone: false, share: 0 });
    rows.scanned.value = session.frames.length;
    rows.revision.value++;
    pass(TELL_MS);
    expect(statistics.count.value).toMatchObject({ isDone: true, share: 1 });
  });

  it('are done where the search was given up', () => {
    const { statistics, session, rows, pass } = stage(5);
    statistics.watch();
    rows.isGivenUp.value = true;
    receive(session, 1);
    rows.revision.value++;
    pass(TELL_MS);
    expect(statistics.count.value).toMatchObject({ isDone: true, share: 1 });
  });

  it('count a Blob as the heartbeat that it is, once it was read, and tell nothing in between', () => {
    const received = new Receiving('mqtt');
    const [beat, other] = [received.blob(2), received.blob(2)];
    const { statistics, rows, work, pass } = stage(0, received.session);
    statistics.watch();
    expect(statistics.count.value?.tally.received.heartbeats).toBe(0);
    const told: number[] = [];
    statistics.count.subscribe((count) => told.push(count?.tally.frames ?? 0));
    received.read(other, 'no');
    received.read(beat, new Uint8Array([0xd0, 0]));
    rows.extend();
    for (let second = 0; second < 5; second++) {
      pass(TELL_MS);
      work();
    }
    expect(statistics.count.value?.tally.received).toMatchObject({ frames: 2, heartbeats: 1 });
    expect(told).toEqual([2, 2]);
  });

  it('count Blobs that come in and go out as they are read', () => {
    const received = new Receiving();
    const [first, second] = [received.blob(1), received.blob(3)];
    received.text('yes');
    const { statistics, session, rows, work, pass } = stage(0, received.session);
    rows.reset(session, 'all', ({ text, isPending }) => isPending || text === 'yes');
    statistics.watch();
    expect(statistics.count.value?.tally.frames).toBe(3);
    received.read(first, '?');
    received.read(second, 'yes');
    rows.extend();
    for (let passed = 0; passed < 5; passed++) {
      pass(TELL_MS);
      work();
    }
    expect(statistics.count.value?.tally.received.sizes).toMatchObject({ count: 2, sum: 6 });
  });

  it('stop when nobody looks any more, and go on where they were', () => {
    const { statistics, session, rows } = stage(5);
    statistics.watch()();
    receive(session, 3);
    rows.extend();
    expect(statistics.count.value?.tally.frames).toBe(5);
    statistics.watch();
    expect(statistics.count.value?.tally.frames).toBe(8);
  });
});
