import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gap } from '../../src/session/connection.ts';
import { HarReader } from '../../src/session/read-har.ts';
import type { Session } from '../../src/session/session.ts';
import { writeHar } from '../../src/session/write-har.ts';
import { arbitrarySession, plain, plainFrame } from './arbitrary-session.ts';
import {
  bytesOf,
  fixture,
  frameLines,
  importBytes,
  newId,
  onlySession,
  problemsOf,
  readHar,
  readLines,
} from './support.ts';

const everything = { redaction: { sensitive: true } };
const textOf = (session: Session, options = everything): string => [...writeHar(session, options)].join('');

/** What a HAR keeps of a session: of gaps all but the row they come before, of marks all but their frame. */
function kept(session: Session): object {
  const {
    connections,
    navigations,
    frames: _,
    notes: __,
    ...rest
  } = plain(session) as ReturnType<typeof plain> & {
    connections: { gaps: Gap[] }[];
    navigations: object[];
    frames: object[];
    notes: unknown[];
  };
  return {
    ...rest,
    navigations: navigations.map((mark) => ({ ...mark, frame: null })),
    connections: connections.map((connection) => ({
      ...connection,
      gaps: joined(connection.gaps),
    })),
    frames: framesByConnection(session),
  };
}

/** What stood between two gaps were frames of other connections; where only those did, the gaps are one. */
function joined(gaps: readonly Gap[]): object[] {
  const list: Gap[] = [];
  for (const gap of gaps) {
    const last = list.at(-1);
    if (last && last.seq + last.frames === gap.seq && last.reason === gap.reason) {
      last.frames += gap.frames;
      last.bytes += gap.bytes;
    } else list.push({ ...gap, before: 0 });
  }
  return list;
}

function framesByConnection(session: Session): object[][] {
  const lists: object[][] = session.connections.map(() => []);
  for (let row = 0; row < session.frames.length; row++)
    lists[session.frames.connection(row)]?.push({
      ...plainFrame(session, row),
      note: session.notes.get(row),
    });
  return lists;
}

/** Many runs, on a machine that may be busy. */
const PATIENT = { timeout: 60_000 };

describe('a session as HAR', () => {
  it('comes back with all that is not listed as lost', PATIENT, () => {
    fc.assert(
      fc.property(arbitrarySession(), (session) => {
        fc.pre(session.connections.length > 0);
        const result = readHar(textOf(session));
        expect(problemsOf(result).filter((problem) => !problem.startsWith('HAR_WITHOUT'))).toEqual([]);
        expect(kept(onlySession(result))).toEqual(kept(session));
      }),
      { numRuns: 200 },
    );
  });

  it('comes back with its frames in order where no two have the same time', PATIENT, () => {
    fc.assert(
      fc.property(arbitrarySession(0.01), (session) => {
        fc.pre(session.connections.length > 0);
        const frames = Array.from({ length: session.frames.length }, (_, row) => plainFrame(session, row));
        const read = onlySession(readHar(textOf(session)));
        expect(Array.from({ length: read.frames.length }, (_, row) => plainFrame(read, row))).toEqual(frames);
      }),
      { numRuns: 100 },
    );
  });

  it('is read the same in whatever pieces it comes', PATIENT, () => {
    fc.assert(
      fc.property(arbitrarySession(), fc.integer({ min: 1, max: 40 }), (session, size) => {
        const bytes = bytesOf(textOf(session));
        const reader = new HarReader({ newId });
        for (let start = 0; start < bytes.length; start += size)
          reader.push(bytes.slice(start, start + size));
        expect(reader.end().sessions.map(plain)).toEqual(readHar(textOf(session)).sessions.map(plain));
      }),
      { numRuns: 30 },
    );
  });

  const v1 = onlySession(readLines(new TextDecoder().decode(fixture('v1.jsonl'))));

  it('has what HAR 1.2 asks for, and messages of exactly the four members that Chrome imports', () => {
    const { log } = JSON.parse(textOf(v1));
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'Framereel', version: '1' }, pages: [] });
    const [entry] = log.entries;
    expect(entry).toMatchObject({
      _resourceType: 'websocket',
      startedDateTime: '2025-11-24T16:00:00.120Z',
      time: 399.5,
      request: { method: 'GET', url: 'wss://chat.example/socket?room=7', cookies: [], bodySize: -1 },
      response: { status: 101, cookies: [], content: { size: 0 }, redirectURL: '', headersSize: -1 },
      cache: {},
      timings: { send: 0, wait: 59.75, receive: 339.75 },
      serverIPAddress: '192.0.2.7',
    });
    expect(entry.request.queryString).toEqual([{ name: 'room', value: '7' }]);
    expect(entry._webSocketMessages[0]).toEqual({
      type: 'send',
      time: 1764000000.19,
      opcode: 1,
      data: '{"hello":"wörld ✓"}',
    });
    for (const message of entry._webSocketMessages)
      expect(Object.keys(message)).toEqual(['type', 'time', 'opcode', 'data']);
    expect(log.entries[1]._webSocketMessages[0]).toMatchObject({ opcode: 2, data: 'AAH+/w==' });
  });

  it('says a failed handshake as Chrome does', () => {
    const entry = JSON.parse(textOf(v1)).log.entries[2];
    expect(entry.response.status).toBe(0);
    expect(entry._webSocketMessages).toEqual([
      { type: 'error', time: 1764000000.45, opcode: -1, data: 'Unexpected response code: 403' },
    ]);
  });

  it('of a part says what was left out', () => {
    const text = [...writeHar(v1, { ...everything, scope: { connections: [0], frames: [0, 5] } })].join('');
    const session = onlySession(readHar(text));
    expect(frameLines(session)).toEqual([
      '1 > text "{\\"hello\\":\\"wörld ✓\\"}"',
      '1 < text "changed on its way"',
    ]);
    expect(session.connections[0]?.gaps.map(({ seq, frames, reason }) => [seq, frames, reason])).toEqual([
      [2, 2, 'left-out'],
      [4, 6, 'budget'],
      [10, 1, 'left-out'],
      [12, 2, 'left-out'],
    ]);
  });

  it('takes its address from the entry, so that other sanitizers work on it', () => {
    const text = textOf(v1).replaceAll('chat.example', 'hidden.example');
    expect(text).not.toContain('chat.example');
    expect(onlySession(readHar(text)).connections[0]?.url).toBe('wss://hidden.example/socket?room=7');
  });

  it('with damaged extras is read as what it says without them', () => {
    const damaged = JSON.parse(textOf(v1));
    damaged.log.entries[0]._framereel.events[0].time = 'noon';
    damaged.log.entries[0]._framereel.frames[0].edited = 'yes';
    const result = readHar(damaged);
    expect(problemsOf(result)).toEqual([
      'FIELD_INVALID $.log.entries[0]._framereel.events[0]',
      expect.stringContaining('FIELD_INVALID $.log.entries[0]._webSocketMessages'),
    ]);
    expect(frameLines(onlySession(result))).toHaveLength(9);
  });

  it('of every fixture is read like the fixture', async () => {
    for (const name of ['chrome.har', 'playwright-embed.har', 'mitmproxy.har', 'novnc.har', 'yjs.har']) {
      const first = onlySession(await importBytes(fixture(name)));
      expect(kept(onlySession(readHar(textOf(first))))).toMatchObject({ ...kept(first), name: first.name });
    }
  });
});
