import { describe, expect, it } from 'vitest';
import type { Pacing } from '../../src/replay/pacing.ts';
import { makePlan, type PlanRequest } from '../../src/replay/plan.ts';
import { Player } from '../../src/replay/player.ts';
import type { Recording } from '../../src/replay/recording.ts';
import { FakeClock } from './fake-clock.ts';
import { type FakeSocketOptions, fakeSockets } from './fake-socket.ts';
import { closed, recording } from './recordings.ts';

const BY_TIME: Pacing = { by: 'time', speed: 1 };
const AS_ASKED: Pacing = { by: 'reply', giveUp: null, onGiveUp: 'continue', speed: null };
const AS_ASKED_WITH_DELAYS: Pacing = { ...AS_ASKED, speed: 1 };

function play(
  recorded: Recording | Recording[],
  pacing: Pacing = BY_TIME,
  but: Partial<PlanRequest> = {},
  options: FakeSocketOptions = {},
) {
  const clock = new FakeClock();
  const { connect, sockets } = fakeSockets(clock, { handshake: null, ...options });
  const tracks = [recorded].flat().map((one, index) => ({ recording: one, start: index * 1_000 }));
  const unmatched: unknown[] = [];
  const player = new Player(makePlan({ target: 'page', pacing, tracks, ...but }), connect, clock, {
    onChange() {},
    onUnmatched: (_track, payload) => unmatched.push(payload),
  });
  const [socket] = sockets;
  if (!socket) throw new Error('no socket was made');
  return { clock, socket, sockets, player, unmatched };
}

const CHAT = recording(['> 20 hello', '< 30 hi', '> 120 how are you', '< 150 fine', '< 400 bye'], {
  outcome: closed(500, 'server', 4_002, 'moved'),
});

describe('to the page by original timing', () => {
  it('waits for the page to open its socket', () => {
    const { player, clock } = play(CHAT);
    player.start();
    clock.advance(60_000);
    expect(player.progress).toMatchObject({ state: 'waiting', waitingFor: { what: 'page', track: 0 } });
  });

  it('answers after the recorded handshake time with the recorded result', () => {
    const { player, clock, socket } = play(CHAT);
    player.start();
    clock.advance(5_000);
    socket.listener.onArrived();
    clock.settle();
    expect(socket.asked[1]).toMatchObject({
      time: 6_010,
      what: 'answer',
      protocol: 'chat.v2',
      extensions: 'permessage-deflate',
    });
  });

  it('delivers the received frames at their time from the open, whatever the page sends', () => {
    const { player, clock, socket } = play(CHAT);
    player.start();
    socket.listener.onArrived();
    clock.advance(100);
    socket.listener.onFrame('hello');
    clock.settle();
    expect(socket.sent).toEqual(['hi', 'fine', 'bye']);
    expect(socket.times).toEqual([1_040, 1_160, 1_410]);
    expect(player.progress).toMatchObject({ received: 1, expected: 2, played: 3 });
  });

  it('does not burst when the page comes late', () => {
    const { player, clock, socket } = play(CHAT);
    player.start();
    clock.advance(100_000);
    socket.listener.onArrived();
    clock.settle();
    expect(socket.times).toEqual([101_040, 101_160, 101_410]);
    expect(player.progress.jitter).toEqual({ count: 3, p50: 0, p95: 0, max: 0 });
  });

  it('ends with the recorded close at its time', () => {
    const { player, clock, socket } = play(CHAT);
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(socket.asked.at(-1)).toMatchObject({
      time: 1_510,
      closing: { code: 4_002, reason: 'moved', wasClean: true },
    });
    expect(player.state).toBe('done');
  });

  it('plays an abnormal end as one', () => {
    const cut = recording(['< 5 a'], { outcome: closed(30, 'server', 1_006) });
    const { player, clock, socket } = play(cut);
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(socket.closings).toEqual([{ code: 1_006, reason: '', wasClean: false }]);
  });

  it('stays open where the recording never closed, until it is stopped', () => {
    const { player, clock, socket } = play(recording(['< 5 a']));
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(player.state).toBe('done');
    expect(socket.closings).toEqual([]);
    player.stop();
    expect(socket.closings).toEqual([{ code: 1_000, reason: '', wasClean: true }]);
    expect(player.progress.stopped).toBe(false);
  });

  it('does not close again what the page closed after the end', () => {
    const { player, clock, socket } = play(recording(['< 5 a']));
    player.start();
    socket.listener.onArrived();
    clock.settle();
    socket.listener.onClosed(1_000, '', true);
    player.stop();
    expect(socket.closings).toEqual([]);
  });

  it('fails where closing does', () => {
    const { player, clock, socket } = play(
      CHAT,
      BY_TIME,
      {},
      {
        refuse: ({ what }) => (what === 'close' ? { code: 'REFUSED', message: 'No.' } : null),
      },
    );
    player.start();
    socket.listener.onArrived();
    clock.advance(511.5);
    expect(player.progress.problem).toMatchObject({ code: 'CLOSE' });
  });

  it('plays a recorded handshake failure as failure at its time', () => {
    const refused = recording([], { opened: null, outcome: { is: 'failed', at: 40 } });
    const { player, clock, socket } = play(refused);
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(socket.asked.slice(1)).toMatchObject([
      { time: 1_040, what: 'close', closing: { code: 1_006, reason: '', wasClean: false } },
    ]);
    expect(player.state).toBe('done');
  });

  it('leaves connecting a socket that was never seen to open', () => {
    const { player, clock, socket } = play(recording([], { opened: null }));
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(socket.asked.map(({ what }) => what)).toEqual(['open']);
    player.stop();
    expect(socket.closings).toEqual([{ code: 1_006, reason: '', wasClean: false }]);
  });

  it('fails an unanswered socket of the page when it is stopped', () => {
    const { player, clock, socket } = play(CHAT);
    player.start();
    socket.listener.onArrived();
    clock.advance(5);
    player.stop();
    expect(socket.closings).toEqual([{ code: 1_006, reason: '', wasClean: false }]);
  });

  it('ends without failure when the page closes early, and says what was left', () => {
    const { player, clock, socket } = play(CHAT);
    player.start();
    socket.listener.onArrived();
    clock.advance(200);
    socket.listener.onClosed(1_000, 'enough', true);
    clock.settle();
    expect(player.progress).toMatchObject({ state: 'done', total: 3, played: 2, problem: null });
    expect(player.progress.tracks[0]?.closed).toEqual({ code: 1_000, reason: 'enough', wasClean: true });
  });

  it('takes a frame that comes too late for the page as the page having closed', () => {
    const { player, clock, socket } = play(
      CHAT,
      BY_TIME,
      {},
      {
        refuse: ({ what }) => (what === 'send' ? { code: 'NOT_OPEN', message: 'closed' } : null),
      },
    );
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(player.progress).toMatchObject({ state: 'done', played: 0, problem: null });
  });

  it('closes with 1011 when delivering fails', () => {
    const { player, clock, socket } = play(
      CHAT,
      BY_TIME,
      {},
      {
        refuse: ({ payload }) => (payload === 'fine' ? { code: 'REFUSED', message: 'No memory.' } : null),
      },
    );
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(player.progress.problem?.message).toBe('Frame 4 could not be delivered: No memory (REFUSED).');
    expect(socket.closings).toEqual([{ code: 1_011, reason: 'replay failed', wasClean: true }]);
  });

  it('shifts by the length of a pause', () => {
    const { player, clock, socket } = play(CHAT);
    player.start();
    socket.listener.onArrived();
    clock.advance(50);
    player.pause();
    clock.advance(700);
    player.resume();
    clock.settle();
    expect(socket.times).toEqual([1_040, 1_860, 2_110]);
  });

  it('holds the answer while it is paused', () => {
    const { player, clock, socket } = play(CHAT);
    player.start();
    player.pause();
    socket.listener.onArrived();
    clock.advance(1_000);
    expect(socket.asked).toHaveLength(1);
    player.resume();
    clock.settle();
    expect(socket.asked[1]).toMatchObject({ what: 'answer', time: 2_010 });
  });
});

describe('several sockets of the page', () => {
  it('plays each from when the page opens it', () => {
    const { player, clock, sockets } = play([recording(['< 5 a']), recording(['< 5 b'])]);
    player.start();
    clock.advance(400);
    sockets[1]?.listener.onArrived();
    clock.advance(300);
    sockets[0]?.listener.onArrived();
    clock.settle();
    expect(sockets[1]?.times).toEqual([1_415]);
    expect(sockets[0]?.times).toEqual([1_715]);
    expect(player.progress).toMatchObject({ state: 'done', total: 2, played: 2 });
  });

  it('goes on with one when the page closes another', () => {
    const { player, clock, sockets } = play([CHAT, CHAT]);
    player.start();
    for (const socket of sockets) socket.listener.onArrived();
    clock.advance(20);
    sockets[0]?.listener.onClosed(1_000, '', true);
    clock.settle();
    expect(sockets[0]?.sent).toEqual([]);
    expect(sockets[1]?.sent).toHaveLength(3);
  });

  it('ends all when one fails', () => {
    const { player, clock, sockets } = play([CHAT, CHAT]);
    player.start();
    for (const socket of sockets) socket.listener.onArrived();
    clock.advance(20);
    sockets[0]?.listener.onFailed({ code: 'PAGE_LEFT', message: 'It left.' });
    clock.settle();
    expect(player.state).toBe('failed');
    expect(sockets[1]?.closings).toHaveLength(1);
    expect(sockets[1]?.sent).toEqual([]);
  });
});

describe('to the page as it asks', () => {
  const API = recording([
    '< 1 {"type":"welcome"}',
    '> 10 {"id":"aaaaaaa1","type":"get","key":"x"}',
    '< 35 {"id":"aaaaaaa1","value":1}',
    '> 60 {"id":"aaaaaaa2","type":"get","key":"y"}',
    '< 100 {"id":"aaaaaaa2","value":2}',
    '< 300 {"id":"aaaaaaa2","value":3}',
  ]);
  const ask = (id: string, key: string): string => JSON.stringify({ id, type: 'get', key });

  it('delivers at once what came before the first send', () => {
    const { player, clock, socket } = play(API, AS_ASKED);
    player.start();
    socket.listener.onArrived();
    clock.advance(0);
    expect(socket.sent).toEqual(['{"type":"welcome"}']);
    expect(player.progress.waitingFor).toEqual({ what: 'send', track: 0, step: 1 });
  });

  it('lets a recorded reply follow the matching send, with the id the page gave now', () => {
    const { player, clock, socket } = play(API, AS_ASKED, { match: { ignore: ['id'] } });
    player.start();
    socket.listener.onArrived();
    clock.advance(1_000);
    socket.listener.onFrame(ask('bbbbbbb9', 'x'));
    clock.advance(1_000);
    socket.listener.onFrame(ask('bbbbbbb8', 'y'));
    clock.settle();
    expect(socket.sent.slice(1)).toEqual([
      '{"id":"bbbbbbb9","value":1}',
      '{"id":"bbbbbbb8","value":2}',
      '{"id":"bbbbbbb8","value":3}',
    ]);
    expect(player.state).toBe('done');
  });

  it('answers sends in the order in which the page makes them', () => {
    const { player, clock, socket } = play(API, AS_ASKED, { match: { ignore: ['id'] } });
    player.start();
    socket.listener.onArrived();
    clock.advance(10);
    socket.listener.onFrame(ask('yyyyyyy', 'y'));
    socket.listener.onFrame(ask('xxxxxxx', 'x'));
    clock.settle();
    expect(socket.sent.slice(1)).toEqual([
      '{"id":"yyyyyyy","value":2}',
      '{"id":"yyyyyyy","value":3}',
      '{"id":"xxxxxxx","value":1}',
    ]);
  });

  it('keeps each recorded delay after its send where it is told to, also when replies overlap', () => {
    const { player, clock, socket } = play(API, AS_ASKED_WITH_DELAYS, { match: { ignore: ['id'] } });
    player.start();
    socket.listener.onArrived();
    clock.advance(100);
    socket.listener.onFrame(ask('yyyyyyy', 'y'));
    clock.advance(50);
    socket.listener.onFrame(ask('xxxxxxx', 'x'));
    clock.settle();
    expect(socket.times).toEqual([1_011, 1_140, 1_175, 1_340]);
  });

  it('shows what it has no match for, and goes on', () => {
    const { player, clock, socket, unmatched } = play(API, AS_ASKED);
    player.start();
    socket.listener.onArrived();
    clock.advance(10);
    socket.listener.onFrame('what?');
    expect(unmatched).toEqual(['what?']);
    expect(player.progress).toMatchObject({ unmatched: 1, state: 'waiting' });
  });

  it('pauses at what it has no match for where it is told to', () => {
    const { player, clock, socket } = play(API, AS_ASKED, { unmatched: 'pause' });
    player.start();
    socket.listener.onArrived();
    clock.advance(10);
    socket.listener.onFrame('what?');
    expect(player.state).toBe('paused');
  });

  it('closes with 1011 at what it has no match for where it is told to', () => {
    const { player, clock, socket } = play(API, AS_ASKED, { unmatched: 'close' });
    player.start();
    socket.listener.onArrived();
    clock.advance(10);
    socket.listener.onFrame('what?');
    clock.settle();
    expect(socket.closings).toEqual([{ code: 1_011, reason: 'not recorded', wasClean: true }]);
    expect(player.state).toBe('done');
  });

  it('delivers the next reply by hand', () => {
    const { player, clock, socket } = play(API, AS_ASKED);
    player.start();
    socket.listener.onArrived();
    clock.advance(10);
    expect(player.step()).toBe(true);
    expect(socket.sent.at(-1)).toBe('{"id":"aaaaaaa1","value":1}');
  });

  it('gives up on a send after its time', () => {
    const { player, clock, socket } = play(API, { ...AS_ASKED, giveUp: 3_000 });
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(socket.times).toEqual([1_000, 4_000, 7_000, 7_000]);
  });

  it('fails on a send that does not come where it is told to', () => {
    const { player, clock, socket } = play(API, { ...AS_ASKED, giveUp: 3_000, onGiveUp: 'fail' });
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(player.progress.problem?.message).toBe('The page did not send what frame 2 recorded within 3 s.');
  });

  it('leaves closing to the page where the page closed', () => {
    const ended = recording(['> 5 a', '< 9 b'], { outcome: closed(20, 'page') });
    const { player, clock, socket } = play(ended, AS_ASKED);
    player.start();
    socket.listener.onArrived();
    clock.advance(10);
    socket.listener.onFrame('a');
    clock.advance(60_000);
    expect(player.progress).toMatchObject({ state: 'waiting', played: 1, waitingFor: { what: 'close' } });
    socket.listener.onClosed(1_000, '', true);
    expect(player.state).toBe('done');
  });

  it.each([
    ['at once', AS_ASKED, 1_100],
    ['after the recorded time', AS_ASKED_WITH_DELAYS, 1_100 + 10 + 70],
  ])('closes %s where the server closed', (_when, pacing, time) => {
    const ended = recording(['> 5 a', '< 15 b'], { outcome: closed(85, 'server') });
    const { player, clock, socket } = play(ended, pacing, {}, { latency: null });
    player.start();
    socket.listener.onArrived();
    clock.advance(100);
    socket.listener.onFrame('a');
    clock.settle();
    expect(socket.asked.at(-1)).toMatchObject({ what: 'close', time });
  });

  it('plays a recorded handshake failure', () => {
    const refused = recording([], { opened: null, outcome: { is: 'failed', at: 40 } });
    const { player, clock, socket } = play(refused, AS_ASKED);
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(socket.closings).toEqual([{ code: 1_006, reason: '', wasClean: false }]);
  });
});

describe('to the page by hand and fast', () => {
  it('delivers a frame for each step and closes with the last', () => {
    const { player, clock, socket } = play(CHAT, { by: 'manual' });
    player.start();
    socket.listener.onArrived();
    clock.advance(1_000);
    for (const count of [1, 2, 3]) {
      player.step();
      clock.advance(10);
      expect(socket.sent).toHaveLength(count);
    }
    expect(player.state).toBe('waiting');
    player.step();
    clock.settle();
    expect(player.state).toBe('done');
    expect(socket.closings).toHaveLength(1);
  });

  it('delivers as fast as the page takes it', () => {
    const { player, clock, socket } = play(CHAT, { by: 'fast', window: 1 }, {}, { latency: 7 });
    player.start();
    socket.listener.onArrived();
    clock.settle();
    expect(socket.times).toEqual([1_000, 1_007, 1_014]);
    expect(player.state).toBe('done');
  });
});
