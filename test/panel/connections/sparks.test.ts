import { describe, expect, it } from 'vitest';
import { MOST_BARS, Sparks, sparkPath } from '../../../src/panel/connections/sparks.ts';

const sum = (counts: Uint32Array | undefined): number =>
  [...(counts ?? [])].reduce((all, one) => all + one, 0);

describe('the traffic of connections', () => {
  it('is counted by time and direction, over the same intervals for all', () => {
    const sparks = new Sparks();
    sparks.add(0, 1_000, 'sent');
    sparks.add(2, 1_000 + 3 * sparks.width, 'received');
    sparks.add(2, 1_000 + 3 * sparks.width, 'received');
    expect(sparks.bars).toBe(4);
    expect(sparks.of(0)?.sent.slice(0, 4)).toEqual(Uint32Array.of(1, 0, 0, 0));
    expect(sparks.of(2)?.received.slice(0, 4)).toEqual(Uint32Array.of(0, 0, 0, 2));
    expect(sparks.of(1)).toBeNull();
  });

  it('loses no frame however long it goes on, and in whatever order times come', () => {
    const sparks = new Sparks();
    for (let index = 0; index < 5_000; index++)
      sparks.add(index % 3, 1e6 + ((index * 7_919) % 900_001) - 4e5, index % 2 === 0 ? 'sent' : 'received');
    const all = [0, 1, 2].map((connection) => sparks.of(connection));
    expect(all.reduce((count, spark) => count + sum(spark?.sent) + sum(spark?.received), 0)).toBe(5_000);
    expect(sparks.bars).toBeGreaterThan(MOST_BARS / 4);
    expect(sparks.bars).toBeLessThanOrEqual(MOST_BARS);
  });

  it('is drawn so that one frame stays in sight beside a thousand', () => {
    const counts = Uint32Array.of(1, 0, 1_000);
    expect(sparkPath(counts, 3, 1_000, 7, true)).toBe('M0 7h1v-1h-1zM2 7h1v-7h-1z');
    expect(sparkPath(counts, 3, 1_000, 7, false)).toBe('M0 7h1v1h-1zM2 7h1v7h-1z');
  });
});
