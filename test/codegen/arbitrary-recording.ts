import fc from 'fast-check';
import type { RecordedConnection, RecordedFrame } from '../../src/codegen/recorded-connection.ts';
import { HOSTILE_TEXTS, WITH_NUL } from './hostile.ts';

const text = fc.oneof(fc.constantFrom(...HOSTILE_TEXTS, WITH_NUL), fc.string({ unit: 'binary' }));
const time = fc.oneof(
  fc.double({ min: 0, max: 1e7, noNaN: true }),
  fc.constantFrom(0, -1, Number.NaN, 1e300),
);

const frame: fc.Arbitrary<RecordedFrame> = fc.record({
  at: time,
  direction: fc.constantFrom('sent', 'received'),
  payload: fc.oneof(
    text,
    fc.uint8Array({ maxLength: 9 }).map((bytes) => bytes.slice().buffer),
    fc.constant(null),
  ),
});

const outcome: fc.Arbitrary<RecordedConnection['outcome']> = fc.oneof(
  fc.record({ is: fc.constant('open' as const) }),
  fc.record({ is: fc.constant('failed' as const), at: time }),
  fc.record({
    is: fc.constant('closed' as const),
    at: time,
    code: fc.oneof(fc.constantFrom(1000, 1005, 1006, 4000), fc.integer(), fc.double()),
    reason: text,
    wasClean: fc.boolean(),
    by: fc.constantFrom('page', 'server'),
  }),
);

/** Whatever a file can make somebody believe that a connection was. */
export const anyRecording: fc.Arbitrary<RecordedConnection> = fc.record(
  {
    url: fc.oneof(
      text,
      text.map((end) => `wss://example.test/${end}`),
      text.map((end) => `ws://example.test/?${end}`),
    ),
    protocols: fc.array(fc.oneof(text, fc.constantFrom('a', 'b', 'mqtt')), { maxLength: 4 }),
    protocol: fc.oneof(text, fc.constantFrom('', 'a', 'mqtt')),
    extensions: text,
    opened: fc.option(time),
    outcome,
    steps: fc.array(frame, { maxLength: 12 }).map((list) => ({
      length: list.length,
      step: (index: number) => list[index] as RecordedFrame,
    })),
    start: time,
    page: fc.oneof(
      text,
      text.map((end) => `https://example.test/${end}`),
    ),
    origin: fc.oneof(text, fc.constant('https://example.test')),
    status: fc.oneof(fc.integer(), fc.constantFrom(403, 0)),
  },
  { requiredKeys: ['url', 'protocols', 'protocol', 'extensions', 'opened', 'outcome', 'steps'] },
);
