import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STEPS, sizesOf, stepOf } from '../../../src/panel/statistics/size-steps.ts';
import { stepLabel, stepTerm } from '../../../src/panel/statistics/words.ts';

describe('steps of size', () => {
  it('hold every size, each in the one step that says so', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), (bytes) => {
        const { from, to } = sizesOf(stepOf(bytes));
        expect(from <= bytes && bytes <= to).toBe(true);
      }),
    );
  });

  it('follow one another without a hole', () => {
    for (let step = 1; step < STEPS; step++) expect(sizesOf(step).from).toBe(sizesOf(step - 1).to + 1);
    expect(sizesOf(STEPS - 1).to).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    [0, 'empty', 'size:0'],
    [1, '1 B', 'size:1'],
    [3, '2–4 B', 'size:2..4'],
    [150, '100–199 B', 'size:100..199'],
    [1_999, '1–2 kB', 'size:1000..1999'],
    [700_000, '500 kB–1 MB', 'size:500000..999999'],
    [1e12, '5 GB and more', 'size:5000000000..'],
  ])('of %d bytes are called %s and asked for by %s', (bytes, label, term) => {
    const sizes = sizesOf(stepOf(bytes));
    expect([stepLabel(sizes), stepTerm(sizes)]).toEqual([label, term]);
  });
});
