import { describe, expect, it } from 'vitest';
import type { Payload } from '../../src/protocol/payload.ts';
import type { Pacing } from '../../src/replay/pacing.ts';
import { makePlan, type TrackRequest } from '../../src/replay/plan.ts';
import { Player } from '../../src/replay/player.ts';
import type { Variable } from '../../src/replay/variables.ts';
import { FakeClock } from './fake-clock.ts';
import { type FakeSocketOptions, fakeSockets } from './fake-socket.ts';
import { closed, placeholder, recording } from './recordings.ts';

function play(
  tracks: TrackRequest[],
  options: FakeSocketOptions | ((track: number) => FakeSocketOptions) = {},
  pacing: Pacing = { by: 'time', speed: 1 },
  variables: Variable[] = [],
) {
  const clock = new FakeClock();
  const { connect, sockets } = fakeSockets(clock, options);
  const plan = makePlan({ target: 'server', pacing, tracks, variables });
  const played: { track: number; step: number; payload: Payload }[] = [];
  const player = new Player(plan, connect, clock, {
    onChange() {},
    onPlayed: (track, step, _planned, _actual, payload) => played.push({ track, step, payload }),
  });
  const log = (): string[] =>
    sockets
      .flatMap((socket, track) =>
        socket.asked.map(({ time, what, payload }) => ({ time, track, what, payload })),
      )
      .sort((one, other) => one.time - other.time)
      .map(({ time, track, what, payload }) => `${time - 1_000} ${track} ${payload ?? what}`);
  return { clock, sockets, player, log, played };
}

const first = recording(['> 100 a1', '> 900 a2'], { outcome: closed(1_000, 'page') });
const second = recording(['> 50 b1', '> 300 b2'], { outcome: closed(400, 'page') });
const both: TrackRequest[] = [
  { recording: first, start: 0 },
  { recording: second, start: 500 },
];

describe('several connections to the server together', () => {
  it('keeps their distance to each other', () => {
    const { player, clock, log } = play(both, { handshake: 10 });
    player.start();
    clock.settle();
    expect(log()).toEqual([
      '0 0 open',
      '110 0 a1',
      '500 1 open',
      '560 1 b1',
      '810 1 b2',
      '910 0 a2',
      '910 1 close',
      '1010 0 close',
    ]);
    expect(player.state).toBe('done');
  });

  it('divides all distances by the speed', () => {
    const { player, clock, log } = play(both, { handshake: 0 }, { by: 'time', speed: 2 });
    player.start();
    clock.settle();
    expect(log()).toEqual([
      '0 0 open',
      '50 0 a1',
      '245 1 open',
      '275 1 b1',
      '400 1 b2',
      '450 0 a2',
      '450 1 close',
      '500 0 close',
    ]);
  });

  it('holds everything for a later handshake that is slower than recorded, so that order stays', () => {
    const { player, clock, log } = play(both, (track) => ({ handshake: track === 0 ? 10 : 2_010 }));
    player.start();
    clock.settle();
    expect(log()).toEqual([
      '0 0 open',
      '110 0 a1',
      '500 1 open',
      '2560 1 b1',
      '2810 1 b2',
      '2910 0 a2',
      '2910 1 close',
      '3010 0 close',
    ]);
  });

  it('opens the reconnect when the handshake before it fails as it did in the recording', () => {
    const refused = recording([], { opened: null, outcome: { is: 'failed', at: 20 } });
    const { player, clock, sockets, log } = play(
      [
        { recording: refused, start: 0 },
        { recording: second, start: 1_020 },
      ],
      (track) => ({ handshake: track === 0 ? null : 10 }),
    );
    player.start();
    clock.advance(20);
    sockets[0]?.listener.onFailed({ code: 'FAILED', message: 'refused' });
    clock.settle();
    expect(player.state).toBe('done');
    expect(log().slice(0, 3)).toEqual(['0 0 open', '1020 1 open', '1080 1 b1']);
  });

  it('goes on with the others once a close that comes later than recorded is there', () => {
    const left = recording(['> 10 bye'], { outcome: closed(200, 'server') });
    const { player, clock, sockets, log } = play(
      [
        { recording: left, start: 0 },
        { recording: second, start: 0 },
      ],
      { handshake: 10 },
    );
    player.start();
    clock.advance(250);
    sockets[0]?.listener.onClosed(1_000, '', true);
    clock.settle();
    expect(log()).toEqual(['0 0 open', '0 1 open', '20 0 bye', '60 1 b1', '350 1 b2', '450 1 close']);
    expect(player.state).toBe('done');
  });

  it('closes all when one fails', () => {
    const { player, clock, sockets } = play(both);
    player.start();
    clock.advance(600);
    sockets[1]?.listener.onClosed(1_011, '', true);
    clock.settle();
    expect(player.progress.problem).toMatchObject({ code: 'CLOSED', track: 1 });
    expect(sockets[0]?.closings).toHaveLength(1);
    expect(sockets[0]?.sent).toEqual(['a1']);
  });

  it('sums up over all connections', () => {
    const { player, clock } = play(both);
    player.start();
    clock.advance(300);
    expect(player.progress).toMatchObject({ total: 4, played: 1 });
    expect(player.progress.tracks.map(({ played }) => played)).toEqual([1, 0]);
  });

  it('keeps the recorded order of all when it steps on replies', () => {
    const pacing: Pacing = { by: 'reply', giveUp: 100, onGiveUp: 'continue', speed: null };
    const { player, clock, sockets } = play(both, { handshake: 10 }, pacing);
    const order: unknown[] = [];
    for (const socket of sockets) {
      const send = socket.send.bind(socket);
      socket.send = (payload, shape, done) => {
        order.push(payload);
        send(payload, shape, done);
      };
    }
    player.start();
    clock.settle();
    expect(order).toEqual(['a1', 'b1', 'b2', 'a2']);
  });
});

describe('values that change', () => {
  const token: Variable = {
    name: 'token',
    from: { in: 'reply', track: 0, select: { by: 'json', path: 'auth.token' }, kind: null, nth: 1 },
  };
  const login = recording(['> 0 login', '< 30 {"auth":{"token":"old-token"}}', '> 60 {"token":"old-token"}']);

  it('puts what a reply said into later frames', () => {
    const edits = new Map([[2, { template: `{"token":"${placeholder('token')}"}` }]]);
    const { player, clock, sockets } = play(
      [{ recording: login, edits }],
      {
        onSend: (socket, payload) =>
          payload === 'login' && socket.reply('{"auth":{"token":"new \\"one\\""}}', 5),
      },
      { by: 'time', speed: 1 },
      [token],
    );
    player.start();
    clock.settle();
    expect(sockets[0]?.sent).toEqual(['login', '{"token":"new \\"one\\""}']);
  });

  it('puts what one connection said into the URL of the next', () => {
    const { player, clock, sockets } = play(
      [
        { recording: login, to: 2 },
        { recording: second, start: 100, url: `ws://h/s?t=${placeholder('token')}` },
      ],
      { onSend: (socket, payload) => payload === 'login' && socket.reply('{"auth":{"token":"a b"}}', 5) },
      { by: 'time', speed: 1 },
      [token],
    );
    player.start();
    clock.settle();
    expect(sockets[1]?.asked[0]?.request?.url).toBe('ws://h/s?t=a%20b');
  });

  it('are in the frame that whoever listens is told of', () => {
    const edits = new Map([[2, { template: placeholder('token') }]]);
    const { player, clock, played } = play(
      [{ recording: login, edits }],
      { onSend: (socket, payload) => payload === 'login' && socket.reply('{"auth":{"token":"t"}}', 5) },
      { by: 'time', speed: 1 },
      [token],
    );
    player.start();
    clock.settle();
    expect(played).toEqual([
      { track: 0, step: 0, payload: 'login' },
      { track: 0, step: 2, payload: 't' },
    ]);
  });

  it('waits for a value that is late, and nothing bursts after it', () => {
    const edits = new Map([[2, { template: placeholder('token') }]]);
    const late = recording(['> 0 login', '< 30 {}', '> 60 x', '> 100 y']);
    const { player, clock, sockets } = play(
      [{ recording: late, edits }],
      { onSend: (socket, payload) => payload === 'login' && socket.reply('{"auth":{"token":"t"}}', 1_000) },
      { by: 'time', speed: 1 },
      [token],
    );
    player.start();
    clock.advance(500);
    expect(player.progress.waitingFor).toEqual({ what: 'variable', track: 0, name: 'token' });
    clock.settle();
    expect(sockets[0]?.sent).toEqual(['login', 't', 'y']);
    expect(sockets[0]?.times).toEqual([1_005, 2_005, 2_045]);
  });

  it.each<[string, Pacing]>([
    ['by time', { by: 'time', speed: 1 }],
    ['on reply', { by: 'reply', giveUp: 50, onGiveUp: 'continue', speed: null }],
    ['fast', { by: 'fast', window: 8 }],
  ])('fails %s rather than send a frame whose value never came', (_name, pacing) => {
    const edits = new Map([[2, { template: placeholder('token') }]]);
    const { player, clock, sockets } = play([{ recording: login, edits }], {}, pacing, [token]);
    player.start();
    clock.settle();
    expect(sockets[0]?.sent).toEqual(['login']);
    expect(player.progress.problem).toMatchObject({
      code: 'VARIABLE',
      step: 2,
      message: 'No value for token was captured within 5 s.',
    });
  });

  it('does not step past a value that is missing', () => {
    const edits = new Map([[2, { template: placeholder('token') }]]);
    const { player, clock, sockets } = play([{ recording: login, edits }], {}, { by: 'manual' }, [token]);
    player.start();
    clock.advance(10);
    expect(player.step()).toBe(true);
    expect(player.step()).toBe(false);
    expect(sockets[0]?.sent).toEqual(['login']);
    expect(player.progress.skipped).toBe(0);
  });
});
