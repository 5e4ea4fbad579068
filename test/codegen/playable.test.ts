import { describe, expect, it } from 'vitest';
import { playable } from '../../src/codegen/playable.ts';
import type { RecordedConnection } from '../../src/codegen/recorded-connection.ts';
import { closed, recording } from '../replay/recordings.ts';
import { written } from './workplace.ts';

const at = (url: string): RecordedConnection => recording(['> 1 a'], { url });
const only = (recorded: RecordedConnection) => playable([recorded]).list[0];

describe('what can be played', () => {
  it.each([
    'exec:touch PWNED',
    'sh-c:touch PWNED',
    'cmd:touch PWNED',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '-s 8080',
    '/relative',
    '',
  ])('leaves out %j, which is no WebSocket, and says so', (url) => {
    expect(playable([at(url), at('ws://example.test/')])).toMatchObject({
      list: [{ url: 'ws://example.test/' }],
      tally: { connections: 1, strange: 1 },
    });
    const lines = written('websocat', at(url));
    expect(lines).toContain('# Left out: 1 connection whose URL is no WebSocket URL.\n');
    expect(lines).not.toMatch(/^[^#]*\bwebsocat\b/m);
  });

  it.each([
    ['https://example.test/a', 'wss://example.test/a'],
    ['HTTP://example.test/a', 'ws://example.test/a'],
    ['ws://example.test:80/a b#c', 'ws://example.test/a%20b'],
  ])('takes %s for %s', (recorded, url) => {
    expect(only(at(recorded))?.url).toBe(url);
  });

  it('asks only for subprotocols that a client may ask for', () => {
    const { list, tally } = playable([
      recording([], { protocols: ['a', 'a', 'b c', '', 'd*'], protocol: 'b c' }),
    ]);
    expect(list[0]).toMatchObject({ protocols: ['a', 'd*'], protocol: '' });
    expect(tally.protocols).toBe(3);
  });

  it('counts the frames whose payload is not there, and goes on without them', () => {
    const { list, tally } = playable([recording(['> 1 a', '< 2', '< 3 b', '> 4'])]);
    expect(tally).toMatchObject({ frames: 2, missing: 2 });
    expect([...(list[0]?.frames() ?? [])].map(({ payload }) => payload)).toEqual(['a', 'b']);
    expect(written('server', recording(['> 1', '> 2', '> 3 b']))).toContain(
      '// Left out: 2 messages whose payload the recording does not have.\n',
    );
  });

  it('never goes back in time, nor further than a timer goes', () => {
    const times = [...(only(recording(['> -1 a', '> 5 b', '> 4 c', '> 99999999999999 d']))?.frames() ?? [])];
    expect(times.map((frame) => frame.at)).toEqual([0, 5, 5, 2 ** 31 - 1]);
  });

  it('closes only as a close frame can say', () => {
    const end = (code: number, reason: string) =>
      only(recording([], { outcome: closed(1, 'server', code, reason) }));
    expect(end(4000, 'é'.repeat(61))?.end).toMatchObject({ code: 4000, reason: 'é'.repeat(61) });
    expect(end(4000, 'é'.repeat(62))?.end).toMatchObject({ code: 4000, reason: '' });
    expect(end(70_000, '')?.end).toMatchObject({ code: 1006 });
    expect(
      written('server', recording([], { outcome: closed(1, 'server', 4000, 'x'.repeat(124)) })),
    ).toContain('// Left out: 1 close reason longer than a close frame holds.\n');
  });

  it.each([999, 1004, 1016, 2999, 5000, 1000.5])('breaks off in place of code %d, and says so', (code) => {
    const { list, tally } = playable([recording([], { outcome: closed(1, 'server', code) })]);
    expect(list[0]?.end).toMatchObject({ code: 1006 });
    expect(tally.codes).toBe(1);
    expect(written('server', recording([], { outcome: closed(1, 'server', code) }))).toContain(
      '// Left out: 1 close code that no close frame may have.\n',
    );
  });

  it.each([1000, 1003, 1005, 1006, 1007, 1014, 1015, 3000, 4999])('keeps code %d', (code) => {
    const { list, tally } = playable([recording([], { outcome: closed(1, 'server', code) })]);
    expect(list[0]?.end).toMatchObject({ code });
    expect(tally.codes).toBe(0);
  });

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'not a URL'])('has no page at %j', (page) => {
    expect(only({ ...at('ws://example.test/'), page, origin: page })).toMatchObject({
      page: null,
      origin: null,
    });
  });
});
