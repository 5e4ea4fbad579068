import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaptureEvent } from '../../src/protocol/event.ts';
import { toByteStream } from '../../src/session/byte-stream.ts';
import { JsonLinesReader, readJsonLines } from '../../src/session/read-jsonl.ts';
import { record } from '../../src/session/record.ts';
import { newSession } from '../../src/session/session.ts';
import { SessionVersionError } from '../../src/session/session-version.ts';
import { BLOCK_CHARS, writeJsonLines } from '../../src/session/write-jsonl.ts';
import { arbitrarySession, plain } from './arbitrary-session.ts';
import { bytesOf, fixture, frameLines, newId, onlySession, problemsOf, readLines } from './support.ts';

const everything = { redaction: { sensitive: true } };
const v1 = new TextDecoder().decode(fixture('v1.jsonl'));
/** The old file with one line changed; lines count from 1. */
const withLine = (number: number, change: (line: string) => string): string =>
  v1
    .split('\n')
    .map((line, index) => (index === number - 1 ? change(line) : line))
    .join('\n');

const opening: CaptureEvent = {
  type: 'opening',
  connection: 1,
  time: 0,
  url: 'ws://a/',
  protocols: [],
  stack: null,
  source: 'wire',
};
const frame = { type: 'frame', connection: 1, direction: 'sent', shape: 'string', source: 'wire' } as const;

/** Many runs, on a machine that may be busy. */
const PATIENT = { timeout: 60_000 };

describe('a session as JSON Lines', () => {
  it('comes back as it was, whatever was recorded', PATIENT, () => {
    fc.assert(
      fc.property(arbitrarySession(), (session) => {
        const result = readLines([...writeJsonLines(session, everything)].join(''));
        expect(result.problems).toEqual([]);
        expect(plain(onlySession(result))).toEqual(plain(session));
      }),
      { numRuns: 200 },
    );
  });

  it('is written the same when it comes back', PATIENT, () => {
    fc.assert(
      fc.property(arbitrarySession(), (session) => {
        const text = [...writeJsonLines(session, everything)].join('');
        expect([...writeJsonLines(onlySession(readLines(text)), everything)].join('')).toBe(text);
      }),
    );
  });

  it('is read the same in whatever pieces it comes', PATIENT, () => {
    fc.assert(
      fc.property(arbitrarySession(), fc.integer({ min: 1, max: 50 }), (session, size) => {
        const bytes = bytesOf([...writeJsonLines(session, everything)].join(''));
        const reader = new JsonLinesReader({ newId });
        for (let start = 0; start < bytes.length; start += size)
          reader.push(bytes.slice(start, start + size));
        const result = reader.end();
        expect(result.problems).toEqual([]);
        expect(plain(onlySession(result))).toEqual(plain(session));
      }),
      { numRuns: 50 },
    );
  });

  it('is one of version 1 as it ever was', () => {
    const result = readLines(v1);
    const session = onlySession(result);
    expect(result.problems).toEqual([]);
    expect(frameLines(session)).toEqual([
      '1 > text "{\\"hello\\":\\"wörld ✓\\"}"',
      '1 < text "{\\"welcome\\":true}"',
      '2 < Blob 0001feff',
      '1 > Uint8Array deadbeef',
      '1 < ArrayBuffer not-kept',
      '1 < text "changed on its way"',
      '1 < text ""',
      '1 > text budget',
      '2 < Blob ',
    ]);
    expect(session.connections.map(({ state }) => state)).toEqual(['closed', 'cut', 'failed']);
    expect(session.connections[1]?.gaps).toEqual([]);
    expect(session.notes.get(1)).toEqual({ text: 'the first answer', bookmarked: true });
    expect(session.frames.isEdited(5)).toBe(true);
    expect([...writeJsonLines(session, everything)].join('')).toBe(v1);
  });

  it('says that a Blob still being read is absent', () => {
    const session = newSession('live', 'Live', 'live', 0);
    record(session, 'key', opening);
    record(session, 'key', { ...frame, seq: 1, time: 1, shape: 'Blob', size: 5, pending: true });
    expect(frameLines(onlySession(readLines([...writeJsonLines(session)].join(''))))).toEqual([
      '1 > Blob absent',
    ]);
  });

  it('keeps frames of what was recorded before Clear out of it, and does not miss them', () => {
    const session = newSession('live', 'Live', 'live', 0);
    record(session, 'key', opening);
    Object.assign(session.connections[0] ?? {}, { nextSeq: 501 });
    record(session, 'key', { ...frame, seq: 501, time: 1, payload: 'x' });
    const result = readLines([...writeJsonLines(session)].join(''));
    expect(result.problems).toEqual([]);
    expect(onlySession(result).connections[0]?.gaps).toEqual([]);
  });

  it('is handed over in blocks', () => {
    const session = newSession('live', 'Live', 'live', 0);
    record(session, 'key', opening);
    for (let seq = 1; seq <= 100; seq++)
      record(session, 'key', { ...frame, seq, time: seq, payload: 'x'.repeat(9_900) });
    const lengths = [...writeJsonLines(session)].map((block) => String(block).length);
    expect(lengths).toHaveLength(4);
    expect(Math.max(...lengths)).toBeLessThan(BLOCK_CHARS + 10_100);
  });

  it('goes through a stream of bytes with gzip and back', async () => {
    const session = onlySession(readLines(v1));
    const packed = toByteStream(writeJsonLines(session, everything), { gzip: true });
    const unpacked = packed.pipeThrough(
      new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>,
    );
    const seen: number[] = [];
    const result = await readJsonLines(unpacked, { newId, onProgress: (bytes) => seen.push(bytes) });
    expect(plain(onlySession(result))).toEqual(plain(session));
    expect(seen.at(-1)).toBe(bytesOf(v1).length);
  });

  it('can be stopped while it is read', async () => {
    const stop = new AbortController();
    stop.abort();
    const reading = readJsonLines(toByteStream([v1]), { newId, signal: stop.signal });
    await expect(reading).rejects.toThrow('aborted');
  });
});

describe('a file that is not whole or not right', () => {
  it('of a newer version is refused, and nothing of it is read', async () => {
    const newer = withLine(1, (line) => line.replace('"version":1', '"version":2'));
    const reading = readJsonLines(toByteStream([newer]), { newId });
    await expect(reading).rejects.toThrow(SessionVersionError);
    await expect(reading).rejects.toThrow('format version 2');
    expect(readLines(newer).sessions).toEqual([]);
    expect(problemsOf(readLines(newer))).toEqual(['SESSION_VERSION line 1']);
  });

  it('of a newer version after one that is not loses nothing of the older', () => {
    const result = readLines(v1 + withLine(1, (line) => line.replace('"version":1', '"version":2')) + v1);
    expect(problemsOf(result)).toEqual(['SESSION_VERSION line 28']);
    expect(result.sessions.map(({ frames }) => frames.length)).toEqual([9, 9]);
  });

  it('with a damaged line loses that and says which and that it was a frame', () => {
    const result = readLines(withLine(8, (line) => line.slice(0, -5)));
    expect(problemsOf(result)).toEqual(['LINE_DAMAGED line 8', 'COUNT_DIFFERS']);
    expect(result.problems[0]?.frames).toBe(1);
    expect(onlySession(result).frames.length).toBe(8);
    expect(onlySession(result).connections[0]?.gaps[0]).toMatchObject({
      seq: 2,
      frames: 1,
      reason: 'unknown',
    });
  });

  it('that ends in the middle of a line gives all lines before', () => {
    const result = readLines(v1.slice(0, v1.indexOf('deadbeef') + v1.indexOf('"3q2+') + 4));
    expect(problemsOf(result)).toEqual(['CUT_SHORT line 12', 'CUT_SHORT', 'COUNT_DIFFERS', 'COUNT_DIFFERS']);
    expect(frameLines(onlySession(result))).toHaveLength(3);
  });

  it('that ends between two lines is known to be cut short', () => {
    const result = readLines(v1.split('\n').slice(0, 25).join('\n'));
    expect(problemsOf(result)).toEqual(['CUT_SHORT']);
    expect(onlySession(result).frames.length).toBe(9);
  });

  it.each([
    ['a field of the wrong type', 7, '"seq":1', '"seq":"1"', 'FIELD_INVALID line 7'],
    ['a field that is missing', 7, '"direction":"sent",', '', 'FIELD_MISSING line 7'],
    ['a direction nobody knows', 7, '"sent"', '"up"', 'FIELD_INVALID line 7'],
    ['a time past all dates', 7, '1764000000190', '1e300', 'FIELD_INVALID line 7'],
    ['a seq that was there before', 8, '"seq":2', '"seq":1', 'OUT_OF_ORDER line 8'],
    ['a line that is no object', 7, /.*/s, '[1,2]', 'LINE_DAMAGED line 7'],
  ])('with %s loses that frame and names it', (_, number, from, to, expected) => {
    const result = readLines(withLine(number, (line) => line.replace(from, to)));
    expect(problemsOf(result)).toContain(expected);
    expect(onlySession(result).frames.length).toBe(8);
  });

  it('with wrong base64 keeps the frame without its payload', () => {
    const result = readLines(withLine(11, (line) => line.replace('AAH+/w==', 'AAH*/w==')));
    expect(problemsOf(result)).toEqual(['PAYLOAD_DAMAGED line 11']);
    expect(result.problems[0]?.message).toContain('unexpected "*" at character 4');
    expect(frameLines(onlySession(result))[2]).toBe('2 < Blob absent');
  });

  it('with base64 that lost its end keeps the frame without its payload', () => {
    const result = readLines(withLine(11, (line) => line.replace('AAH+/w==', 'AAH+/w')));
    expect(problemsOf(result)).toEqual(['PAYLOAD_DAMAGED line 11']);
  });

  it('with bytes that are not UTF-8 keeps the line and says so', () => {
    const bytes = bytesOf(v1);
    bytes[v1.indexOf('wörld') + 1] = 0xff;
    const reader = new JsonLinesReader({ newId });
    reader.push(bytes);
    const result = reader.end();
    expect(problemsOf(result)).toEqual(['NOT_UTF8 line 7']);
    expect(frameLines(onlySession(result))[0]).toContain('w\ufffd\ufffdrld');
  });

  it('that lost its header is read as the current version', () => {
    const result = readLines(withLine(1, (line) => line.replace('framereel', 'frame')));
    expect(problemsOf(result)).toEqual(['HEADER_DAMAGED line 1', 'LINE_UNKNOWN line 1']);
    expect(onlySession(result).frames.length).toBe(9);
  });

  it('that lost the opening of a connection keeps its frames together', () => {
    const result = readLines(withLine(9, () => '').replace('\n\n', '\n'));
    expect(problemsOf(result)).toContain('CONNECTION_UNKNOWN line 9');
    const { connections } = onlySession(result);
    expect(connections.map(({ url, received }) => [url, received.frames])).toEqual([
      ['wss://chat.example/socket?room=7', 4],
      ['', 2],
      ['wss://chat.example/admin', 0],
    ]);
  });

  it('with a line of a type nobody knows says so and goes on', () => {
    const result = readLines(withLine(21, (line) => line.replace('discarded', 'pinged')));
    expect(problemsOf(result)).toEqual(['LINE_UNKNOWN line 21']);
  });

  it('that is two files joined gives two sessions', () => {
    const result = readLines(v1 + v1);
    expect(result.problems).toEqual([]);
    expect(result.sessions.map(({ frames }) => frames.length)).toEqual([9, 9]);
  });

  it('with a line of too many objects is not parsed to death', () => {
    const bomb = `{"type":"frame","x":[${'{},'.repeat(400_000)}0]}`;
    const result = readLines(withLine(8, () => bomb));
    expect(problemsOf(result)).toEqual(['VALUE_TOO_LARGE line 8', 'COUNT_DIFFERS']);
  });

  it('that is no session at all is called that', () => {
    for (const text of ['', 'hello\n', '{"a":1}\n{"b":2}\n', '[]'])
      expect(problemsOf(readLines(text))).toEqual(['NOT_A_SESSION']);
  });
});

describe('a part of a session', () => {
  const session = onlySession(readLines(v1));
  const written = (scope: Parameters<typeof writeJsonLines>[1]): ReturnType<typeof readLines> =>
    readLines([...writeJsonLines(session, scope)].join(''));

  it('is some of its connections', () => {
    const result = written({ scope: { connections: [1, 2] } });
    expect(result.problems).toEqual([]);
    expect(onlySession(result).connections.map(({ url }) => url)).toEqual([
      'wss://chat.example/feed',
      'wss://chat.example/admin',
    ]);
    expect(frameLines(onlySession(result))).toEqual(['1 < Blob 0001feff', '1 < Blob ']);
  });

  it('is some of its frames, and what lies between is said to be left out', () => {
    for (const frames of [[0, 5], (row: number) => row === 0 || row === 5]) {
      const result = written({ scope: { frames } });
      expect(result.problems).toEqual([]);
      expect(frameLines(onlySession(result))).toHaveLength(2);
      expect(onlySession(result).connections).toHaveLength(1);
      expect(onlySession(result).connections[0]?.gaps).toMatchObject([
        { seq: 2, frames: 2, bytes: 20, reason: 'left-out', before: 1 },
        { seq: 4, frames: 6, reason: 'budget', before: 1 },
        { seq: 10, frames: 1, bytes: 70_000, reason: 'left-out', before: 1 },
        { seq: 12, frames: 2, bytes: 9, reason: 'left-out', before: 2 },
      ]);
    }
  });

  it('is a range of time, with the connections that lived in it', () => {
    const result = written({ scope: { time: { from: 1764000000300, to: 1764000000449 } } });
    expect(onlySession(result).connections.map(({ url }) => url)).toEqual([
      'wss://chat.example/socket?room=7',
      'wss://chat.example/feed',
      'wss://chat.example/admin',
    ]);
    expect(frameLines(onlySession(result))).toHaveLength(4);
  });

  it('with nothing in it is still a session', () => {
    const result = written({ scope: { frames: [] } });
    expect(result.problems).toEqual([]);
    expect(onlySession(result).connections).toEqual([]);
  });

  it('does not change while recording goes on', () => {
    const live = newSession('live', 'Live', 'live', 0);
    const send = (seq: number) =>
      record(live, 'key', { ...frame, seq, time: seq, payload: 'x'.repeat(9_900) });
    record(live, 'key', opening);
    for (let seq = 1; seq <= 50; seq++) send(seq);
    const blocks = writeJsonLines(live);
    const first = blocks.next().value;
    for (let seq = 51; seq <= 60; seq++) send(seq);
    record(live, 'key', { type: 'closed', connection: 1, time: 70, code: 1000, reason: '', wasClean: true });
    const result = readLines([first, ...blocks].join(''));
    expect(result.problems).toEqual([]);
    expect(onlySession(result).frames.length).toBe(50);
    expect(onlySession(result).connections[0]?.state).toBe('connecting');
  });
});
