import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureEvent } from '../../src/protocol/event.ts';
import { readEvent, readEvents } from '../../src/protocol/read-event.ts';
import { closed, frame, left, NOON, open, opening } from './events.ts';

const HONEST: CaptureEvent[] = [
  opening(),
  {
    ...opening(),
    protocols: ['soap', 'xmpp'],
    stack: 'at app.js:1',
    source: 'replay',
    run: 'r1',
    virtual: true,
  } as CaptureEvent,
  { ...opening(), protocols: null, key: 'framereel_x_1' } as CaptureEvent,
  { type: 'refused', connection: 1, time: NOON, name: 'SyntaxError', message: 'The URL is invalid.' },
  { type: 'blocked', connection: 1, time: NOON, directive: 'connect-src', policy: "default-src 'none'" },
  open(),
  frame(1),
  frame(2, new ArrayBuffer(3), { shape: 'BigUint64Array', size: 3, direction: 'sent', edited: true }),
  { ...frame(3, 'x', { size: 70_000, omitted: 'not-kept' }) },
  {
    type: 'frame',
    connection: 1,
    seq: 4,
    time: NOON,
    direction: 'sent',
    shape: 'Blob',
    size: 9,
    pending: true,
    source: 'panel',
  },
  { type: 'payload', connection: 1, seq: 4, payload: new ArrayBuffer(9) },
  { type: 'payload', connection: 1, seq: 5, omitted: 'unreadable' },
  { type: 'closing', connection: 1, time: NOON, code: null, reason: null, source: 'wire' },
  { type: 'closing', connection: 1, time: NOON, code: 4001, reason: 'bye', source: 'panel' },
  closed(),
  { type: 'error', connection: 1, time: NOON },
  { type: 'discarded', connection: 1, time: NOON },
  { type: 'gap', connection: 1, seq: 1, frames: 5, bytes: 50, reason: 'history' },
  { type: 'gap', connection: 1, seq: 1, frames: 5, bytes: 50, reason: 'budget' },
  { type: 'forgotten', connections: 2, frames: 9 },
  { type: 'result', command: 3 },
  { type: 'result', command: 3, connection: 1, error: { code: 'NOT_OPEN', message: 'no' } },
  left([[1, 5]]),
  left([], true),
];

describe('an honest event', () => {
  it.each(HONEST.map((event) => [event.type, event] as const))('passes unchanged: %s', (_type, event) => {
    expect(readEvent(event)).toEqual(event);
  });
});

describe('a forged event', () => {
  it.each<[string, unknown]>([
    ['null', null],
    ['a string', 'frame'],
    ['an unknown type', { type: 'attach', seen: 0 }],
    ['a type that every object has', { type: 'constructor' }],
    ['a type that is an object', { type: { toString: () => 'frame' } }],
    ['a negative number', { ...frame(1), seq: -1 }],
    ['a number that is not whole', { ...frame(1), seq: 1.5 }],
    ['a time that is none', { ...frame(1), time: Number.NaN }],
    ['an infinite time', { ...frame(1), time: Number.POSITIVE_INFINITY }],
    ['a size in words', { ...opening(), connection: '1' }],
    ['a direction that is neither', { ...frame(1), direction: 'sideways' }],
    ['a shape from nowhere', { ...frame(1), shape: 'x'.repeat(1000) }],
    ['a source from nowhere', { ...frame(1), source: 'god' }],
    ['a payload that is an object', { ...frame(1), payload: { byteLength: 1e9 } }],
    ['a frame without payload or reason', { ...frame(1), payload: undefined }],
    ['a payload event without payload or reason', { type: 'payload', connection: 1, seq: 1 }],
    ['a URL that is an object', { ...opening(), url: { href: 'ws://x/' } }],
    [
      'a reason that is none of ours',
      { type: 'gap', connection: 1, seq: 1, frames: 1, bytes: 1, reason: 'left-out' },
    ],
    ['a list with a hole in it', { ...left([]), seqs: [{ connection: 1, seq: 1 }, null] }],
    ['a list that only claims a length', { ...left([]), seqs: { length: 2 ** 50 } }],
  ])('is dropped: %s', (_what, event) => {
    expect(readEvent(event)).toBeNull();
  });

  it('loses what an event of its type does not have', () => {
    const event = { ...frame(1), __proto__: { evil: true }, html: '<img onerror>' };
    expect(readEvent(event)).toEqual(frame(1));
    expect(Object.getPrototypeOf(readEvent(event))).toBe(Object.prototype);
  });

  it('loses optional fields that do not fit, and nothing else', () => {
    expect(readEvent({ ...frame(1), size: '9', edited: 'yes' })).toEqual(frame(1));
    expect(readEvent({ ...opening(), protocols: [1], stack: 7 })).toMatchObject({
      protocols: null,
      stack: null,
    });
  });

  it('leaves those around it alone', () => {
    expect(readEvents([frame(1), { type: 'frame' }, null, frame(2)])).toEqual([frame(1), frame(2)]);
  });

  it('never throws, and what comes of it can be cloned', () => {
    const types = fc.constantFrom(...new Set(HONEST.map(({ type }) => type)));
    const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true });
    const names = ['connection', 'seq', 'time', 'payload', 'seqs', 'protocols', 'error', 'size', 'shape'];
    const shape = Object.fromEntries(names.map((name) => [name, anything]));
    fc.assert(
      fc.property(
        types,
        fc.record(shape, { requiredKeys: [] }),
        fc.constantFrom(...HONEST),
        (type, fields, honest) => {
          for (const value of [{ type, ...fields }, { ...honest, ...fields }, fields]) {
            const event = readEvent(value);
            if (event) expect(structuredClone(event)).toEqual(event);
          }
        },
      ),
    );
  });
});
