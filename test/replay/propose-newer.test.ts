import { describe, expect, it } from 'vitest';
import { proposeNewer } from '../../src/replay/propose-newer.ts';
import type { Recording } from '../../src/replay/recording.ts';
import { recording } from './recordings.ts';

const never = (_text: string): boolean => false;
const propose = (recorded: Recording, newer: Recording | null, isTold = never) =>
  proposeNewer([{ recording: recorded, start: 0 }], [newer], isTold);

describe('values that the page says anew', () => {
  it('are the token in its URL, wherever it went', () => {
    const url = (token: string): string => `wss://example.test/socket?room=lobby&token=${token}`;
    const recorded = recording(['> 1 {"type":"login","token":"tok3n-old-1"}'], { url: url('tok3n-old-1') });
    const newer = recording([], { url: url('tok3n-new-2') });
    expect(propose(recorded, newer)).toMatchObject([
      {
        variable: { name: 'token', from: { in: 'given', value: 'tok3n-new-2' } },
        recorded: 'tok3n-old-1',
        uses: [{ step: null }, { step: 0 }],
      },
    ]);
  });

  it('are the credentials in its first frames', () => {
    const recorded = recording(['< 0 {"type":"hello"}', '> 1 {"type":"auth","jwt":"eyJh.old4.sig1"}']);
    const newer = recording(['> 9 {"type":"ping"}', '> 10 {"type":"auth","jwt":"eyJh.new5.sig2"}']);
    expect(propose(recorded, newer)).toMatchObject([
      { variable: { name: 'jwt', from: { value: 'eyJh.new5.sig2' } }, uses: [{ step: 1 }] },
    ]);
  });

  it('are not what the server tells, what says something, or what is as it was', () => {
    const frame = (session: string, room: string): string =>
      `> 1 {"type":"join","session":"${session}","room":"${room}","device":"d3v1ce-77"}`;
    const recorded = recording([frame('s3ssion-1', 'lobby room')]);
    const newer = recording([frame('s3ssion-2', 'attic room')]);
    expect(propose(recorded, newer, (text) => text === 's3ssion-1')).toEqual([]);
  });

  it('are none without a newer connection', () => {
    expect(propose(recording(['> 1 {"type":"auth","jwt":"eyJh.old4.sig1"}']), null)).toEqual([]);
  });
});
