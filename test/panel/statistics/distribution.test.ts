import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Distribution, RESOLUTION } from '../../../src/panel/statistics/distribution.ts';

const of = (values: readonly number[]): Distribution => {
  const distribution = new Distribution();
  for (const value of values) distribution.add(value);
  return distribution;
};

describe('a distribution', () => {
  it('has no quantile while it is empty', () => {
    expect(new Distribution().quantile(0.5)).toBeNull();
  });

  it('tells the exact least, largest, sum and number', () => {
    const { least, largest, sum, count } = of([5, 0, 12.5]);
    expect({ least, largest, sum, count }).toEqual({ least: 0, largest: 12.5, sum: 17.5, count: 3 });
  });

  it('finds quantiles by nearest rank, to its resolution, in whatever order values come', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = values.toSorted((one, other) => one - other);
          const exact = sorted[Math.max(1, Math.ceil(share * values.length)) - 1] as number;
          const found = of(values).quantile(share) as number;
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.max(0.001, exact * RESOLUTION));
        },
      ),
    );
  });
});
