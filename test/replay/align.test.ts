import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlignedRow, type AlignOptions, align, type Verdict } from '../../src/replay/align.ts';
import { ignoring } from '../../src/replay/mask.ts';
import { type Step, stepsOf } from '../../src/replay/recording.ts';
import { summarize } from '../../src/replay/summary.ts';
import { frames } from './recordings.ts';

/** Rows as text: `3=4 same`, places from 1, `-` for none. */
function table(recorded: Step[], fresh: Step[], options?: AlignOptions): string[] {
  const place = (at: number | null): string => (at === null ? '-' : String(at + 1));
  return align(stepsOf(recorded), stepsOf(fresh), options).map(
    (row) => `${place(row.recorded)}=${place(row.fresh)} ${row.verdict}${row.moved ? ' moved' : ''}`,
  );
}

const received = (...payloads: string[]): Step[] =>
  payloads.map((payload, at) => ({ at, direction: 'received', payload, shape: 'string' }));

const count = (rows: AlignedRow[], verdict: Verdict): number =>
  rows.filter((row) => row.verdict === verdict).length;

describe('align', () => {
  it('calls equal frames the same', () => {
    expect(table(received('a', 'b'), received('a', 'b'))).toEqual(['1=1 same', '2=2 same']);
  });

  it('is not shifted by an extra frame', () => {
    const old = received('{"n":1}', '{"n":2}', '{"n":3}');
    const now = received('{"n":1}', '{"new":0}', '{"n":2}', '{"n":3}');
    expect(table(old, now)).toEqual(['1=1 same', '-=2 extra', '2=3 same', '3=4 same']);
  });

  it('is not shifted by a lost frame', () => {
    const old = received('{"n":1}', '{"n":2}', '{"n":3}');
    expect(table(old, received('{"n":1}', '{"n":3}'))).toEqual(['1=1 same', '2=- missing', '3=2 same']);
  });

  it('pairs frames of one kind whose content differs', () => {
    const old = received('{"type":"ack","n":1}', '{"type":"msg","t":"x"}');
    const now = received('{"type":"ack","n":9}', '{"type":"msg","t":"y"}');
    expect(table(old, now)).toEqual(['1=1 differs', '2=2 differs']);
  });

  it('never pairs frames of different kinds', () => {
    expect(table(received('{"type":"a"}'), received('{"type":"b"}'))).toEqual(['-=1 extra', '1=- missing']);
  });

  it('goes by what a decoder knows better', () => {
    const options: AlignOptions = { kindOf: ({ payload }) => String(payload).slice(0, 1) };
    expect(table(received('x 1'), received('x 2'), options)).toEqual(['1=1 differs']);
    expect(table(received('x 1'), received('y 1'), options)).toEqual(['-=1 extra', '1=- missing']);
  });

  it('takes ignored fields out of the comparison', () => {
    const old = received('{"at":1,"v":"x"}', '{"at":2,"v":"y"}');
    const now = received('{"at":8,"v":"x"}', '{"at":9,"v":"z"}');
    expect(table(old, now, { mask: ignoring(['at']) })).toEqual(['1=1 same', '2=2 differs']);
  });

  it('finds a frame that came out of order', () => {
    const old = received('{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}');
    const now = received('{"n":2}', '{"n":3}', '{"n":4}', '{"n":1}');
    expect(table(old, now)).toEqual(['1=4 same moved', '2=1 same', '3=2 same', '4=3 same']);
  });

  it('puts an extra frame where it came, not after a frame that came too early', () => {
    const old = received('{"n":1}', '{"n":2}', '{"n":3}');
    const now = received('{"n":3}', '{"new":0}', '{"n":1}', '{"n":2}');
    expect(table(old, now)).toEqual(['-=2 extra', '1=3 same', '2=4 same', '3=1 same moved']);
  });

  it('never calls a sent frame late: when it went out is the replay’s choice', () => {
    expect(table(frames('> 0 a', '> 10 b'), frames('> 0 a', '> 5000 b'))).toEqual(['1=1 same', '2=2 same']);
  });

  it('does not care which direction came first', () => {
    const old = frames('> 0 ask', '< 10 one', '> 20 more', '< 30 two');
    const now = frames('> 0 ask', '> 1 more', '< 20 one', '< 30 two');
    expect(table(old, now)).toEqual(['1=1 same', '2=3 same', '3=2 same', '4=4 same']);
  });

  it('never pairs a sent frame with a received one', () => {
    expect(table(frames('> 0 x'), frames('< 0 x'))).toEqual(['-=1 extra', '1=- missing']);
  });

  it('calls a reply late by its distance to the frame it followed, not by its place in time', () => {
    const old = frames('> 0 a', '< 20 ra', '> 5000 b', '< 5020 rb');
    const now = frames('> 0 a', '< 119 ra', '> 130 b', '< 300 rb');
    expect(table(old, now)).toEqual(['1=1 same', '2=2 same', '3=3 same', '4=4 late']);
    expect(table(old, now, { lateBy: 10 })).toEqual(['1=1 same', '2=2 late', '3=3 same', '4=4 late']);
  });

  it('never takes a frame without payload for the same', () => {
    expect(table(frames('< 0'), frames('< 0'))).toEqual(['1=1 differs']);
  });

  it('has nothing to compare where there is nothing', () => {
    expect(table([], [])).toEqual([]);
    expect(table(received('a'), [])).toEqual(['1=- missing']);
    expect(table([], received('a'))).toEqual(['-=1 extra']);
  });
});

describe('every alignment', () => {
  const payload = fc.oneof(
    fc.constantFrom('ping', 'pong'),
    fc.tuple(fc.constantFrom('tick', 'trade'), fc.nat(6)).map(([type, n]) => JSON.stringify({ type, n })),
  );
  const steps = fc.array(
    fc.record({
      at: fc.nat(1_000),
      direction: fc.constantFrom<Step['direction']>('sent', 'received'),
      payload: fc.option(payload, { freq: 20 }),
      shape: fc.constant('string'),
    }),
    { maxLength: 60 },
  );

  const places = (rows: AlignedRow[], side: 'recorded' | 'fresh'): number[] =>
    rows.flatMap((row) => row[side] ?? []).sort((one, other) => one - other);

  it('has every recorded and every new frame in exactly one row, recorded ones in order', () => {
    fc.assert(
      fc.property(steps, steps, (old, now) => {
        const rows = align(stepsOf(old), stepsOf(now));
        expect(rows.flatMap(({ recorded }) => recorded ?? [])).toEqual([...old.keys()]);
        expect(places(rows, 'fresh')).toEqual([...now.keys()]);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps the order of new frames of one direction, but for those it calls moved', () => {
    fc.assert(
      fc.property(steps, steps, (old, now) => {
        const rows = align(stepsOf(old), stepsOf(now));
        for (const direction of ['sent', 'received'] as const) {
          const order = rows.flatMap((row) =>
            !row.moved &&
            row.recorded !== null &&
            row.fresh !== null &&
            now[row.fresh]?.direction === direction
              ? [row.fresh]
              : [],
          );
          expect(order).toEqual([...order].sort((one, other) => one - other));
        }
      }),
    );
  });

  it('calls all the same where both sides are identical', () => {
    fc.assert(
      fc.property(steps, (list) => {
        const whole = list.map((one) => ({ ...one, payload: one.payload ?? 'x' }));
        const rows = align(stepsOf(whole), stepsOf(whole));
        expect(rows.map(({ recorded, fresh, verdict }) => [recorded, fresh, verdict])).toEqual(
          whole.map((_, index) => [index, index, 'same']),
        );
      }),
    );
  });

  it('calls missing what was taken out and extra what was put in, and nothing else, among frames that are all different', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('keep', 'lose', 'gain'), { maxLength: 80 }), (fates) => {
        const text = fates.map((_, index) => JSON.stringify({ [`kind${index}`]: index }));
        const old = received(...text.filter((_, index) => fates[index] !== 'gain'));
        const now = received(...text.filter((_, index) => fates[index] !== 'lose'));
        const rows = align(stepsOf(old), stepsOf(now), { lateBy: Number.POSITIVE_INFINITY });
        expect(count(rows, 'missing')).toBe(fates.filter((fate) => fate === 'lose').length);
        expect(count(rows, 'extra')).toBe(fates.filter((fate) => fate === 'gain').length);
        expect(count(rows, 'same')).toBe(fates.filter((fate) => fate === 'keep').length);
      }),
    );
  });
});

describe('long recordings', () => {
  const LENGTH = 20_000;
  const never = Number.POSITIVE_INFINITY;

  /** A ticker: three kinds in turn, a heartbeat now and then, a time that is another in each run. */
  function ticker(start: number, isLost: (index: number) => boolean): Step[] {
    const list: Step[] = [];
    for (let index = 0; index < LENGTH; index++) {
      if (isLost(index)) continue;
      const type = ['tick', 'trade', 'book'][index % 3];
      const payload = index % 10 === 5 ? 'pong' : JSON.stringify({ type, ts: start + index });
      list.push({ at: index, direction: 'received', payload, shape: 'string' });
    }
    return list;
  }

  it('loses nothing but what is lost, though every time differs', () => {
    const now = ticker(900_000, (index) => index % 97 === 13);
    const rows = align(stepsOf(ticker(0, () => false)), stepsOf(now), { lateBy: never });
    const lost = LENGTH - now.length;
    expect(count(rows, 'missing')).toBe(lost);
    expect(count(rows, 'extra')).toBe(0);
  });

  it('finds its place again after a burst was lost', () => {
    const now = ticker(0, (index) => index >= 5_000 && index < 8_000);
    const rows = align(stepsOf(ticker(0, () => false)), stepsOf(now), { lateBy: never });
    expect(count(rows, 'missing')).toBe(3_000);
    expect(count(rows, 'same')).toBe(LENGTH - 3_000);
  });

  it('is not torn apart by one frame that happens to be equal far away', () => {
    const old = ticker(0, () => false);
    const now = ticker(900_000, () => false);
    (old[10] as Step).payload = '{"type":"tick","once":1}';
    (now[LENGTH - 10] as Step).payload = '{"type":"tick","once":1}';
    const rows = align(stepsOf(old), stepsOf(now), { lateBy: never });
    expect(count(rows, 'missing') + count(rows, 'extra')).toBeLessThan(10);
  });
});

describe('summarize', () => {
  it('counts rows and sums up how long replies took', () => {
    const old = stepsOf(frames('> 0 a', '< 20 r1', '< 30 r2', '> 100 b', '< 140 r3', '< 150 r4'));
    const now = stepsOf(frames('> 0 a', '< 25 r1', '< 31 r2', '> 40 b', '< 290 r3', '< 300 {"x":1}'));
    const rows = align(old, now);
    expect(summarize(rows, old)).toEqual({
      rows: 7,
      same: 4,
      differs: 0,
      late: 1,
      missing: 1,
      extra: 1,
      wait: { recorded: 30, fresh: 31 },
      delay: { p50: 5, p95: 210 },
    });
  });

  it('has no times where no reply came', () => {
    const old = stepsOf(frames('> 0 a'));
    expect(summarize(align(old, old), old)).toMatchObject({
      wait: { recorded: null, fresh: null },
      delay: null,
    });
  });
});
