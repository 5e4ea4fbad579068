import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderedFrames } from '../../../src/panel/frames/ordered-frames.ts';

function listOf(frames: Iterable<number>): OrderedFrames {
  const list = new OrderedFrames();
  for (const frame of frames) list.push(frame);
  return list;
}
const framesOf = (list: OrderedFrames): number[] =>
  Array.from({ length: list.length }, (_, row) => list.at(row));

describe('frames in order', () => {
  it('tell the row of a frame, or of the first one after it', () => {
    const list = listOf([3, 5, 9]);
    expect([0, 3, 4, 5, 9, 10].map((frame) => list.rowOf(frame))).toEqual([0, 0, 1, 1, 2, 3]);
  });

  it('hold more than they began with', () => {
    const frames = Array.from({ length: 5_000 }, (_, at) => 2 * at);
    expect(framesOf(listOf(frames))).toEqual(frames);
  });

  it('are amended as if decided anew, and tell from where on', () => {
    const frames = fc.uniqueArray(fc.nat(40), { maxLength: 30 });
    const verdicts = fc.uniqueArray(fc.tuple(fc.nat(40), fc.boolean()), { selector: ([frame]) => frame });
    fc.assert(
      fc.property(frames, verdicts, (before, decided) => {
        const list = listOf([...before].sort((one, other) => one - other));
        const old = framesOf(list);
        const told = list.amend(new Map(decided));
        const wanted = new Set(before);
        for (const [frame, isIn] of decided)
          if (isIn) wanted.add(frame);
          else wanted.delete(frame);
        const now = framesOf(list);
        expect(now).toEqual([...wanted].sort((one, other) => one - other));
        const touched = decided.filter(([frame, isIn]) => isIn || old.includes(frame));
        expect(told === null).toBe(touched.length === 0);
        expect(told?.isMoved ?? false).toBe(now.join() !== old.join());
        expect(now.slice(0, told?.from)).toEqual(old.slice(0, told?.from));
        const first = Math.min(...touched.map(([frame]) => frame));
        if (told) expect(told.from).toBe(list.rowOf(first));
      }),
    );
  });
});
