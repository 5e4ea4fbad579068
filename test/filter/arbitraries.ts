import * as fc from 'fast-check';
import type { FrameSubject } from '../../src/filter/match.ts';
import { frame } from './frames.ts';

/** One seed for all: a run that fails today fails tomorrow. */
fc.configureGlobal({ seed: 4_213_377 });

const json = fc.oneof(
  fc.json({ maxDepth: 2 }),
  fc.constantFrom('{"a":1,"b":{"c":"x y"}}', '[{"a":"1"},{"a":null}]', '{"a":1e3}', '{"\\u0061":true}'),
);

/** Frames among which most terms find some that match and some that do not. */
export const subjects: fc.Arbitrary<FrameSubject> = fc
  .record({
    direction: fc.constantFrom('sent' as const, 'received' as const),
    isBinary: fc.boolean(),
    size: fc.nat({ max: 3000 }),
    time: fc.double({ min: 0, max: 4000, noNaN: true }),
    connection: fc.integer({ min: 1, max: 4 }),
    url: fc.constantFrom('wss://app.example/chat', 'ws://localhost:1/a b', ''),
    protocol: fc.constantFrom('', 'mqtt', 'graphql-ws'),
    name: fc.constantFrom('', 'ping', 'chat:message'),
    source: fc.constantFrom('wire' as const, 'panel' as const, 'replay' as const),
    isEdited: fc.boolean(),
    isHeartbeat: fc.boolean(),
    isError: fc.boolean(),
    isHeld: fc.boolean(),
    isPending: fc.boolean(),
    isMissing: fc.boolean(),
    isBookmarked: fc.boolean(),
    decoder: fc.constantFrom('', 'json', 'mqtt'),
    text: fc.option(fc.oneof(json, fc.string())),
  })
  .map(frame);

/** Terms that read without error, one of every kind. */
export const terms: fc.Arbitrary<string> = fc.constantFrom(
  'dir:in',
  'dir:sent',
  'type:binary',
  'is:edited',
  'is:injected',
  'is:replayed',
  'is:held',
  'is:heartbeat',
  'is:error',
  'is:pending',
  'is:missing',
  'is:bookmarked',
  'size:>1k',
  'size:100..2000',
  'time:<=1.5s',
  'conn:1,3',
  'url:chat',
  'url:"a b"',
  'protocol:""',
  'event:=ping',
  'event:/^chat:/',
  'decoder:JSON',
  'json:a',
  'json:a=1',
  'json:*.a!=1',
  'json:[0].a="1"',
  'json:b.c~X',
  'json:b["c"]=/y$/',
  'a',
  '"x y"',
  '/[0-9]{2}/',
  '"("',
);

/** Well-formed queries of some depth. */
export const queries: fc.Arbitrary<string> = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { depthSize: 'small' },
    terms,
    tie('query').map((query) => `-(${query})`),
    terms.map((term) => `-${term}`),
    fc.tuple(tie('query'), tie('query')).map(([left, right]) => `(${left}) (${right})`),
    fc.tuple(tie('query'), tie('query')).map(([left, right]) => `(${left} OR ${right})`),
    fc.tuple(tie('query'), tie('query')).map(([left, right]) => `${left} OR ${right}`),
  ),
})).query;

const pieces = fc.constantFrom(
  ...[
    '(',
    ')',
    '-',
    '"',
    '\\',
    '/',
    ' ',
    'OR',
    'AND',
    ':',
    '=',
    '!',
    '~',
    '<',
    '>',
    '..',
    ',',
    '.',
    '[',
    ']',
    '*',
    '\n',
  ],
  ...[
    'dir:',
    'size:',
    'time:',
    'conn:',
    'url:',
    'event:',
    'json:',
    'is:',
    'foo:',
    'in',
    '1k',
    '2s',
    'a',
    'é',
    '\ud83d',
    '😀',
  ],
);

/** Anything that could stand in the filter box: queries, halves of them, and noise. */
export const typed: fc.Arbitrary<string> = fc.oneof(
  fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')),
  fc.array(fc.oneof(terms, pieces), { maxLength: 8 }).map((parts) => parts.join(' ')),
  queries.chain((query) => fc.nat({ max: query.length }).map((length) => query.slice(0, length))),
  fc.string(),
);
