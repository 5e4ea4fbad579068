import { describe, expect, it } from 'vitest';
import type { Pacing } from '../../src/replay/pacing.ts';
import { makePlan, type PlanRequest } from '../../src/replay/plan.ts';
import { Player } from '../../src/replay/player.ts';
import { FakeClock } from './fake-clock.ts';
import { fakeSockets } from './fake-socket.ts';
import { recording } from './recordings.ts';

const STORY = recording(['< 100 a', '> 200 ask', '< 300 b', '< 1000 c', '< 5000 d']);

function play(pacing: Pacing, target: PlanRequest['target'] = 'page') {
  const clock = new FakeClock();
  const { connect, sockets } = fakeSockets(clock, { handshake: target === 'server' ? 5 : null });
  const plan = makePlan({ target, pacing, tracks: [{ recording: STORY }] });
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
