import { describe, expect, it } from 'vitest';
import { panned, SHORTEST_MS, ticks, timeAt, xOf, zoomed } from '../../../src/panel/timeline/time-range.ts';

const WHOLE = { from: 1000, to: 11_000 };

describe('a time range', () => {
  it('maps times to places and back', () => {
    expect(xOf(3500, WHOLE, 400)).toBe(100);
    expect(timeAt(100, WHOLE, 400)).toBe(3500);
  });

  it('is zoomed around the place that is pointed at', () => {
    expect(zoomed(WHOLE, 3500, 0.5, WHOLE)).toEqual({ from: 2250, to: 7250 });
  });

  it('is never longer than the recording nor shorter than what can be seen', () => {
    expect(zoomed(WHOLE, 3500, 4, WHOLE)).toEqual(WHOLE);
    const { from, to } = zoomed(WHOLE, 3500, 0.000001, WHOLE);
    expect(to - from).toBeCloseTo(SHORTEST_MS);
  });

  it('is moved up to the ends of the recording', () => {
    expect(panned({ from: 2000, to: 3000 }, 500, WHOLE)).toEqual({ from: 2500, to: 3500 });
    expect(panned({ from: 2000, to: 3000 }, -5000, WHOLE)).toEqual({ from: 1000, to: 2000 });
    expect(panned({ from: 2000, to: 3000 }, 50_000, WHOLE)).toEqual({ from: 10_000, to: 11_000 });
  });

  it('is marked in round steps since the recording began', () => {
    const labels = ticks({ from: 1000, to: 61_000 }, 400, 1000, 84).map(({ label }) => label);
    expect(labels).toEqual(['0:00', '0:20', '0:40', '1:00']);
  });

  it('is marked with as many decimals as the steps need', () => {
    const labels = ticks({ from: 0, to: 500 }, 400, 0, 84).map(({ label }) => label);
    expect(labels).toEqual(['0:00.0', '0:00.2', '0:00.4']);
  });
});
