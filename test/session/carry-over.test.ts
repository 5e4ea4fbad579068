import { beforeEach, describe, expect, it } from 'vitest';
import type { CaptureEvent } from '../../src/protocol/event.ts';
import { carryOver, joinParts, keepDocuments } from '../../src/session/carry-over.ts';
import { missingFrames } from '../../src/session/connection.ts';
import {
  buffersOf,
  type ParkedPiece,
  PIECE_BYTES,
  park,
  parkChunk,
  Unparking,
  unpark,
} from '../../src/session/park.ts';
import { record, recordDocument } from '../../src/session/record.ts';
import { newSession, type Session } from '../../src/session/session.ts';
import { closed, documentInfo, frame, frames, NOON, open, opening } from '../protocol/events.ts';

let session: Session;

const happen = (to: Session, key: string, ...events: CaptureEvent[]): void => {
  for (const event of events) record(to, key, event);
};
const payloads = (of: Session) =>
  Array.from({ length: of.frames.length }, (_, row) => of.frames.payload(row));

beforeEach(() => {
  session = newSession('live', 'Live', 'live', NOON);
  recordDocument(session, documentInfo('old'));
  recordDocument(session, documentInfo('new', { time: NOON + 9 }));
});

describe('Clear', () => {
  it('keeps what is open and nothing of what was', () => {
    happen(session, 'old', opening(1), open(1), ...frames(1, 3), opening(2), open(2), closed(2));
    const next = carryOver(session, 'next', NOON + 100);
    expect(next.frames.length).toBe(0);
    expect(next.connections.map(({ id, index, state }) => [id, index, state])).toEqual([[1, 0, 'open']]);
    expect(next.connections[0]).toMatchObject({ received: { frames: 0, bytes: 0 }, gaps: [], discarded: 0 });
  });

  it('leaves nothing missing when the connection goes on', () => {
    happen(session, 'old', opening(), open(), ...frames(1, 3));
    const next = carryOver(session, 'next', NOON + 100);
    happen(next, 'old', ...frames(4, 5));
    expect(payloads(next)).toEqual(['#4', '#5']);
    expect(next.connections.map(missingFrames)).toEqual([0]);
  });

  it('leaves the session before it as it was', () => {
    happen(session, 'old', opening(), open(), ...frames(1, 3));
    happen(carryOver(session, 'next', NOON + 100), 'old', ...frames(4, 5));
    expect(session.frames.length).toBe(3);
    expect(session.connections[0]?.received.frames).toBe(3);
  });
});

describe('a connection that Clear took apart', () => {
  it('is one again, as its last part knows it', () => {
    happen(session, 'old', opening(7), opening(), open(), ...frames(1, 3));
    const next = carryOver(session, 'next', NOON + 100);
    happen(next, 'old', frame(4, 'bye', { direction: 'sent' }), closed());
    const [, first] = session.connections;
    const [, last] = next.connections;
    if (!first || !last) throw new Error('both connections go on');
    const joined = joinParts([
      { session, connection: first },
      { session: next, connection: last },
    ]);
    expect(payloads(joined.session)).toEqual(['#1', '#2', '#3', 'bye']);
    expect(joined.connection).toMatchObject({
      index: 0,
      opened: NOON + 1,
      closed: { code: 1000 },
      sent: { frames: 1, bytes: 3 },
      received: { frames: 3, bytes: 6 },
    });
  });
});

describe('a navigation', () => {
  const keep = (...keys: string[]): Session => keepDocuments(session, new Set(keys), 'next', NOON + 100);

  beforeEach(() => {
    happen(session, 'old', opening(1, 'wss://old/'), open(1), frame(1, 'old 1'));
    happen(session, 'new', opening(1, 'wss://new/'), open(1), frame(1, 'new 1'));
    happen(session, 'old', frame(2, 'old 2'));
    happen(
      session,
      'new',
      { type: 'gap', connection: 1, seq: 2, frames: 4, bytes: 9, reason: 'budget' },
      frame(6, 'new 6'),
    );
  });

  it('keeps the documents of the new page, with all they did', () => {
    const next = keep('new');
    expect([...next.documents.keys()]).toEqual(['new']);
    expect(next.connections.map(({ url, index }) => [url, index])).toEqual([['wss://new/', 0]]);
    expect(payloads(next)).toEqual(['new 1', 'new 6']);
    expect(next.frames.connection(1)).toBe(0);
  });

  it('moves each gap to where its next frame is', () => {
    expect(keep('new').connections[0]?.gaps).toEqual([
      { seq: 2, frames: 4, bytes: 9, reason: 'budget', before: 1 },
    ]);
  });

  it('keeps marks and payloads that are still to come at their frames', () => {
    const { payload, ...rest } = frame(7, 'later');
    happen(session, 'new', { ...rest, size: 5, pending: true });
    session.notes.set(3, { text: 'look', bookmarked: true });
    const next = keep('new');
    expect([...next.notes]).toEqual([[1, { text: 'look', bookmarked: true }]]);
    happen(next, 'new', { type: 'payload', connection: 1, seq: 7, payload: 'later' });
    expect(payloads(next)).toEqual(['new 1', 'new 6', 'later']);
  });

  it('goes on without anything missing', () => {
    const next = keep('new');
    happen(next, 'new', frame(7, 'new 7'));
    expect(next.connections[0]?.gaps).toHaveLength(1);
    expect(next.connections[0]?.received.frames).toBe(3);
  });

  it('keeps nothing where nothing is of the new page', () => {
    const next = keep();
    expect([next.connections.length, next.frames.length, next.documents.size]).toEqual([0, 0, 0]);
  });
});

describe('a session in pieces', () => {
  const carry = (): Session | null => unpark([...park(session)].map((piece) => structuredClone(piece)));

  it('is the same when it is put together', () => {
    happen(session, 'old', opening(), open(), ...frames(1, 3), frame(4, new ArrayBuffer(5)));
    expect(carry()).toEqual(session);
  });

  it('is in order over many chunks and goes on', () => {
    happen(session, 'old', opening(), open(), ...frames(1, 40_000));
    const whole = carry();
    if (!whole) throw new Error('There is no session.');
    happen(whole, 'old', frame(40_001));
    expect(payloads(whole)).toEqual(Array.from({ length: 40_001 }, (_, at) => `#${at + 1}`));
  });

  it('is cut where payloads are large', () => {
    happen(session, 'old', opening());
    for (let seq = 1; seq <= 5; seq++)
      happen(session, 'old', frame(seq, new ArrayBuffer(PIECE_BYTES / 2 + 1)));
    const weigh = (piece: ParkedPiece): number =>
      piece.type === 'payloads'
        ? piece.payloads.reduce((sum, one) => sum + ((one as ArrayBuffer)?.byteLength ?? 0), 0)
        : 0;
    const pieces = [...park(session)];
    expect(Math.max(...pieces.map(weigh))).toBeLessThan(PIECE_BYTES);
    expect(unpark(pieces)?.frames.length).toBe(5);
  });

  it('is none where there are no pieces', () => {
    expect(unpark([])).toBeNull();
  });
});

describe('a session that leaves as it grows', () => {
  it('is whole where it was put together from its chunks as they filled, and the rest', () => {
    happen(session, 'old', opening(), open());
    const parts = new Unparking();
    for (let seq = 1; seq <= 50_000; seq++) {
      happen(session, 'old', frame(seq));
      if (seq % 7_000 === 0)
        for (const chunk of session.frames.takeFull())
          for (const piece of parkChunk(chunk)) parts.take(structuredClone(piece));
    }
    expect(parts.session).toBeNull();
    for (const piece of park(session)) parts.take(structuredClone(piece));
    const whole = parts.session;
    if (!whole) throw new Error('There is no session.');
    expect(payloads(whole)).toEqual(Array.from({ length: 50_000 }, (_, at) => `#${at + 1}`));
    expect(whole.frames.seq(49_999)).toBe(50_000);
  });

  it('has given away what it is not asked for again', () => {
    happen(session, 'old', opening(), open());
    for (let seq = 1; seq <= 20_000; seq++) happen(session, 'old', frame(seq));
    expect(session.frames.takeFull()).toHaveLength(1);
    expect(session.frames.takeFull()).toHaveLength(0);
    expect(session.frames.seq(19_999)).toBe(20_000);
    expect(session.frames.length).toBe(20_000);
  });

  it('names the memory that need not be copied', () => {
    happen(session, 'old', opening(), open(), frame(1, new ArrayBuffer(8)), frame(2, 'text'));
    const [chunk, payloads, rest] = [...park(session)].map((piece) => [...buffersOf(piece)].length);
    expect([chunk, payloads, rest]).toEqual([5, 1, 0]);
  });
});
