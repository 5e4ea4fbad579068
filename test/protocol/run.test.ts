import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureEvent, FrameEvent } from '../../src/protocol/event.ts';
import { readEvents } from '../../src/protocol/read-event.ts';
import { isRun, unpack } from '../../src/protocol/run.ts';
import { closed, frame, frames, inRuns, opening } from './events.ts';

const someFrame: fc.Arbitrary<FrameEvent> = fc
  .record({
    seq: fc.integer({ min: 1, max: 4 }),
    connection: fc.integer({ min: 1, max: 2 }),
    direction: fc.constantFrom('sent', 'received'),
    source: fc.constantFrom('wire', 'panel'),
    payload: fc.oneof(
      fc.string(),
      fc.uint8Array().map(({ buffer }) => buffer as ArrayBuffer),
    ),
  })
  .map(({ seq, payload, ...rest }) => frame(seq, payload, rest));

describe('text frames that follow one another', () => {
  it('are one run', () => {
    expect(inRuns([opening(), ...frames(1, 100), closed()])).toMatchObject([
      { type: 'opening' },
      { type: 'run', seq: 1, times: { length: 100 }, payloads: { length: 100 } },
      { type: 'closed' },
    ]);
  });

  it.each<[string, FrameEvent]>([
    ['another connection', frame(2, 'x', { connection: 2 })],
    ['the other direction', frame(2, 'x', { direction: 'sent' })],
    ['another source', frame(2, 'x', { source: 'panel' })],
    ['a hole before it', frame(3)],
  ])('are no run where one has %s', (_what, next) => {
    expect(inRuns([frame(1), next]).length).toBe(2);
  });

  it('are what they were, among all other events', () => {
    const events = fc.array(
      fc.oneof(
        someFrame,
        fc.constant(1).map((connection): CaptureEvent => opening(connection)),
      ),
    );
    fc.assert(
      fc.property(events, (events) => {
        expect(unpack(inRuns(events))).toEqual(events);
      }),
    );
  });
});

describe('a run', () => {
  const run = { type: 'run', connection: 1, seq: 1, direction: 'sent', source: 'wire' } as const;

  it.each([
    ['no columns', { ...run }],
    ['columns that are none', { ...run, times: { length: 1e15 }, payloads: 'x' }],
    ['columns as long as an array can be', { ...run, times: new Array(2 ** 32 - 1), payloads: [] }],
    ['nothing at all', null],
  ])('is none with %s', (_what, forged) => {
    expect(isRun(forged)).toBe(false);
  });

  it('with columns of different lengths leaves the payloads out that it lacks', () => {
    expect(unpack([{ ...run, times: [1, 2], payloads: ['a'] }])).toMatchObject([
      { seq: 1, payload: 'a' },
      { seq: 2, payload: undefined },
    ]);
  });

  it('whose payloads were given up has their sizes, and says why', () => {
    const given = unpack([{ ...run, times: [1, 2], payloads: [], sizes: [3, 0], omitted: 'budget' }]);
    expect(readEvents(given)).toEqual(
      [3, 0].map((size, at) => {
        const { payload: _, ...rest } = frame(at + 1, '', { direction: 'sent', time: at + 1 });
        return { ...rest, size, omitted: 'budget' };
      }),
    );
  });
});
