import { describe, expect, it } from 'vitest';
import { type CompareOptions, compare, type Side } from '../../../src/panel/replay/comparison.ts';
import type { Comparison } from '../../../src/panel/store/replay-state.ts';
import { record } from '../../../src/session/record.ts';
import { newSession } from '../../../src/session/session.ts';

type Frame = [time: number, direction: 'sent' | 'received', payload: string];

function side(...frames: Frame[]): Side {
  const session = newSession('s', 'Live', 'live', 0);
  const base = { connection: 1, source: 'wire' as const };
  const url = 'wss://x.example/';
  record(session, 'd', { ...base, type: 'opening', time: 0, url, protocols: [], stack: null });
  record(session, 'd', { connection: 1, type: 'open', time: 0, protocol: '', extensions: '' });
  frames.forEach(([time, direction, payload], at) => {
    const frame = { ...base, type: 'frame', seq: at + 1, shape: 'string' } as const;
    record(session, 'd', { ...frame, time, direction, payload });
  });
  const [connection] = session.connections;
  if (!connection) throw new Error('there is a connection');
  return { session, connection };
}

const found = (recorded: Side, fresh: Side, options: CompareOptions): Partial<Comparison['counts']> =>
  Object.fromEntries(
    Object.entries(compare(recorded, fresh, false, options).counts).filter(([, count]) => count > 0),
  );

describe('a comparison', () => {
  const recorded = side([10, 'sent', 'ask'], [20, 'received', 'answer']);
  const slow = side([10, 'sent', 'ask'], [3_000, 'received', 'answer']);

  it('calls a reply of the server late', () => {
    expect(found(recorded, slow, { target: 'server' })).toEqual({ same: 1, late: 1 });
    expect(compare(recorded, slow, false).wait).toEqual({ recorded: 10, fresh: 2_990 });
  });

  it('says nothing of when the page was told something: that is as the replay wanted', () => {
    expect(found(recorded, slow, { target: 'page' })).toEqual({ same: 2 });
    const { wait, delay } = compare(recorded, slow, false, { target: 'page' });
    expect([wait, delay]).toEqual([{ recorded: null, fresh: null }, null]);
  });

  it('holds an edited frame against the edit, whatever kind of frame it was before', () => {
    const old = side(
      [10, 'sent', '{"type":"a"}'],
      [20, 'sent', '{"type":"b"}'],
      [30, 'sent', '{"type":"c"}'],
    );
    const now = side(
      [10, 'sent', '{"type":"a"}'],
      [20, 'sent', '{"type":"x"}'],
      [30, 'sent', '{"type":"c"}'],
    );
    expect(found(old, now, { edited: new Set([1]), inPlaceOf: () => '{"type":"x"}' })).toEqual({ same: 3 });
  });

  it('has nothing of what was recorded after the last frame that was to be played', () => {
    const goesOn = side([10, 'sent', 'ask'], [20, 'received', 'answer'], [30, 'sent', 'more']);
    expect(found(goesOn, recorded, { to: 2 })).toEqual({ same: 2 });
  });

  it('has an edited frame as recorded while nothing went out in its place', () => {
    const now = side([10, 'sent', 'ask'], [20, 'received', 'answer']);
    expect(found(recorded, now, { edited: new Set([0]), inPlaceOf: () => null })).toEqual({ same: 2 });
  });

  it('knows an edited frame by its place where the recording is played from a later one', () => {
    const old = side(
      [10, 'sent', '{"type":"a"}'],
      [20, 'sent', '{"type":"b"}'],
      [30, 'sent', '{"type":"c"}'],
    );
    const now = side([20, 'sent', '{"type":"b"}'], [30, 'sent', '{"type":"x"}']);
    const inPlaceOf = (step: number): string => (step === 2 ? '{"type":"x"}' : 'no edit');
    expect(found(old, now, { from: 1, edited: new Set([2]), inPlaceOf })).toEqual({ same: 2 });
  });
});
