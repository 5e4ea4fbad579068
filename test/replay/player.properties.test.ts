import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Pacing } from '../../src/replay/pacing.ts';
import { makePlan, type Target } from '../../src/replay/plan.ts';
import { Player } from '../../src/replay/player.ts';
import type { Recording, Step } from '../../src/replay/recording.ts';
import { FakeClock } from './fake-clock.ts';
import { fakeSockets } from './fake-socket.ts';
import { closed, recording } from './recordings.ts';

const step = fc.record({
  gap: fc.double({ min: 0, max: 400, noNaN: true }),
  direction: fc.constantFrom('sent' as const, 'received' as const),
  isMissing: fc.boolean(),
});

/** Recordings whose payloads are their indexes. */
const recordings = fc
  .record({ steps: fc.array(step, { maxLength: 25 }), end: fc.constantFrom('open', 'page', 'server') })
  .map(({ steps, end }): Recording => {
    let at = 0;
    const list: Step[] = steps.map(({ gap, direction, isMissing }, index) => {
      at += gap;
      return { at, direction, payload: isMissing && index % 4 === 0 ? null : `${index}`, shape: 'string' };
    });
    return recording(list, end === 'open' ? {} : { outcome: closed(at + 5, end as 'page' | 'server') });
  });

const pacings: fc.Arbitrary<Pacing> = fc.oneof(
  fc.double({ min: 0.1, max: 100, noNaN: true }).map((speed): Pacing => ({ by: 'time', speed })),
  fc.constant<Pacing>({ by: 'reply', giveUp: 500, onGiveUp: 'continue', speed: null }),
  fc.constant<Pacing>({ by: 'reply', giveUp: 500, onGiveUp: 'continue', speed: 2 }),
  fc.integer({ min: 1, max: 5 }).map((window): Pacing => ({ by: 'fast', window })),
);

/** What a user does, and how long after the last thing. */
const deeds = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 600, noNaN: true }),
    fc.constantFrom('pause' as const, 'resume' as const, 'step' as const, 'reply' as const),
  ),
  { maxLength: 15 },
);

const latencies = fc.constantFrom(null, 0, 1, 30);

function start(target: Target, recorded: Recording, pacing: Pacing, latency: number | null) {
  const clock = new FakeClock();
  const { connect, sockets } = fakeSockets(clock, { latency, handshake: target === 'server' ? 12 : null });
  const played: { step: number; planned: number | null; actual: number }[] = [];
  const player = new Player(makePlan({ target, pacing, tracks: [{ recording: recorded }] }), connect, clock, {
    onChange() {},
    onPlayed: (_track, index, planned, actual) => played.push({ step: index, planned, actual }),
  });
  const [socket] = sockets;
  if (!socket) throw new Error('no socket was made');
  player.start();
  if (target === 'page') socket.listener.onArrived();
  return { clock, player, socket, played };
}

/** Frames a player has to play, by their payloads. */
function owed(recorded: Recording, target: Target): { payloads: string[]; missing: number } {
  const own = Array.from({ length: recorded.steps.length }, (_, index) => recorded.steps.step(index)).filter(
    ({ direction }) => direction === (target === 'server' ? 'sent' : 'received'),
  );
  const payloads = own.flatMap(({ payload }) => (typeof payload === 'string' ? [payload] : []));
  return { payloads, missing: own.length - payloads.length };
}

const targets = fc.constantFrom<Target>('server', 'page');

describe('every player', () => {
  it('plays each frame once and in order, whatever the user does, and its totals add up', () => {
    fc.assert(
      fc.property(
        targets,
        recordings,
        pacings,
        latencies,
        deeds,
        (target, recorded, pacing, latency, done) => {
          fc.pre(!(target === 'page' && pacing.by === 'reply'));
          const { clock, player, socket } = start(target, recorded, pacing, latency);
          const { payloads, missing } = owed(recorded, target);
          for (const [after, deed] of done) {
            clock.advance(after);
            if (deed === 'reply') socket.listener.onFrame('re');
            else player[deed]();
            const { played, skipped, total } = player.progress;
            expect(total).toBe(payloads.length + missing);
            expect(played + skipped).toBeLessThanOrEqual(total);
            expect(socket.sent).toEqual(payloads.slice(0, played));
          }
          player.resume();
          clock.settle();
          expect(socket.sent).toEqual(payloads);
          expect(player.progress).toMatchObject({
            state: 'done',
            played: payloads.length,
            skipped: missing,
            problem: null,
          });
          expect(clock.pending).toBe(0);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('never plays a frame before its time, and by itself exactly at it', () => {
    fc.assert(
      fc.property(targets, recordings, fc.constantFrom(0.1, 0.5, 1, 3, 100), (target, recorded, speed) => {
        const { clock, socket, played } = start(target, recorded, { by: 'time', speed }, 1);
        clock.settle();
        const opened = target === 'server' ? 1_012 : 1_000 + 10 / speed;
        for (const [index, { step: at, planned, actual }] of played.entries()) {
          expect(planned).not.toBe(null);
          expect(actual).toBeGreaterThanOrEqual(planned ?? 0);
          expect(actual).toBeCloseTo(opened + recorded.steps.step(at).at / speed, 6);
          expect(socket.times[index]).toBe(actual);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('never shortens the recorded distance of two frames by a pause', () => {
    fc.assert(
      fc.property(targets, recordings, deeds, (target, recorded, done) => {
        const { clock, player, played } = start(target, recorded, { by: 'time', speed: 1 }, 1);
        for (const [after, deed] of done) {
          clock.advance(after);
          if (deed === 'pause' || deed === 'resume') player[deed]();
        }
        player.resume();
        clock.settle();
        for (let index = 1; index < played.length; index++) {
          const [before, now] = [played[index - 1], played[index]];
          if (!before || !now) continue;
          const distance = recorded.steps.step(now.step).at - recorded.steps.step(before.step).at;
          expect(now.actual - before.actual).toBeGreaterThanOrEqual(distance - 1e-6);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('leaves no socket open and no timer behind when it is stopped at any time', () => {
    fc.assert(
      fc.property(
        targets,
        recordings,
        pacings,
        deeds,
        fc.double({ min: 0, max: 5_000, noNaN: true }),
        (target, recorded, pacing, done, after) => {
          const { clock, player, socket } = start(target, recorded, pacing, 1);
          for (const [wait, deed] of done) {
            clock.advance(wait);
            if (deed === 'reply') socket.listener.onFrame('re');
            else player[deed]();
          }
          clock.advance(after);
          player.stop();
          const { length } = socket.sent;
          clock.settle();
          expect(player.state).toBe('done');
          expect(socket.closings).toHaveLength(1);
          expect(socket.sent).toHaveLength(length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('keeps the window', () => {
    fc.assert(
      fc.property(recordings, fc.integer({ min: 1, max: 4 }), (recorded, window) => {
        const { clock, socket } = start('server', recorded, { by: 'fast', window }, 20);
        clock.settle();
        const { times } = socket;
        for (let index = window; index < times.length; index++)
          expect((times[index] ?? 0) - (times[index - window] ?? 0)).toBeGreaterThanOrEqual(20);
      }),
    );
  });
});
