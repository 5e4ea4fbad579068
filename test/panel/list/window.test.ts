import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isStuck,
  lastPosition,
  MAX_SCROLL_HEIGHT,
  revealing,
  runwayHeight,
  scrolled,
  scrollTo,
  visibleRange,
} from '../../../src/panel/list/window.ts';

const ROW = 20;
const VIEWPORT = 605;
const extentOf = (rows: number) => ({ total: rows * ROW, viewport: VIEWPORT });

describe('visible rows', () => {
  it('are those that show a pixel', () => {
    expect(visibleRange(0, 100, 1000, ROW)).toEqual({ first: 0, end: 5, shift: 0 });
    expect(visibleRange(19, 100, 1000, ROW)).toEqual({ first: 0, end: 6, shift: -19 });
    expect(visibleRange(20, 100, 1000, ROW)).toEqual({ first: 1, end: 6, shift: 0 });
  });

  it('are none of an empty list or of a list that is hidden', () => {
    expect(visibleRange(0, 100, 0, ROW)).toMatchObject({ first: 0, end: 0 });
    expect(visibleRange(400, 0, 1000, ROW)).toMatchObject({ first: 20, end: 20 });
  });

  it.each([10, 100_000, 1_000_000, 5_000_000])('fill the view anywhere in %d rows', (rows) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        const extent = extentOf(rows);
        const { position } = scrollTo(share * extent.total, extent);
        const { first, end, shift } = visibleRange(position, VIEWPORT, rows, ROW);
        expect(shift).toBeLessThanOrEqual(0);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(rows);
        expect(shift + (end - first) * ROW).toBeGreaterThanOrEqual(Math.min(VIEWPORT, extent.total) - 1e-6);
        expect(end - first).toBeLessThanOrEqual(VIEWPORT / ROW + 2);
      }),
    );
  });
});

describe.each([1_000, 1_000_000, 5_000_000])('the scrollbar of %d rows', (rows) => {
  const extent = extentOf(rows);
  const lastTop = runwayHeight(extent) - VIEWPORT;

  it('stays within what browsers can lay out', () => {
    expect(runwayHeight(extent)).toBeLessThanOrEqual(MAX_SCROLL_HEIGHT);
  });

  it('reaches the first and the last row', () => {
    const from = scrollTo(extent.total / 3, extent);
    expect(scrolled(from, 0, extent, false).position).toBe(0);
    expect(scrolled(from, lastTop, extent, false).position).toBeCloseTo(lastPosition(extent), 3);
  });

  it('leads where scrolling to a position leads', () => {
    const { top, position } = scrollTo(extent.total * 0.7, extent);
    expect(scrolled({ top: 0, position: 0 }, top, extent, false).position).toBeCloseTo(position, 3);
  });
});

describe('a scaled list', () => {
  const extent = extentOf(5_000_000);

  it('moves by the pixels of a wheel, not by their share of the list', () => {
    const from = scrollTo(40_000_000, extent);
    expect(scrolled(from, from.top + 120, extent, true).position).toBeCloseTo(from.position + 120, 6);
    expect(scrolled(from, from.top - 120, extent, true).position).toBeCloseTo(from.position - 120, 6);
  });

  it('moves in proportion where the step is the scrollbar’s', () => {
    const from = scrollTo(40_000_000, extent);
    expect(scrolled(from, 0, extent, true).position).toBe(0);
  });

  it('is stuck where the scrollbar has no way left but the list has rows', () => {
    expect(isStuck({ top: 0, position: 300 }, extent)).toBe(true);
    expect(isStuck({ top: 0, position: 0 }, extent)).toBe(false);
    expect(isStuck({ top: MAX_SCROLL_HEIGHT - VIEWPORT, position: 300 }, extent)).toBe(true);
    expect(isStuck(scrollTo(300, extent), extent)).toBe(false);
  });

  it('can be wheeled to both ends', () => {
    for (const step of [-400, 400]) {
      let scroll = scrollTo(step < 0 ? 9_000 : lastPosition(extent) - 9_000, extent);
      for (let turns = 0; turns < 30; turns++) {
        const lastTop = runwayHeight(extent) - VIEWPORT;
        const top = Math.min(Math.max(scroll.top + step, 0), lastTop);
        scroll = scrolled(scroll, top, extent, true);
        if (isStuck(scroll, extent)) scroll = scrollTo(scroll.position, extent);
      }
      expect(scroll.position).toBeCloseTo(step < 0 ? 0 : lastPosition(extent), 3);
    }
  });
});

describe('revealing a row', () => {
  it('moves nothing where the row is in view', () => {
    expect(revealing(10, ROW, 100, 400)).toBe(100);
  });
  it('moves as little as needed', () => {
    expect(revealing(2, ROW, 100, 400)).toBe(40);
    expect(revealing(30, ROW, 100, 400)).toBe(220);
  });
});
