import { describe, expect, it, vi } from 'vitest';
import { compile } from '../../../src/filter/match.ts';
import { parse } from '../../../src/filter/parse.ts';
import type { RemoteMatcher } from '../../../src/panel/filter/remote-matcher.ts';
import type { Amendment } from '../../../src/panel/frames/ordered-frames.ts';
import { createRows } from '../../../src/panel/store/rows.ts';
import { Receiving } from './receiving.ts';

const scheduler = {
  frame: (work: () => void) => work(),
  soon: (work: () => void) => work(),
  later: (work: () => void) => work(),
  now: () => 0,
};
const expressionOf = (query: string) => parse(query).expression;

/** Decides elsewhere what can be decided by the text. */
const elsewhere: RemoteMatcher = async (expression, subjects) =>
  subjects.map((subject) => compile(expression)({ ...subject, json: () => undefined }));

function show(received: Receiving, query: string, remote = elsewhere) {
  const rows = createRows(scheduler, remote);
  const matcher = query === '' ? null : vi.fn(compile(expressionOf(query)));
  rows.reset(received.session, 'all', matcher);
  const frames = (): number[] => Array.from({ length: rows.length }, (_, row) => rows.frameAt(row));
  return { rows, frames, matcher };
}

describe('rows under a filter, once a Blob was read', () => {
  it('have the frame in its place where it matches', () => {
    const received = new Receiving();
    received.text('error 1');
    const [match, other] = [received.blob(5), received.blob(5)];
    received.text('error 2');
    const { rows, frames } = show(received, 'error');
    expect(frames()).toEqual([0, 3]);
    received.read(other, 'right');
    received.read(match, 'error');
    rows.extend();
    expect(frames()).toEqual([0, 1, 3]);
    expect(rows.rowOf(3)).toBe(2);
  });

  it('have it no more where what was shown of it does not match', () => {
    const received = new Receiving();
    const [match, other] = [received.blob(5), received.blob(5)];
    received.text('fine');
    const { rows, frames } = show(received, '-error');
    expect(frames()).toEqual([0, 1, 2]);
    received.read(match, 'error');
    received.read(other, 'right');
    rows.extend();
    expect(frames()).toEqual([1, 2]);
  });

  it('have it no more among those that are pending', () => {
    const received = new Receiving();
    const [one, other] = [received.blob(5), received.blob(5)];
    const { rows, frames } = show(received, 'is:pending');
    received.read(one, 'bytes');
    rows.extend();
    expect(frames()).toEqual([other]);
  });

  it('have it where a regular expression is tried elsewhere', async () => {
    const received = new Receiving();
    const blob = received.blob(5);
    received.text('an error');
    const { rows, frames } = show(received, '');
    rows.reset(received.session, 'all', () => true, expressionOf('/err/'));
    await expect.poll(frames).toEqual([1]);
    received.read(blob, 'error');
    rows.extend();
    await expect.poll(frames).toEqual([0, 1]);
  });

  it('have been asked for nothing but the Blobs', () => {
    const received = new Receiving();
    for (let index = 0; index < 5_000; index++) received.text('error');
    const blobs = Array.from({ length: 1_000 }, () => received.blob(5));
    const { rows, matcher } = show(received, 'error');
    matcher?.mockClear();
    for (const blob of blobs) {
      received.read(blob, 'error');
      rows.extend();
    }
    expect(matcher).toHaveBeenCalledTimes(blobs.length);
    expect(rows.length).toBe(6_000);
  });

  it('tell from where on they have changed', () => {
    const received = new Receiving();
    received.text('error 1', 'error 2');
    const [match, other] = [received.blob(5), received.blob(5)];
    received.text('error 3');
    const { rows } = show(received, 'error');
    const heard: Amendment[] = [];
    rows.onAmended((amendment) => heard.push(amendment));
    received.read(other, 'right');
    rows.extend();
    expect(heard).toEqual([]);
    received.read(match, 'error');
    rows.extend();
    expect(heard).toEqual([{ from: 2, isMoved: true }]);
  });

  it('tell of it where nothing is filtered, as its payload is another', () => {
    const received = new Receiving();
    received.text('a');
    const blob = received.blob(5);
    const { rows } = show(received, '');
    const heard: Amendment[] = [];
    rows.onAmended((amendment) => heard.push(amendment));
    received.read(blob, 'bytes');
    rows.extend();
    expect(heard).toEqual([{ from: 1, isMoved: false }]);
  });
});

/** A clock of which `work` takes one millisecond each, and what waits on it. */
function handClock() {
  let time = 0;
  const tasks: (() => void)[] = [];
  const timers: { at: number; work: () => void }[] = [];
  return {
    scheduler: {
      frame: (work: () => void) => work(),
      soon: (work: () => void) => void tasks.push(work),
      later: (work: () => void, delay: number) => void timers.push({ at: time + delay, work }),
      now: () => time,
    },
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    /** Runs the next task, after the timers that are due; false where there is none. */
    turn: (): boolean => {
      for (const timer of timers.splice(0))
        if (timer.at <= time) timer.work();
        else timers.push(timer);
      const task = tasks.shift();
      task?.();
      return task !== undefined;
    },
  };
}

describe('rows under another filter', () => {
  /** 2,000 frames of which every tenth is an error; another search looks at 256 in eight milliseconds or more. */
  function searching(milliseconds: number) {
    const received = new Receiving();
    for (let index = 0; index < 2_000; index++) received.text(index % 10 === 0 ? 'error' : 'fine');
    const clock = handClock();
    const rows = createRows(clock.scheduler, elsewhere);
    rows.reset(received.session, 'all', null);
    while (clock.turn());
    const isError = compile(expressionOf('error'));
    let looked = 0;
    rows.reset(received.session, 'all', (subject) => {
      if (looked++ % 256 === 0) clock.pass(milliseconds);
      return isError(subject);
    });
    return { received, clock, rows };
  }

  it('are the ones there before, until all of them are known', () => {
    const { clock, rows } = searching(3);
    const before = rows.run;
    expect([rows.length, rows.scanned.peek()]).toEqual([2_000, 0]);
    clock.turn();
    expect([rows.length, rows.run]).toEqual([2_000, before]);
    while (clock.turn());
    expect([rows.length, rows.run, rows.scanned.peek()]).toEqual([200, before + 1, 2_000]);
  });

  it('are those found so far where the search takes long', () => {
    const { clock, rows } = searching(30);
    const before = rows.run;
    expect([rows.length, rows.run]).toEqual([2_000, before]);
    clock.turn();
    clock.turn();
    expect(rows.run).toBe(before + 1);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(200);
    while (clock.turn());
    expect(rows.length).toBe(200);
  });

  it('are those found so far where there were none before', () => {
    const { received, clock, rows } = searching(8);
    rows.reset(received.session, 'all', () => false);
    while (clock.turn());
    expect(rows.length).toBe(0);
    const isError = compile(expressionOf('error'));
    let looked = 0;
    rows.reset(received.session, 'all', (subject) => {
      if (looked++ % 256 === 0) clock.pass(8);
      return isError(subject);
    });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.length).toBeLessThan(200);
  });

  it('are not kept for long where the filter changes all the time', () => {
    const { received, clock, rows } = searching(8);
    const before = rows.run;
    for (let strokes = 0; strokes < 5; strokes++) {
      clock.pass(20);
      let looked = 0;
      rows.reset(received.session, 'all', (subject) => {
        if (looked++ % 256 === 0) clock.pass(8);
        return subject.size > 0;
      });
      clock.turn();
    }
    expect(rows.run).toBeGreaterThan(before);
  });

  it('are none at first of another session', () => {
    const { received, clock, rows } = searching(8);
    const other = new Receiving();
    other.text('one');
    rows.reset(other.session, 'all', null);
    expect(rows.length).toBe(1);
    while (clock.turn());
    expect(rows.length).toBe(1);
    rows.reset(received.session, 'all', null);
    expect(rows.length).toBe(2_000);
  });

  it('are those of the filter that was typed last', () => {
    const { received, clock, rows } = searching(8);
    rows.reset(received.session, 'all', compile(expressionOf('-error')));
    while (clock.turn());
    expect(rows.length).toBe(1_800);
    expect(rows.frameAt(0)).toBe(1);
  });
});
