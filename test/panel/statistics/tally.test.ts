import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MOST_NAMES, NameCounts, total } from '../../../src/panel/statistics/name-counts.ts';
import { ratesOf } from '../../../src/panel/statistics/rates.ts';
import { type Counted, Tally } from '../../../src/panel/statistics/tally.ts';
import { formatBytes, formatRate, sayScope } from '../../../src/panel/statistics/words.ts';

const counted = (more: Partial<Counted> = {}): Counted => ({
  frame: 0,
  connection: 0,
  time: 0,
  direction: 'received',
  size: 10,
  name: '',
  exchange: null,
  isBinary: false,
  isHeartbeat: false,
  isError: false,
  ...more,
});

const tallyOf = (frames: readonly Partial<Counted>[]): Tally => {
  const tally = new Tally();
  for (const [frame, more] of frames.entries()) tally.add(counted({ frame, ...more }));
  return tally;
};

describe('a tally', () => {
  it('counts each way apart, and loses nothing', () => {
    const frames = fc.array(
      fc.record({
        direction: fc.constantFrom('sent' as const, 'received' as const),
        size: fc.nat({ max: 1e6 }),
        time: fc.nat({ max: 1e7 }),
        name: fc.constantFrom('', 'a', 'b'),
      }),
    );
    fc.assert(
      fc.property(frames, (list) => {
        const tally = tallyOf(list);
        for (const direction of ['sent', 'received'] as const) {
          const one = list.filter((frame) => frame.direction === direction);
          const bytes = one.reduce((sum, { size }) => sum + size, 0);
          expect(tally[direction].frames).toBe(one.length);
          expect(tally[direction].sizes.sum).toBe(bytes);
          expect(tally[direction].steps.reduce((sum, count) => sum + count, 0)).toBe(one.length);
        }
        const named = [...tally.names.top(9), tally.names.nameless];
        expect(named.reduce((sum, count) => sum + total(count), 0)).toBe(list.length);
      }),
    );
  });

  it('knows the largest frame of each way, the first of equals', () => {
    const tally = tallyOf([{ size: 5 }, { size: 9 }, { size: 9 }, { size: 20, direction: 'sent' }]);
    expect([tally.received.largest, tally.sent.largest]).toEqual([1, 3]);
  });

  it('counts binary frames, heartbeats and errors', () => {
    const { received } = tallyOf([{ isBinary: true }, { isHeartbeat: true }, { isError: true }, {}]);
    expect(received).toMatchObject({ binary: 1, heartbeats: 1, errors: 1 });
  });

  it('times replies by who asked and how they were found, and knows the slowest', () => {
    const exchange = (key: string, role: 'request' | 'reply') => ({ kind: 'id' as const, key, role });
    const tally = tallyOf([
      { direction: 'sent', time: 100, name: 'get', exchange: exchange('1', 'request') },
      { direction: 'sent', time: 110, name: 'get', exchange: exchange('2', 'request') },
      { time: 150, exchange: exchange('2', 'reply') },
      { time: 400, exchange: exchange('1', 'reply') },
      { time: 500, name: 'ping' },
      { direction: 'sent', time: 507, name: 'pong' },
    ]);
    expect(
      tally.replies.map(({ kind, direction, slowest, times }) => [kind, direction, slowest, times.largest]),
    ).toEqual([
      ['id', 'sent', 0, 300],
      ['name', 'received', 4, 7],
    ]);
    expect(tally.names.top(1)[0]?.replies?.count).toBe(2);
  });

  it('says what it is of', () => {
    const frames = [{ time: 0 }, { time: 1500, connection: 2 }];
    expect(sayScope(tallyOf(frames))).toBe('2 frames of 2 connections in 1.5 s');
    expect(sayScope(tallyOf([{}]))).toBe('1 frame of 1 connection');
  });
});

describe('rates', () => {
  it('are those of all the time, and of the busiest second', () => {
    const times = [0, 100, 200, 5_000, 10_000];
    const { traffic } = tallyOf(times.map((time) => ({ time })));
    expect(ratesOf(traffic, 'received')).toEqual({
      mean: { frames: 0.5, bytes: 5 },
      peak: { frames: 3, bytes: 30 },
    });
    expect(ratesOf(traffic, 'sent').peak.frames).toBe(0);
  });

  it('are none of a single moment', () => {
    expect(ratesOf(tallyOf([{}]).traffic, 'received').mean).toBeNull();
  });

  it('are of longer intervals in a recording of many hours', () => {
    const { traffic } = tallyOf([{ time: 0 }, { time: 1 }, { time: 10 * 3_600_000 }]);
    expect(traffic.width).toBe(8_000);
    expect(ratesOf(traffic, 'received').peak.frames).toBe(0.25);
  });

  it.each([
    [0, '0'],
    [0.0123, '0.012'],
    [3.84, '3.8'],
    [99.7, '100'],
    [1204.4, '1,204'],
  ])('%d a second is written %s', (rate, text) => {
    expect(formatRate(rate)).toBe(text);
  });

  it.each([
    [12.34, '12 B'],
    [96, '96 B'],
    [2_100.4, '2.1 kB'],
  ])('%d bytes are written %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('names', () => {
  it('are listed by how frequent they are', () => {
    const names = new NameCounts();
    for (const name of ['a', 'b', 'b', 'c', 'b', 'c']) names.add(name, 'sent', 1);
    expect(names.top(2).map(({ name, sent }) => [name, sent])).toEqual([
      ['b', 3],
      ['c', 2],
    ]);
  });

  it('are counted together where they are too many', () => {
    const names = new NameCounts();
    for (let index = 0; index < MOST_NAMES + 5; index++) names.add(`name ${index}`, 'received', 1);
    expect([names.size, total(names.others)]).toEqual([MOST_NAMES, 5]);
  });

  it('may be those of any object', () => {
    const names = new NameCounts();
    names.add('constructor', 'sent', 1);
    names.add('__proto__', 'sent', 1);
    expect(names.size).toBe(2);
  });
});
