import { describe, expect, it } from 'vitest';
import { carryOver } from '../../src/session/carry-over.ts';
import { endMissing, findLogged, type LoggedSocket, recordLogged } from '../../src/session/logged-socket.ts';
import { newSession, type Session } from '../../src/session/session.ts';

const ID = '2026-11-22T12:00:00.000Z wss://app.example/feed 0';

/** A socket as the log has it after so many messages. */
const logged = (texts: string[], more: Partial<LoggedSocket> = {}): LoggedSocket => ({
  id: ID,
  url: 'wss://app.example/feed',
  origin: 'https://app.example',
  requested: [],
  protocol: '',
  extensions: '',
  opening: 1_000,
  opened: 1_020,
  ended: null,
  stack: null,
  handshake: { request: [], status: 101, statusText: '', response: [], failure: '' },
  messages: texts.length,
  frames: (from) =>
    texts.slice(from).map((payload, index) => ({
      time: 1_100 + from + index,
      direction: 'received',
      isBinary: false,
      payload,
    })),
  ...more,
});

const texts = (session: Session): unknown[] =>
  Array.from({ length: session.frames.length }, (_, index) => session.frames.payload(index));

describe('a socket that only the browser’s log tells of', () => {
  it('is a connection of a worker, with its frames', () => {
    const session = newSession('live', 'Live', 'live', 2_000);
    expect(recordLogged(session, logged(['a', 'b']), 0)).toBe(true);
    expect(findLogged(session, ID)).toMatchObject({ context: 'worker', state: 'open', opening: 1_000 });
    expect(texts(session)).toEqual(['a', 'b']);
    expect(session.started).toBe(1_000);
  });

  it('grows by what was not read before', () => {
    const session = newSession('live', 'Live', 'live', 0);
    recordLogged(session, logged(['a']), 0);
    expect(recordLogged(session, logged(['a']), 1)).toBe(false);
    expect(recordLogged(session, logged(['a', 'b']), 1)).toBe(true);
    expect(texts(session)).toEqual(['a', 'b']);
    expect(session.connections).toHaveLength(1);
    expect(session.connections[0]?.received.frames).toBe(2);
  });

  it('ends when the log says so, without a code', () => {
    const session = newSession('live', 'Live', 'live', 0);
    recordLogged(session, logged([]), 0);
    expect(recordLogged(session, logged([], { ended: 3_000 }), 0)).toBe(true);
    expect(findLogged(session, ID)).toMatchObject({ state: 'cut', cut: 3_000, closed: null });
  });

  it('has failed where it was never open', () => {
    const session = newSession('live', 'Live', 'live', 0);
    recordLogged(session, logged([], { opened: null, ended: 1_010 }), 0);
    expect(findLogged(session, ID)).toMatchObject({ state: 'failed', errored: 1_010 });
  });

  it('ends with the log that had it', () => {
    const session = newSession('live', 'Live', 'live', 0);
    recordLogged(session, logged([]), 0);
    expect(endMissing(session, new Set([ID]), 5_000)).toBe(false);
    expect(endMissing(session, new Set(), 5_000)).toBe(true);
    expect(findLogged(session, ID)?.state).toBe('cut');
  });

  it('stays itself when the list is cleared', () => {
    const session = newSession('live', 'Live', 'live', 0);
    recordLogged(session, logged(['a']), 0);
    const cleared = carryOver(session, 'next', 0);
    recordLogged(cleared, logged(['a', 'b']), 1);
    expect(texts(cleared)).toEqual(['b']);
    expect(cleared.connections).toHaveLength(1);
  });

  it('says so where a Blob was sent, whose bytes the log has not', () => {
    const session = newSession('live', 'Live', 'live', 0);
    const frame = { time: 1_100, direction: 'sent', isBinary: true, payload: null } as const;
    recordLogged(session, logged(['x'], { frames: () => [frame] }), 0);
    expect(session.frames.omitted(0)).toBe('unreadable');
  });
});
