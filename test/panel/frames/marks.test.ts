import { describe, expect, it } from 'vitest';
import { gapBefore } from '../../../src/panel/frames/gap-before.ts';
import { navigationBefore } from '../../../src/panel/frames/navigation-before.ts';
import { type Gap, newConnection } from '../../../src/session/connection.ts';

const gap = (seq: number, frames: number, more: Partial<Gap> = {}): Gap => ({
  seq,
  frames,
  bytes: frames * 10,
  reason: 'budget',
  before: 0,
  ...more,
});
const withGaps = (...gaps: Gap[]) => ({ ...newConnection(0, 'wss://x.example/', 0), gaps });

describe('what is missing before a frame', () => {
  const connection = withGaps(gap(1, 4), gap(10, 2), gap(50, 312));

  it('is the gap that ends there', () => {
    expect(gapBefore(connection, 362)).toEqual({ frames: 312, bytes: 3120, reasons: ['budget'] });
    expect(gapBefore(connection, 5)?.frames).toBe(4);
  });

  it('is nothing elsewhere', () => {
    expect(gapBefore(connection, 6)).toBeNull();
    expect(gapBefore(connection, 363)).toBeNull();
    expect(gapBefore(withGaps(), 1)).toBeNull();
  });

  it('is all of them where gaps follow one another', () => {
    const chain = withGaps(gap(3, 2), gap(5, 4, { reason: 'left' }), gap(9, 1, { reason: 'left' }));
    expect(gapBefore(chain, 10)).toEqual({ frames: 7, bytes: 70, reasons: ['budget', 'left'] });
  });
});

describe('a navigation between two frames', () => {
  const marks = [0, 0, 5, 9].map((frame, index) => ({
    frame,
    time: index,
    url: `https://x.example/${index}`,
  }));

  it('stands before the first frame that came after it', () => {
    expect(navigationBefore(marks, 4, 5)?.url).toBe('https://x.example/2');
    expect(navigationBefore(marks, 5, 6)).toBeNull();
  });

  it('stands before the next frame shown where that one is filtered out', () => {
    expect(navigationBefore(marks, 2, 7)?.frame).toBe(5);
  });

  it('is the last where there were several', () => {
    expect(navigationBefore(marks, 2, 20)?.frame).toBe(9);
  });

  it('is none where the recording begins', () => {
    expect(navigationBefore(marks, -1, 0)).toBeNull();
  });

  it('stands before the first row where frames before it are filtered out', () => {
    expect(navigationBefore(marks, -1, 6)?.frame).toBe(5);
  });
});
