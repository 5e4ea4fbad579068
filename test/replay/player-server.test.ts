import { describe, expect, it } from 'vitest';
import { LANE_SLICE } from '../../src/replay/lane.ts';
import type { Pacing } from '../../src/replay/pacing.ts';
import { makePlan, type TrackRequest } from '../../src/replay/plan.ts';
import { Player } from '../../src/replay/player.ts';
import { FakeClock } from './fake-clock.ts';
import { type FakeSocketOptions, fakeSockets } from './fake-socket.ts';
import { closed, recording } from './recordings.ts';

const BY_TIME: Pacing = { by: 'time', speed: 1 };
const BY_REPLY: Pacing = { by: 'reply', giveUp: 5_000, onGiveUp: 'continue', speed: null };

function play(track: TrackRequest, pacing: Pacing = BY_TIME, options: FakeSocketOptions = {}) {
  const clock = new FakeClock();
  const { connect, sockets } = fakeSockets(clock, options);
  const player = new Player(makePlan({ target: 'server', pacing, tracks: [track] }), connect, clock, {
    onChange() {},
  });
  const [socket] = sockets;
  if (!socket) throw new Error('no socket was made');
  return { clock, socket, player };
}

const CHAT = recording(['> 20 hello', '< 30 hi', '> 120 how are you', '< 150 fine', '> 400 bye']);

describe('to the server by original timing', () => {
  it('opens the recorded URL with the recorded subprotocols', () => {
    const { player, socket } = play({ recording: CHAT });
    player.start();
    expect(socket.asked[0]).toMatchObject({
      what: 'open',
      request: { url: CHAT.url, protocols: ['chat.v2'] },
    });
  });

  it('sends each frame at its recorded distance from the open', () => {
    const { player, socket, clock } = play({ recording: CHAT }, BY_TIME, { handshake: 77 });
    player.start();
    clock.settle();
    expect(socket.sent).toEqual(['hello', 'how are you', 'bye']);
    expect(socket.times).toEqual([1_097, 1_197, 1_477]);
  });

  it.each([
    [2, [1_015, 1_065, 1_205]],
    [0.1, [1_205, 2_205, 5_005]],
    [100, [1_005.2, 1_006.2, 1_009]],
  ])('divides recorded time by a speed of %f', (speed, times) => {
    const { player, socket, clock } = play({ recording: CHAT }, { by: 'time', speed });
    player.start();
    clock.settle();
    for (const [index, time] of times.entries()) expect(socket.times[index]).toBeCloseTo(time, 6);
  });

  it('sends a late frame at once and counts it as late', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(25);
    const slow = clock.at;
    clock.at = (time, callback) => slow.call(clock, time + 40, callback);
    clock.settle();
    clock.at = slow;
    expect(socket.times).toEqual([1_025, 1_165, 1_445]);
    expect(player.progress.jitter).toEqual({ count: 3, p50: 40, p95: 40, max: 40 });
  });

  it('waits on when the clock wakes it early', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(4);
    const exact = clock.at;
    clock.at = (time, callback) =>
      exact.call(clock, Math.max(clock.now(), time - (time - clock.now()) / 2), callback);
    clock.advance(20.9);
    expect(socket.sent).toEqual([]);
    clock.at = exact;
    clock.advance(0.1);
    clock.settle();
    expect(socket.sent).toHaveLength(3);
  });

  it('is waiting for the handshake until the server finished it', () => {
    const { player, clock } = play({ recording: CHAT }, BY_TIME, { handshake: 300 });
    player.start();
    clock.advance(100);
    expect(player.state).toBe('waiting');
    expect(player.progress.waitingFor).toEqual({ what: 'handshake', track: 0 });
    clock.advance(210);
    expect(player.state).toBe('playing');
  });

  it('keeps order where recorded times go backwards', () => {
    const jumpy = recording(['> 50 a', '> 20 b', '> 60 c']);
    const { player, clock, socket } = play({ recording: jumpy });
    player.start();
    clock.settle();
    expect(socket.sent).toEqual(['a', 'b', 'c']);
    expect(socket.times).toEqual([1_055, 1_055, 1_065]);
  });

  it('gives binary frames with their shape', () => {
    const { player, clock, socket } = play({ recording: recording(['> 0 0x0aff']) });
    player.start();
    clock.settle();
    expect(socket.asked[1]).toMatchObject({ what: 'send', shape: 'ArrayBuffer' });
    expect(new Uint8Array(socket.sent[0] as ArrayBuffer)).toEqual(Uint8Array.of(10, 255));
  });

  it('skips frames whose payload is missing and says how many', () => {
    const { player, clock, socket } = play({ recording: recording(['> 0 a', '> 5', '> 9 c']) });
    player.start();
    clock.settle();
    expect(socket.sent).toEqual(['a', 'c']);
    expect(player.progress).toMatchObject({ total: 3, played: 2, skipped: 1 });
  });

  it('waits rather than pile up more than a thousand frames in flight', () => {
    const many = recording(Array.from({ length: 1_500 }, (_, index) => `> 0 ${index}`));
    const { player, clock, socket } = play({ recording: many }, BY_TIME, { latency: 50 });
    player.start();
    clock.advance(6);
    expect(socket.sent).toHaveLength(1_000);
    expect(player.progress.waitingFor).toMatchObject({ what: 'results', count: 1_000 });
    clock.settle();
    expect(socket.sent).toHaveLength(1_500);
  });
});

describe('frames in flight', () => {
  it('catches up with its times after it had to wait for them', () => {
    const many = recording([...Array.from({ length: 1_001 }, () => '> 0 x'), '> 100 last']);
    const { player, clock, socket } = play({ recording: many }, BY_TIME, { latency: 50 });
    player.start();
    clock.settle();
    expect(socket.times.at(-2)).toBe(1_055);
    expect(socket.times.at(-1)).toBe(1_105);
  });

  it('gives other work its turn between frames that are all due', () => {
    const many = recording(Array.from({ length: 2_000 }, () => '> 0 x'));
    const { player, clock, socket } = play({ recording: many }, BY_TIME, { latency: null });
    const most = { frames: 0 };
    const exact = clock.at;
    clock.at = (time, callback) =>
      exact.call(clock, time, () => {
        const before = socket.sent.length;
        callback();
        most.frames = Math.max(most.frames, socket.sent.length - before);
      });
    player.start();
    clock.settle();
    expect(socket.sent).toHaveLength(2_000);
    expect(most.frames).toBeLessThanOrEqual(LANE_SLICE);
  });

  it('are all carried out before the connection is closed', () => {
    const ended = recording(['> 10 a'], { outcome: closed(11, 'page') });
    const { player, clock, socket } = play({ recording: ended }, BY_TIME, { latency: 300 });
    player.start();
    clock.settle();
    expect(socket.asked.at(-1)).toMatchObject({ what: 'close', time: 1_315 });
  });
});

describe('the end of a connection to the server', () => {
  it('does not wait for replies where the page closed at a time of its own', () => {
    const ended = recording(['> 10 a', '< 20 b'], { outcome: closed(50, 'page') });
    const { player, clock, socket } = play({ recording: ended });
    player.start();
    clock.settle();
    expect(socket.asked.at(-1)).toMatchObject({ what: 'close', time: 1_055 });
  });

  it('can be brought about by hand while the server is waited for', () => {
    const ended = recording(['> 10 a'], { outcome: closed(20, 'server') });
    const { player, clock, socket } = play({ recording: ended });
    player.start();
    clock.advance(100);
    expect(player.step()).toBe(true);
    expect(socket.closings).toHaveLength(1);
  });

  it('fails where closing does', () => {
    const { player, clock } = play({ recording: CHAT }, BY_TIME, {
      refuse: ({ what }) => (what === 'close' ? { code: 'REFUSED', message: 'Bad code' } : null),
    });
    player.start();
    clock.settle();
    expect(player.progress.problem?.message).toBe('The connection could not be closed: Bad code (REFUSED).');
  });

  it('is done where there is nothing left to close', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_TIME, {
      refuse: ({ what }) => (what === 'close' ? { code: 'NOT_OPEN', message: 'closed' } : null),
    });
    socket.listener.onClosed = () => {};
    player.start();
    clock.settle();
    expect(player.progress).toMatchObject({ state: 'done', problem: null });
  });

  it('closes as the page did, with its code and reason, at the recorded time', () => {
    const ended = recording(['> 10 a'], { outcome: closed(200, 'page', 3_001, 'enough') });
    const { player, clock, socket } = play({ recording: ended });
    player.start();
    clock.settle();
    expect(socket.asked.at(-1)).toMatchObject({ time: 1_205, closing: { code: 3_001, reason: 'enough' } });
    expect(player.state).toBe('done');
    expect(player.progress.tracks[0]?.closed).toEqual({ code: 3_001, reason: 'enough', wasClean: true });
  });

  it('closes without code where the recorded one may not be given', () => {
    const ended = recording(['> 10 a'], { outcome: closed(20, 'page', 1_005) });
    const { player, clock, socket } = play({ recording: ended });
    player.start();
    clock.settle();
    expect(socket.closings).toEqual([{ code: null, reason: '', wasClean: true }]);
  });

  it('leaves closing to the server where the server closed', () => {
    const ended = recording(['> 10 a'], { outcome: closed(20, 'server', 4_000) });
    const { player, clock, socket } = play({ recording: ended });
    player.start();
    clock.advance(30);
    expect(player.progress.waitingFor).toEqual({ what: 'close', track: 0 });
    socket.listener.onClosed(4_000, 'done', true);
    expect(socket.closings).toEqual([]);
    expect(player.state).toBe('done');
  });

  it('closes with 1000 where the server does not close as it did', () => {
    const ended = recording(['> 10 a'], { outcome: closed(20, 'server', 4_000) });
    const { player, clock, socket } = play({ recording: ended });
    player.start();
    clock.settle();
    expect(socket.closings).toEqual([{ code: 1_000, reason: '', wasClean: true }]);
    expect(clock.now()).toBe(1_000 + 5 + 20 + 2_000 + 1);
  });

  it('waits for the recorded number of replies before it closes what the recording left open', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_TIME, {
      onSend: (other, payload) => {
        if (payload !== 'bye') return;
        other.reply('one', 900);
        other.reply('two', 2_500);
      },
    });
    player.start();
    clock.settle();
    expect(socket.closings).toHaveLength(1);
    expect(socket.asked.at(-1)?.time).toBe(1_405 + 2_500);
    expect(player.progress).toMatchObject({ state: 'done', received: 2, expected: 2 });
  });

  it('is done even if the server never answers the close', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    socket.listener.onClosed = () => {};
    player.start();
    clock.settle();
    expect(player.state).toBe('done');
    expect(clock.pending).toBe(0);
  });
});

describe('pause, resume, step, stop', () => {
  it('shifts what is left by the length of the pause: nothing bursts', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(55);
    player.pause();
    clock.advance(10_000);
    expect(socket.sent).toEqual(['hello']);
    expect(player.state).toBe('paused');
    player.resume();
    clock.settle();
    expect(socket.times).toEqual([1_025, 11_125, 11_405]);
    expect(player.progress.jitter?.max).toBe(0);
  });

  it('does not open before it is resumed when it is paused at once', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_TIME, { handshake: 50 });
    player.start();
    player.pause();
    clock.advance(500);
    expect(socket.sent).toEqual([]);
    player.resume();
    clock.settle();
    expect(socket.times[0]).toBe(1_520);
  });

  it('steps frame by frame while paused, and goes on from there', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(55);
    player.pause();
    expect(player.step()).toBe(true);
    expect(socket.sent).toEqual(['hello', 'how are you']);
    expect(player.state).toBe('paused');
    clock.advance(5_000);
    player.resume();
    clock.settle();
    expect(socket.times).toEqual([1_025, 1_055, 6_055 + 280]);
  });

  it('does not step before the handshake', () => {
    const { player, clock } = play({ recording: CHAT }, BY_TIME, { handshake: 50 });
    player.start();
    clock.advance(20);
    player.pause();
    expect(player.step()).toBe(false);
  });

  it('does not step while it plays', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(30);
    expect(player.step()).toBe(false);
    expect(socket.sent).toEqual(['hello']);
  });

  it('closes with 1000 when it is stopped, and leaves no timer behind', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(55);
    player.stop();
    // the socket's answer and its close event
    expect(clock.pending).toBe(2);
    expect(socket.closings).toEqual([{ code: 1_000, reason: '', wasClean: true }]);
    clock.settle();
    expect(socket.sent).toEqual(['hello']);
    expect(player.progress).toMatchObject({
      state: 'done',
      stopped: true,
      played: 1,
      total: 3,
      problem: null,
    });
  });

  it('closes a connection that is still being opened when it is stopped', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_TIME, { handshake: null });
    player.start();
    clock.advance(5);
    player.stop();
    expect(socket.closings).toHaveLength(1);
  });

  it('takes no notice of a second start', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(100);
    player.start();
    clock.settle();
    expect(socket.times).toEqual([1_025, 1_125, 1_405]);
  });

  it('plays once only', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.settle();
    player.start();
    player.resume();
    clock.settle();
    expect(socket.sent).toHaveLength(3);
  });

  it('may be paused by whoever is told of a frame', () => {
    const clock = new FakeClock();
    const { connect, sockets } = fakeSockets(clock);
    const plan = makePlan({ target: 'server', pacing: BY_TIME, tracks: [{ recording: CHAT }] });
    const player: Player = new Player(plan, connect, clock, {
      onChange() {},
      onPlayed: () => player.pause(),
    });
    player.start();
    clock.settle();
    expect(sockets[0]?.sent).toEqual(['hello']);
    expect(player.state).toBe('paused');
  });
});

describe('what can go wrong with the server', () => {
  it('fails with the code and the words of a handshake that does not succeed', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_TIME, { handshake: null });
    player.start();
    clock.advance(5);
    socket.listener.onFailed({ code: 'HANDSHAKE_403', message: 'Unexpected response code: 403' });
    expect(player.state).toBe('failed');
    expect(player.progress.problem).toMatchObject({
      code: 'HANDSHAKE',
      track: 0,
      message: `The handshake with ${CHAT.url} failed: Unexpected response code: 403 (HANDSHAKE_403).`,
    });
  });

  it('takes a close before the open as a failed handshake', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_TIME, { handshake: null });
    player.start();
    clock.advance(5);
    socket.listener.onClosed(1_006, '', false);
    expect(player.progress.problem).toMatchObject({ code: 'HANDSHAKE' });
  });

  it('is done when a handshake fails that failed in the recording', () => {
    const refused = recording([], { opened: null, outcome: { is: 'failed', at: 30 } });
    const { player, clock, socket } = play({ recording: refused }, BY_TIME, { handshake: null });
    player.start();
    clock.advance(5);
    socket.listener.onFailed({ code: 'X', message: 'no' });
    expect(player.state).toBe('done');
  });

  it('fails when the server closes before every frame was sent', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(200);
    socket.listener.onClosed(1_011, 'restart', true);
    clock.settle();
    expect(socket.sent).toHaveLength(2);
    expect(player.progress.problem).toMatchObject({
      code: 'CLOSED',
      message: 'The server closed the connection with 1011 "restart" after 2 of 3 frames.',
    });
  });

  it('fails while paused when the server goes', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(50);
    player.pause();
    socket.listener.onClosed(1_006, '', false);
    expect(player.state).toBe('failed');
  });

  it('is done when the server closes after the last frame', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(410);
    socket.listener.onClosed(1_000, '', true);
    expect(player.progress).toMatchObject({ state: 'done', played: 3, problem: null });
  });

  it('fails when a frame cannot be sent, names it, and closes the socket', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_TIME, {
      refuse: ({ payload }) =>
        payload === 'how are you' ? { code: 'NOT_OPEN', message: 'The socket is closed.' } : null,
    });
    player.start();
    clock.settle();
    expect(socket.sent).toEqual(['hello', 'how are you']);
    expect(socket.closings).toHaveLength(1);
    expect(player.progress).toMatchObject({
      state: 'failed',
      played: 1,
      problem: {
        code: 'SEND',
        step: 2,
        message: 'Frame 3 could not be sent: The socket is closed (NOT_OPEN).',
        cause: { code: 'NOT_OPEN' },
      },
    });
  });

  it('fails when the socket cannot even be asked for', () => {
    const { player, clock } = play({ recording: CHAT }, BY_TIME, {
      handshake: null,
      refuse: ({ what }) => (what === 'open' ? { code: 'REFUSED', message: 'Bad port' } : null),
    });
    player.start();
    clock.settle();
    expect(player.progress.problem).toMatchObject({ code: 'REFUSED', cause: { code: 'REFUSED' } });
  });

  it('fails when the document with the socket is gone', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.advance(50);
    socket.listener.onFailed({ code: 'NO_CONNECTION', message: 'the page left' });
    expect(player.progress.problem).toMatchObject({ code: 'LOST' });
  });

  it('counts a result that is reported twice once', () => {
    const many = recording(['> 0 a', '> 0 b', '> 0 c', '> 0 d']);
    const { player, clock, socket } = play({ recording: many }, { by: 'fast', window: 1 }, { latency: 10 });
    const send = socket.send.bind(socket);
    socket.send = (payload, shape, done) =>
      send(payload, shape, (problem) => {
        done(problem);
        done(problem);
      });
    player.start();
    clock.settle();
    expect(socket.times).toEqual([1_005, 1_015, 1_025, 1_035]);
    expect(player.progress).toMatchObject({ state: 'done', played: 4 });
  });

  it('ignores what sockets report after the end', () => {
    const { player, clock, socket } = play({ recording: CHAT });
    player.start();
    clock.settle();
    socket.listener.onFailed({ code: 'X', message: 'late' });
    socket.listener.onClosed(1_006, '', false);
    expect(player.progress).toMatchObject({ state: 'done', problem: null });
  });
});

describe('to the server step on reply', () => {
  const answering: FakeSocketOptions = {
    onSend: (socket, payload) => {
      if (payload !== 'bye') socket.reply(`re: ${String(payload)}`, 70);
    },
  };

  it('sends, waits for the recorded number of replies, sends', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_REPLY, answering);
    player.start();
    clock.settle();
    expect(socket.times).toEqual([1_005, 1_075, 1_145]);
    expect(player.progress).toMatchObject({ state: 'done', received: 2 });
  });

  it('sends without waiting what was sent without a reply between', () => {
    const burst = recording(['> 0 a', '> 50 b', '> 90 c', '< 95 ok']);
    const { player, clock, socket } = play({ recording: burst }, BY_REPLY);
    player.start();
    clock.advance(5);
    expect(socket.sent).toEqual(['a', 'b', 'c']);
  });

  it('keeps the recorded delay after the reply where it is told to', () => {
    const { player, clock, socket } = play({ recording: CHAT }, { ...BY_REPLY, speed: 1 }, answering);
    player.start();
    clock.settle();
    expect(socket.times).toEqual([1_025, 1_025 + 70 + 90, 1_025 + 70 + 90 + 70 + 250]);
  });

  it('says how many replies it waits for', () => {
    const chatty = recording(['> 0 a', '< 1 x', '< 2 y', '> 5 b']);
    const { player, clock, socket } = play({ recording: chatty }, BY_REPLY);
    player.start();
    clock.advance(10);
    socket.listener.onFrame('x');
    expect(player.progress.waitingFor).toEqual({ what: 'replies', track: 0, count: 1 });
  });

  it('gives up after its time and goes on', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_REPLY);
    player.start();
    clock.settle();
    expect(socket.times).toEqual([1_005, 6_005, 11_005]);
  });

  it('fails where giving up is told to be a failure', () => {
    const { player, clock, socket } = play(
      { recording: CHAT },
      { ...BY_REPLY, giveUp: 250, onGiveUp: 'fail' },
    );
    player.start();
    clock.settle();
    expect(socket.sent).toEqual(['hello']);
    expect(player.progress.problem).toMatchObject({
      code: 'NO_REPLY',
      step: 2,
      message: 'The replies recorded before frame 3 did not come within 0.25 s.',
    });
  });

  it('waits as long as it takes without a limit, and can be stepped past', () => {
    const { player, clock, socket } = play({ recording: CHAT }, { ...BY_REPLY, giveUp: null });
    player.start();
    clock.advance(1_000_000);
    expect(socket.sent).toEqual(['hello']);
    expect(player.step()).toBe(true);
    expect(socket.sent).toEqual(['hello', 'how are you']);
  });

  it('does not let the time of a pause count as waiting', () => {
    const { player, clock, socket } = play({ recording: CHAT }, BY_REPLY);
    player.start();
    clock.advance(4_000);
    player.pause();
    clock.advance(60_000);
    player.resume();
    clock.advance(4_900);
    expect(socket.sent).toEqual(['hello']);
    clock.advance(200);
    expect(socket.sent).toHaveLength(2);
  });

  it('does not wait for replies to a frame that was skipped', () => {
    const holed = recording(['> 0', '< 10 re', '> 20 b']);
    const { player, clock, socket } = play({ recording: holed }, BY_REPLY);
    player.start();
    clock.advance(6);
    expect(socket.sent).toEqual(['b']);
  });
});

describe('as fast as allowed', () => {
  const MANY = recording(Array.from({ length: 10 }, (_, index) => `> ${index * 1_000} ${index}`));

  it('keeps the window: a frame goes out for each that is carried out', () => {
    const { player, clock, socket } = play({ recording: MANY }, { by: 'fast', window: 4 }, { latency: 10 });
    player.start();
    clock.advance(5);
    expect(socket.sent).toHaveLength(4);
    expect(player.progress.waitingFor).toEqual({ what: 'results', track: 0, count: 4 });
    clock.settle();
    expect(socket.times).toEqual([1_005, 1_005, 1_005, 1_005, 1_015, 1_015, 1_015, 1_015, 1_025, 1_025]);
  });

  it('lets other work in between with a socket that answers at once', () => {
    const many = recording(Array.from({ length: 2_000 }, () => '> 0 x'));
    const { player, clock, socket } = play({ recording: many }, { by: 'fast', window: 1 }, { latency: null });
    player.start();
    expect(() => clock.settle()).not.toThrow();
    expect(socket.sent).toHaveLength(2_000);
  });
});

describe('one by one', () => {
  it('sends a frame for each step, and closes with the last', () => {
    const { player, clock, socket } = play({ recording: CHAT }, { by: 'manual' });
    player.start();
    expect(player.step()).toBe(false);
    clock.advance(1_000);
    expect(player.progress).toMatchObject({ state: 'waiting', waitingFor: { what: 'step' }, played: 0 });
    for (const count of [1, 2, 3]) {
      expect(player.step()).toBe(true);
      expect(socket.sent).toHaveLength(count);
      clock.advance(1_000);
    }
    expect(socket.closings).toEqual([]);
    expect(player.step()).toBe(true);
    clock.settle();
    expect(socket.closings).toHaveLength(1);
    expect(player.state).toBe('done');
  });

  it('passes over missing frames on the way to the next', () => {
    const { player, clock, socket } = play(
      { recording: recording(['> 0', '> 1 b', '> 2 c']) },
      { by: 'manual' },
    );
    player.start();
    clock.advance(10);
    player.step();
    expect(socket.sent).toEqual(['b']);
    expect(player.progress.skipped).toBe(1);
  });
});

describe('a part of a recording', () => {
  it('starts at a frame without waiting for its time', () => {
    const { player, clock, socket } = play({ recording: CHAT, from: 2 });
    player.start();
    clock.settle();
    expect(socket.sent).toEqual(['how are you', 'bye']);
    expect(socket.times).toEqual([1_005, 1_285]);
    expect(player.progress.total).toBe(2);
  });

  it('ends before a frame, and not as the whole recording ended', () => {
    const ended = recording(['> 0 a', '> 10 b'], { outcome: closed(20, 'page', 4_321) });
    const { player, clock, socket } = play({ recording: ended, to: 1 });
    player.start();
    clock.settle();
    expect(socket.sent).toEqual(['a']);
    expect(socket.closings).toEqual([{ code: 1_000, reason: '', wasClean: true }]);
  });

  it('sends what was edited and leaves out what was skipped', () => {
    const edits = new Map([
      [0, { payload: 'HELLO' }],
      [2, { skip: true } as const],
    ]);
    const { player, clock, socket } = play({
      recording: CHAT,
      edits,
      url: 'ws://localhost/x',
      protocols: [],
    });
    player.start();
    clock.settle();
    expect(socket.asked[0]?.request).toEqual({ url: 'ws://localhost/x', protocols: [] });
    expect(socket.sent).toEqual(['HELLO', 'bye']);
    expect(player.progress).toMatchObject({ played: 2, skipped: 1 });
  });
});
