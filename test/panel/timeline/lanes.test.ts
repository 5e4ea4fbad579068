import { describe, expect, it } from 'vitest';
import { MAX_LANES } from '../../../src/panel/timeline/lane-rows.ts';
import { laneAt, lanesOf } from '../../../src/panel/timeline/lanes.ts';
import { newConnection } from '../../../src/session/connection.ts';

const brief = (index: number, opening: number, end: number) => ({
  ...newConnection(index, 'wss://a.example/', opening),
  state: 'closed' as const,
  opened: opening + 1,
  closed: { time: end, code: 1000, reason: '', wasClean: true },
});

describe('lanes', () => {
  it('are one a connection while there are few', () => {
    const { isOwn, rows, lanes } = lanesOf([brief(0, 0, 10), brief(1, 20, 30)]);
    expect({ isOwn, rows, places: lanes.map(({ row }) => row) }).toEqual({
      isOwn: true,
      rows: 2,
      places: [0, 1],
    });
  });

  it('are shared by connections that were not there at the same time', () => {
    const many = Array.from({ length: 100 }, (_, index) => brief(index, index * 10, index * 10 + 5));
    const { isOwn, lanes } = lanesOf(many);
    expect(isOwn).toBe(false);
    expect(new Set(lanes.map(({ row }) => row))).toEqual(new Set([0]));
  });

  it('are never more than the room has', () => {
    const many = Array.from({ length: 100 }, (_, index) => brief(index, 0, 1000));
    const { rows, lanes } = lanesOf(many);
    expect(rows).toBe(MAX_LANES);
    expect(Math.max(...lanes.map(({ row }) => row))).toBe(MAX_LANES - 1);
  });

  it('tell how a connection ended', () => {
    const failed = { ...newConnection(0, 'wss://a.example/', 0), state: 'failed' as const, errored: 5 };
    const unclean = {
      ...brief(1, 0, 10),
      closed: { time: 10, code: 1006, reason: '', wasClean: false },
    };
    const open = { ...newConnection(3, 'wss://a.example/', 0), state: 'open' as const, opened: 2 };
    const endings = lanesOf([failed, unclean, brief(2, 0, 10), open]).lanes.map(({ ending }) => ending);
    expect(endings).toEqual(['wrong', 'wrong', 'closed', 'open']);
  });

  it('are found by row and moment', () => {
    const many = Array.from({ length: 20 }, (_, index) => brief(index, index * 10, index * 10 + 5));
    const lanes = lanesOf(many);
    expect([laneAt(lanes, 0, 13)?.connection, laneAt(lanes, 0, 18), laneAt(lanes, 3, 13)]).toEqual([
      1,
      null,
      null,
    ]);
  });
});
