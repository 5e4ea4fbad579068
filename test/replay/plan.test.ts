import { describe, expect, it } from 'vitest';
import type { Pacing } from '../../src/replay/pacing.ts';
import { answersOf, makePlan, trackFor } from '../../src/replay/plan.ts';
import { recording } from './recordings.ts';

const BY_TIME: Pacing = { by: 'time', speed: 1 };
const chat = recording(['> 1 a', '< 2 b', '> 3 c']);

function planOf(...urls: string[]) {
  const tracks = urls.map((url, start) => ({ recording: recording([], { url }), start }));
  return makePlan({ target: 'page', pacing: BY_TIME, tracks });
}

describe('makePlan', () => {
  it('plays all of a recording from its start when nothing else is said', () => {
    const [track] = makePlan({ target: 'server', pacing: BY_TIME, tracks: [{ recording: chat }] }).tracks;
    expect(track).toMatchObject({ start: 0, from: 0, to: 3 });
  });

  it('puts tracks in the order of their start, the first at 0', () => {
    const tracks = [
      { recording: chat, start: 700 },
      { recording: chat, start: 200 },
    ];
    const plan = makePlan({ target: 'server', pacing: BY_TIME, tracks });
    expect(plan.tracks.map(({ start }) => start)).toEqual([0, 500]);
  });

  it('refuses to play nothing', () => {
    expect(() => makePlan({ target: 'server', pacing: BY_TIME, tracks: [] })).toThrowError(
      expect.objectContaining({ code: 'NO_TRACK' }),
    );
  });

  it.each([
    [2, 1],
    [0, 4],
    [-1, 2],
    [Number.NaN, 2],
  ])('refuses frames from %d to %d of 3', (from, to) => {
    const tracks = [{ recording: chat, from, to }];
    expect(() => makePlan({ target: 'server', pacing: BY_TIME, tracks })).toThrowError(
      expect.objectContaining({ code: 'RANGE' }),
    );
  });

  it.each<[string, Pacing]>([
    ['SPEED', { by: 'time', speed: 0.05 }],
    ['SPEED', { by: 'time', speed: 101 }],
    ['SPEED', { by: 'time', speed: Number.NaN }],
    ['SPEED', { by: 'reply', giveUp: null, onGiveUp: 'fail', speed: 0 }],
    ['GIVE_UP', { by: 'reply', giveUp: -1, onGiveUp: 'fail', speed: null }],
    ['WINDOW', { by: 'fast', window: 0 }],
    ['WINDOW', { by: 'fast', window: 1.5 }],
  ])('refuses a pacing nobody can keep to: %s in %j', (code, pacing) => {
    expect(() => makePlan({ target: 'server', pacing, tracks: [{ recording: chat }] })).toThrowError(
      expect.objectContaining({ code }),
    );
  });

  it('refuses variables and paths that cannot be read before anything is opened', () => {
    const request = { target: 'server', pacing: BY_TIME, tracks: [{ recording: chat }] } as const;
    const twice = { name: 'id', from: { in: 'given', value: '1' } } as const;
    expect(() => makePlan({ ...request, variables: [twice, twice] })).toThrowError(
      expect.objectContaining({ code: 'NAME_TWICE' }),
    );
    expect(() => makePlan({ ...request, match: { ignore: ['a..b'] } })).toThrowError(
      expect.objectContaining({ code: 'PATH_SYNTAX' }),
    );
  });
});

describe('which sockets of the page are answered', () => {
  it('answers each address as often as it was recorded, whatever its query', () => {
    expect(answersOf(planOf('ws://a/x?t=1', 'ws://a/y', 'ws://a/x?t=2'))).toEqual([
      { match: { is: 'address', value: 'ws://a/x' }, times: 2 },
      { match: { is: 'address', value: 'ws://a/y' }, times: 1 },
    ]);
  });

  it('prefers the track with the very URL, then the earliest with its address', () => {
    const plan = planOf('ws://a/x?t=1', 'ws://a/x?t=2', 'ws://a/x?t=3');
    expect(trackFor(plan, { url: 'ws://a/x?t=2', protocols: null }, () => true)).toBe(1);
    expect(trackFor(plan, { url: 'ws://a/x?t=9', protocols: null }, () => true)).toBe(0);
    expect(trackFor(plan, { url: 'ws://a/x?t=9', protocols: null }, (track) => track !== 0)).toBe(1);
    expect(trackFor(plan, { url: 'ws://a/z', protocols: null }, () => true)).toBe(null);
  });

  it('prefers the track with the same subprotocols among those at the same address', () => {
    const recorded = (protocols: string[]) => ({ recording: { ...chat, url: 'ws://a/x', protocols } });
    const tracks = [recorded([]), recorded(['v2', 'v1'])];
    const plan = makePlan({ target: 'page', pacing: BY_TIME, tracks });
    expect(trackFor(plan, { url: 'ws://a/x', protocols: ['v2', 'v1'] }, () => true)).toBe(1);
    expect(trackFor(plan, { url: 'ws://a/x', protocols: ['v3'] }, () => true)).toBe(0);
  });

  it('answers another address where it is told one', () => {
    const tracks = [{ recording: { ...chat, url: 'ws://a/x' }, url: 'ws://*/x/*' }];
    const plan = makePlan({ target: 'page', pacing: BY_TIME, tracks });
    expect(answersOf(plan)).toEqual([{ match: { is: 'like', value: 'ws://*/x/*' }, times: 1 }]);
    expect(trackFor(plan, { url: 'ws://b/x/7?t=1', protocols: null }, () => true)).toBe(0);
    expect(trackFor(plan, { url: 'ws://a/x', protocols: null }, () => true)).toBe(null);
  });
});
