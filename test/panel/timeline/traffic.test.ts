import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUCKETS, Traffic } from '../../../src/panel/timeline/traffic.ts';

const total = (traffic: Traffic, from: number, to: number) =>
  traffic.between(from, to, 200).reduce((sum, { sent, received }) => sum + sent.frames + received.frames, 0);

describe('traffic by time', () => {
  it('counts frames, bytes, heartbeats and errors apart by direction', () => {
    const traffic = new Traffic();
    traffic.add(1000, 'sent', 10, false);
    traffic.add(1000.4, 'sent', 5, true);
    traffic.add(1002, 'received', 7, false, true);
    const [first, , third] = traffic.between(1000, 1003, 100);
    expect(first).toEqual({
      from: 1000,
      to: 1001,
      sent: { frames: 2, bytes: 15, heartbeats: 1, errors: 0 },
      received: { frames: 0, bytes: 0, heartbeats: 0, errors: 0 },
    });
    expect(third?.received).toEqual({ frames: 1, bytes: 7, heartbeats: 0, errors: 1 });
  });

  it('loses no frame whatever the order and the span of the times', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 9 }), { minLength: 1 }), (times) => {
        const traffic = new Traffic();
        for (const time of times) traffic.add(time, 'received', 1, false);
        expect(total(traffic, Math.min(...times), Math.max(...times) + 1)).toBe(times.length);
      }),
    );
  });

  it('keeps a frame in the interval of its time when intervals become longer', () => {
    const traffic = new Traffic();
    traffic.add(0, 'sent', 1, false);
    traffic.add(BUCKETS * 3, 'received', 1, false);
    expect(traffic.width).toBe(4);
    const found = traffic.between(0, BUCKETS * 3 + 1, BUCKETS).find(({ received }) => received.frames > 0);
    expect(found?.from).toBe(BUCKETS * 3);
  });

  it('gives no more intervals than asked for, but for those at the ends', () => {
    const traffic = new Traffic();
    for (let time = 0; time < 5_000; time++) traffic.add(time, 'sent', 1, false);
    expect(traffic.between(0, 5_000, 100).length).toBeLessThanOrEqual(101);
  });

  it('tells all there is in the intervals it keeps, of which there may be few', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 10 ** 6 }), { minLength: 1 }), (times) => {
        const traffic = new Traffic(100, 16);
        for (const time of times) traffic.add(time, 'sent', 1);
        const all = traffic.all();
        expect(all.length).toBeLessThanOrEqual(16);
        expect(all.reduce((sum, { sent }) => sum + sent.frames, 0)).toBe(times.length);
      }),
    );
  });

  it('is empty before the first frame', () => {
    expect(new Traffic().between(0, 100, 10)).toEqual([]);
    expect(new Traffic().within(0, 100).sent.frames).toBe(0);
  });

  it('tells of any stretch what was in it', () => {
    const times = fc.array(fc.integer({ min: 0, max: 5_000 }), { minLength: 1 });
    fc.assert(
      fc.property(times, fc.nat(5_000), fc.integer({ min: 1, max: 5_000 }), (all, from, length) => {
        const traffic = new Traffic();
        for (const time of all) traffic.add(time, 'received', 2);
        const to = from + length;
        const last = Math.max(...all);
        // What is at the very end counts where nothing comes after it.
        const count = all.filter(
          (time) => time >= from && (time < to || (time === to && to === last)),
        ).length;
        expect(traffic.within(from, to).received).toMatchObject({ frames: count, bytes: 2 * count });
      }),
    );
  });

  it('tells of a moment what was in the interval that it is in', () => {
    const traffic = new Traffic(100, 16);
    traffic.add(1_000, 'sent', 1);
    traffic.add(1_150, 'sent', 1);
    traffic.add(1_450, 'sent', 1);
    expect(traffic.within(1_120, 1_130).sent.frames).toBe(1);
    expect(traffic.within(1_220, 1_230).sent.frames).toBe(0);
    expect(traffic.within(1_440, 2_000).sent.frames).toBe(1);
    expect(traffic.within(2_000, 3_000).sent.frames).toBe(0);
  });

  it('marks heartbeats among what it has', () => {
    const traffic = new Traffic();
    traffic.add(1_000, 'received', 2);
    traffic.markHeartbeat(1_000, 'received');
    expect(traffic.within(1_000, 1_001).received).toMatchObject({ frames: 1, heartbeats: 1 });
  });
});
