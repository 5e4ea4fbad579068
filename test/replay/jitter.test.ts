import { describe, expect, it } from 'vitest';
import { JITTER_SAMPLES, Jitter } from '../../src/replay/jitter.ts';

describe('Jitter', () => {
  it('has nothing to say without samples', () => {
    expect(new Jitter().summary(true)).toBe(null);
  });

  it('sums up how late frames were', () => {
    const jitter = new Jitter();
    for (let late = 1; late <= 100; late++) jitter.add(1_000, 1_000 + late);
    expect(jitter.summary(true)).toEqual({ count: 100, p50: 51, p95: 96, max: 100 });
  });

  it('is exact at the end, however long ago it was asked before', () => {
    const jitter = new Jitter();
    for (let index = 0; index < 2_000; index++) jitter.add(0, index < 80 ? 500 : 1);
    expect(jitter.summary(false)?.p95).toBe(1);
    for (let index = 0; index < 60; index++) jitter.add(0, 500);
    expect(jitter.summary(true)).toEqual({ count: 2_060, p50: 1, p95: 500, max: 500 });
  });

  it('keeps count and maximum of all when there are more samples than it keeps', () => {
    const jitter = new Jitter();
    jitter.add(0, 900);
    for (let index = 0; index < JITTER_SAMPLES; index++) jitter.add(0, 1);
    expect(jitter.summary(true)).toEqual({ count: JITTER_SAMPLES + 1, p50: 1, p95: 1, max: 900 });
  });
});
