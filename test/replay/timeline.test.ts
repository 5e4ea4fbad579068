import { describe, expect, it } from 'vitest';
import { Timeline } from '../../src/replay/timeline.ts';

describe('Timeline', () => {
  it('runs at its speed', () => {
    const timeline = new Timeline(2, 100);
    expect(timeline.position(150)).toBe(100);
    expect(timeline.clockAt(300)).toBe(250);
  });

  it('stands still until every holder has released it', () => {
    const timeline = new Timeline(1, 0);
    timeline.hold('pause', 10);
    timeline.hold('wait', 20);
    timeline.release('pause', 50);
    expect(timeline.position(60)).toBe(10);
    expect(timeline.clockAt(11)).toBe(Number.POSITIVE_INFINITY);
    timeline.release('wait', 100);
    expect(timeline.position(105)).toBe(15);
  });

  it('counts holding twice as holding once', () => {
    const timeline = new Timeline(1, 0);
    timeline.hold('pause', 10);
    timeline.hold('pause', 20);
    timeline.release('pause', 30);
    expect(timeline.position(31)).toBe(11);
  });

  it('moves while it is held', () => {
    const timeline = new Timeline(1, 0);
    timeline.hold('wait', 10);
    timeline.seek(500, 20);
    expect(timeline.clockAt(500)).toBe(Number.NEGATIVE_INFINITY);
    timeline.release('wait', 30);
    expect(timeline.clockAt(600)).toBe(130);
  });
});
