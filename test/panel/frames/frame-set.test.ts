import { describe, expect, it } from 'vitest';
import { FrameSet } from '../../../src/panel/frames/frame-set.ts';

describe('a set of frames', () => {
  it('counts each frame once and gives them in order', () => {
    const set = FrameSet.of([70_000, 3, 3, 1]);
    expect({ size: set.size, frames: [...set] }).toEqual({ size: 3, frames: [1, 3, 70_000] });
  });

  it('is changed only in a copy', () => {
    const set = FrameSet.of([1, 2]);
    const more = set.toggled(5_000);
    const fewer = set.toggled(1);
    expect([...set]).toEqual([1, 2]);
    expect([...more]).toEqual([1, 2, 5_000]);
    expect([...fewer]).toEqual([2]);
    expect([more.has(5_000), fewer.has(1), fewer.size]).toEqual([true, false, 1]);
  });
});
