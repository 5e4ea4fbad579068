import { describe, expect, it } from 'vitest';
import type { Pacing } from '../../src/replay/pacing.ts';
import { makePlan, type PlanRequest } from '../../src/replay/plan.ts';
import { Player } from '../../src/replay/player.ts';
import { FakeClock } from './fake-clock.ts';
import { fakeSockets } from './fake-socket.ts';
import { recording } from './recordings.ts';

const STORY = recording(['< 100 a', '> 200 ask', '< 300 b', '< 1000 c', '< 5000 d']);

function play(pacing: Pacing, target: PlanRequest['target'] = 'page', but: Partial<PlanRequest> = {}) {
  const clock = new FakeClock();
  const { connect, sockets } = fakeSockets(clock, { handshake: target === 'server' ? 5 : null });
  const plan = makePlan({ target, pacing, tracks: [{ recording: STORY }], ...but });
  const player = new Player(plan, connect, clock, { onChange() {} });
  const [socket] = sockets;
  if (!socket) throw new Error('no socket was made');
  return { clock, socket, player };
}

describe('going to a frame', () => {
  it('delivers all before it at once, then keeps the recorded distance', () => {
    const { player, clock, socket } = play({ by: 'time', speed: 1 });
    player.start();
    player.seek(0, 3);
    socket.listener.onArrived();
    clock.advance(0);
    expect(socket.sent).toEqual(['a', 'b']);
    clock.advance(699);
    expect(socket.sent).toEqual(['a', 'b']);
    clock.advance(1);
    expect(socket.sent).toEqual(['a', 'b', 'c']);
    clock.advance(4_000);
    expect(socket.sent).toEqual(['a', 'b', 'c', 'd']);
  });

  it('works while paused, and stays paused', () => {
    const { player, clock, socket } = play({ by: 'time', speed: 1 });
    player.start();
    socket.listener.onArrived();
    clock.advance(0);
    player.pause();
    player.seek(0, 4);
    clock.advance(60_000);
    expect(socket.sent).toEqual(['a', 'b', 'c']);
    expect(player.state).toBe('paused');
  });

  it('does not wait for what the page would ask', () => {
    const { player, clock, socket } = play({ by: 'reply', giveUp: null, onGiveUp: 'continue', speed: null });
    player.start();
    player.seek(0, 4);
    socket.listener.onArrived();
    clock.advance(1);
    expect(socket.sent.slice(0, 3)).toEqual(['a', 'b', 'c']);
  });

  it('goes on by hand from there', () => {
    const { player, clock, socket } = play({ by: 'manual' });
    player.start();
    player.seek(0, 3);
    socket.listener.onArrived();
    clock.advance(60_000);
    expect(socket.sent).toEqual(['a', 'b']);
    player.step();
    expect(socket.sent).toEqual(['a', 'b', 'c']);
  });

  it('does nothing for frames that were played', () => {
    const { player, clock, socket } = play({ by: 'time', speed: 1 });
    player.start();
    socket.listener.onArrived();
    clock.advance(400);
    player.seek(0, 1);
    clock.advance(100);
    expect(socket.sent).toEqual(['a', 'b']);
  });
});

describe('going to a frame of a page that is answered as it asks', () => {
  const AS_ASKED: Pacing = { by: 'reply', giveUp: null, onGiveUp: 'continue', speed: null };
  const API = recording([
    '> 0 {"op":"hello","id":"aaaaaaa1"}',
    '< 10 {"welcome":"aaaaaaa1"}',
    '> 20 {"op":"list"}',
    '< 30 {"list":1}',
    '> 40 {"op":"more"}',
    '< 50 {"more":"aaaaaaa1"}',
  ]);
  const goTo = (step: number, recorded = API) => {
    const stage = play(AS_ASKED, 'page', {
      tracks: [{ recording: recorded }],
      match: { ignore: ['id'] },
      unmatched: 'pause',
    });
    stage.player.start();
    stage.player.seek(0, step);
    stage.socket.listener.onArrived();
    stage.clock.advance(1);
    return stage;
  };

  it('knows the sends of the page that it went past, and does not answer them again', () => {
    const { player, clock, socket } = goTo(4);
    expect(socket.sent).toEqual(['{"welcome":"aaaaaaa1"}', '{"list":1}']);
    socket.listener.onFrame('{"op":"hello","id":"bbbbbbb2"}');
    socket.listener.onFrame('{"op":"list"}');
    clock.advance(1);
    expect(player.progress).toMatchObject({ state: 'waiting', unmatched: 0 });
    expect(socket.sent).toHaveLength(2);
    socket.listener.onFrame('{"op":"more"}');
    clock.advance(1);
    expect(socket.sent.slice(2)).toEqual(['{"more":"bbbbbbb2"}']);
  });

  it('forces no send behind it to come to a reply', () => {
    const { clock, socket } = goTo(1, recording(['> 0 one', '> 10 two', '> 20 three', '< 30 told']));
    clock.advance(60_000);
    expect(socket.sent).toEqual([]);
    socket.listener.onFrame('two');
    socket.listener.onFrame('three');
    clock.advance(1);
    expect(socket.sent).toEqual(['told']);
  });

  it.each([
    [3, 2],
    [4, 2],
    [5, 3],
  ])('forces nothing that lies behind it: frame %i, %i before it', (step, before) => {
    const { clock, socket } = goTo(step);
    clock.advance(60_000);
    expect(socket.sent).toHaveLength(before);
  });
});

describe('closing one connection', () => {
  it('ends it with the close that was asked for', () => {
    const { player, clock, socket } = play({ by: 'time', speed: 1 });
    player.start();
    socket.listener.onArrived();
    clock.advance(0);
    player.close(0, { code: 1011, reason: 'not recorded', wasClean: true });
    clock.advance(10);
    expect(socket.closings[0]).toEqual({ code: 1011, reason: 'not recorded', wasClean: true });
    expect(player.state).toBe('done');
  });
});
