import { describe, expect, it } from 'vitest';
import { lanesOf } from '../../../src/panel/timeline/lanes.ts';
import { Traffic } from '../../../src/panel/timeline/traffic.ts';
import { sayLane, sayMoment } from '../../../src/panel/timeline/words.ts';
import { type Connection, newConnection } from '../../../src/session/connection.ts';

const said = (more: Partial<Connection>): string => {
  const connection = { ...newConnection(0, 'wss://ticker.example/live', 1_500), ...more };
  const [lane] = lanesOf([connection]).lanes;
  return lane ? sayLane(connection, lane, 1_000) : '';
};

describe('a moment in words', () => {
  it('tells frames and bytes each way, and what is special among them', () => {
    const traffic = new Traffic();
    traffic.add(1_000, 'sent', 120, true);
    traffic.add(1_050, 'received', 10, true);
    traffic.add(1_060, 'received', 10, false, true);
    expect(sayMoment(traffic, { from: 1_000, to: 1_100 }, 1_000)).toBe(
      '0:00.000 to 0:00.100: sent 1 frame, 120 B, 1 heartbeat among them; ' +
        'received 2 frames, 20 B, 1 heartbeat and 1 error among them',
    );
  });

  it('tells what was around it, and of nothing else', () => {
    const traffic = new Traffic();
    traffic.add(1_000, 'received', 10);
    traffic.add(1_130, 'received', 10);
    traffic.add(1_170, 'received', 10);
    traffic.add(1_300, 'received', 10);
    expect(sayMoment(traffic, { from: 1_110, to: 1_190 }, 1_000)).toBe(
      '0:00.110 to 0:00.190: sent nothing; received 2 frames, 20 B',
    );
    expect(sayMoment(traffic, { from: 1_200, to: 1_280 }, 1_000)).toBe('0:00.200 to 0:00.280: nothing');
  });
});

describe('a lane in words', () => {
  it('names the connection and says how long it was there and how it ended', () => {
    const closed = { time: 3_000, code: 1000, reason: '', wasClean: true };
    expect(said({ state: 'closed', opened: 1_600, closed })).toBe(
      '1 /live ticker.example, 0:00.500 to 0:02.000, closed 1000',
    );
  });

  it.each([
    ['open', { state: 'open', opened: 1_600 }, '0:00.500 still there'],
    ['failed', { state: 'failed', errored: 2_000 }, '0:00.500 to 0:01.000, failed'],
    ['cut', { state: 'cut', opened: 1_600, cut: 2_000 }, '0:00.500 to 0:01.000, cut by leaving the page'],
    [
      'closed uncleanly',
      { state: 'closed', opened: 1_600, closed: { time: 2_000, code: 1006, reason: '', wasClean: false } },
      '0:00.500 to 0:01.000, closed uncleanly 1006',
    ],
  ] as const)('tells that it is %s', (_, more, words) => {
    expect(said(more)).toBe(`1 /live ticker.example, ${words}`);
  });
});
