import { describe, expect, it } from 'vitest';
import { volatilePaths } from '../../src/replay/learn.ts';
import { ignoring } from '../../src/replay/mask.ts';

describe('fields that are other ones each time', () => {
  it.each([
    [
      'a UUID',
      '{"id":"0b0e3d4e-9c1a-4b7e-8f2a-1d2c3b4a5968"}',
      '{"id":"7d1f6c1e-2b3a-4c5d-9e8f-0a1b2c3d4e5f"}',
    ],
    ['milliseconds', '{"id":1794992472618}', '{"id":1795004411244}'],
    ['seconds with a fraction', '{"id":1794992472.618}', '{"id":1795004411.244}'],
    ['a date', '{"id":"2026-11-20T10:00:00Z"}', '{"id":"2026-11-21T11:30:00.250Z"}'],
    ['a token', '{"id":"eyJhbGciOi.q8Zk2LmA"}', '{"id":"eyJhbGciOi.Vt01xPq9"}'],
  ])('are learnt: %s', (_what, recorded, fresh) => {
    expect(volatilePaths([[recorded, fresh]])).toEqual(['$.id']);
  });

  it.each([
    ['a count', '{"id":14}', '{"id":9}'],
    ['a word', '{"id":"open"}', '{"id":"closed"}'],
    ['a sentence', '{"id":"Good morning, Nora"}', '{"id":"Good night, Nora"}'],
    ['another type', '{"id":1794992472618}', '{"id":"2026-11-21T11:30:00Z"}'],
    ['a field that is new', '{}', '{"id":1795004411244}'],
    ['what is the same', '{"id":1794992472618}', '{"id":1794992472618}'],
  ])('are not: %s', (_what, recorded, fresh) => {
    expect(volatilePaths([[recorded, fresh]])).toEqual([]);
  });

  it('are named once, for all places in a list, without what is ignored already', () => {
    const frame = (time: number): string =>
      JSON.stringify({ items: [{ at: time }, { at: time + 1 }], seen: time, type: 'x' });
    const pairs = [
      [frame(1794992472618), frame(1795004411244)],
      [frame(1794992472718), frame(1795004411344)],
    ] as const;
    expect(volatilePaths(pairs, ignoring(['seen']))).toEqual(['items[*].at']);
  });
});
