import { beforeEach, describe, expect, it } from 'vitest';
import type { CaptureEvent } from '../../src/protocol/event.ts';
import { missingFrames } from '../../src/session/connection.ts';
import { record, recordDocument, recordLost, recordStopped } from '../../src/session/record.ts';
import { newSession, type Session } from '../../src/session/session.ts';
import { closed, documentInfo, frame, frames, left, NOON, open, opening } from '../protocol/events.ts';

const KEY = 'page';

let session: Session;

const happen = (...events: CaptureEvent[]): void => {
  for (const event of events) record(session, KEY, event);
};
const connection = (index = 0) => {
  const found = session.connections[index];
  if (!found) throw new Error(`There is no connection ${index}.`);
  return found;
};
const seqs = (): number[] =>
  Array.from({ length: session.frames.length }, (_, row) => session.frames.seq(row));
const gaps = () => connection().gaps.map(({ seq, frames, reason }) => [seq, frames, reason]);
const error: CaptureEvent = { type: 'error', connection: 1, time: NOON + 2 };
const closing: CaptureEvent = {
  type: 'closing',
  connection: 1,
  time: NOON + 9,
  code: 4001,
  reason: 'bye',
  source: 'wire',
};

beforeEach(() => {
  session = newSession('live', 'Live', 'live', NOON);
  recordDocument(session, documentInfo(KEY));
});

describe('a connection', () => {
  it.each<[string, CaptureEvent[], string]>([
    ['connecting', [], 'connecting'],
    ['open', [open()], 'open'],
    ['closing while it connects', [closing], 'closing'],
    ['closing', [open(), closing], 'closing'],
    ['closed', [open(), closing, closed()], 'closed'],
    ['failed, once the browser says so', [error], 'failed'],
    ['failed', [error, closed()], 'failed'],
    ['closed by an error after it was open', [open(), error, closed()], 'closed'],
    ['cut when its page leaves', [open(), left([[1, 0]])], 'cut'],
    ['open when its page goes to the back/forward cache', [open(), left([[1, 0]], true)], 'open'],
    ['closed, though its page leaves later', [open(), closed(), left([])], 'closed'],
  ])('is %s', (_state, events, state) => {
    happen(opening(), ...events);
    expect(connection().state).toBe(state);
  });

  it('knows who asked first to close, and how it ended', () => {
    happen(opening(), open(), closing, { ...closing, code: 1000, source: 'panel' } as CaptureEvent, closed());
    expect(connection().closing).toEqual({ time: NOON + 9, code: 4001, reason: 'bye', source: 'wire' });
    expect(connection().closed).toMatchObject({ code: 1000, wasClean: true });
  });

  it('knows the document it is of', () => {
    recordDocument(session, documentInfo('frame', { top: false, origin: 'null', url: 'about:srcdoc' }));
    happen(opening());
    record(session, 'frame', opening());
    expect(
      session.connections.map(({ context, origin, documentUrl }) => [context, origin, documentUrl]),
    ).toEqual([
      ['page', 'https://app.harbor.example', 'https://app.harbor.example/'],
      ['iframe', 'null', 'about:srcdoc'],
    ]);
  });

  it('is listed once, however often its opening is told', () => {
    happen(opening(), open(), opening());
    expect(session.connections).toHaveLength(1);
    expect(connection().state).toBe('open');
  });

  it('counts what the browser dropped because it was closing', () => {
    happen(
      opening(),
      open(),
      closing,
      { type: 'discarded', connection: 1, time: NOON },
      { type: 'discarded', connection: 1, time: NOON },
    );
    expect(connection().discarded).toBe(2);
  });
});

describe('what the browser dropped', () => {
  const discarded = (count?: number): CaptureEvent => ({
    type: 'discarded',
    connection: 1,
    time: NOON,
    ...(count && { count }),
  });

  it.each([
    ['one by one', [discarded(), discarded()], 2],
    ['as a sum', [discarded(7)], 7],
    ['again as a sum, to a recorder that had a part of it', [discarded(), discarded(), discarded(5)], 5],
    ['again as a sum, and more of it after', [discarded(5), discarded(5), discarded()], 6],
  ])('is counted once when it is told %s', (_how, events, count) => {
    happen(opening(), open(), closing, ...events);
    expect(connection().discarded).toBe(count);
  });
});

describe('frames', () => {
  it('take their places in the order they come, whatever their connection', () => {
    happen(opening(1), opening(2), frame(1), frame(1, 'b', { connection: 2 }), frame(2));
    expect([0, 1, 2].map((row) => session.frames.connection(row))).toEqual([0, 1, 0]);
  });

  it('are counted by direction, text in UTF-8 bytes', () => {
    happen(opening(), frame(1, 'dürr'), frame(2, new ArrayBuffer(7), { direction: 'sent' }));
    expect(connection().received).toEqual({ frames: 1, bytes: 5 });
    expect(connection().sent).toEqual({ frames: 1, bytes: 7 });
  });

  it('keep their size where the payload is missing', () => {
    happen(opening(), { ...frame(1), payload: undefined, size: 90_000, omitted: 'not-kept' } as CaptureEvent);
    expect([session.frames.size(0), session.frames.payload(0), session.frames.omitted(0)]).toEqual([
      90_000,
      null,
      'not-kept',
    ]);
  });

  it('that are sent hold what went over the wire: U+FFFD for a lone surrogate', () => {
    happen(opening(), frame(1, 'a\ud800b', { direction: 'sent' }), frame(2, 'a\ud800b'));
    expect(session.frames.payload(0)).toBe('a\ufffdb');
    expect(session.frames.payload(1)).toBe('a\ud800b');
  });

  it('that come twice are kept once', () => {
    happen(opening(), ...frames(1, 3), ...frames(2, 4));
    expect(seqs()).toEqual([1, 2, 3, 4]);
    expect(missingFrames(connection())).toBe(0);
  });

  it('of a connection the session does not know are left out', () => {
    happen(frame(1), open());
    expect(session.frames.length).toBe(0);
  });
});

describe('a gap', () => {
  const gap = (seq: number, count: number, bytes = 0): CaptureEvent => ({
    type: 'gap',
    connection: 1,
    seq,
    frames: count,
    bytes,
    reason: 'history',
  });

  it('stands before the frame that follows it', () => {
    happen(opening(), frame(1), gap(2, 5, 50), frame(7));
    expect(connection().gaps).toEqual([{ seq: 2, frames: 5, bytes: 50, reason: 'history', before: 1 }]);
    expect(seqs()).toEqual([1, 7]);
  });

  it('is noticed where nobody told of it', () => {
    happen(opening(), frame(1), frame(5));
    expect(gaps()).toEqual([[2, 3, 'unknown']]);
  });

  it('is noticed before one that was told of', () => {
    happen(opening(), frame(1), gap(4, 2), frame(6));
    expect(gaps()).toEqual([
      [2, 2, 'unknown'],
      [4, 2, 'history'],
    ]);
    expect(missingFrames(connection())).toBe(4);
  });

  it('of what the session has is none', () => {
    happen(opening(), ...frames(1, 5), gap(1, 5, 10));
    expect(gaps()).toEqual([]);
  });

  it('of which the session has a part is as large as the rest', () => {
    happen(opening(), frame(1, 'abc'), frame(2, 'def'), gap(1, 10, 36), frame(11));
    expect(connection().gaps).toMatchObject([{ seq: 3, frames: 8, bytes: 30 }]);
  });

  it('goes on in the one before it where nothing but the telling divides them', () => {
    happen(opening(), frame(1), gap(2, 5, 50), gap(7, 3, 30), frame(10));
    expect(connection().gaps).toEqual([{ seq: 2, frames: 8, bytes: 80, reason: 'history', before: 1 }]);
  });

  it('at the end is exact: the page says which number was the last', () => {
    happen(opening(), open(), frame(1), left([[1, 4]]));
    expect(gaps()).toEqual([[2, 3, 'left']]);
    expect(connection().nextSeq).toBe(5);
  });
});

describe('a payload that comes later', () => {
  const pending = (seq: number): CaptureEvent => {
    const { payload, ...rest } = frame(seq);
    return { ...rest, shape: 'Blob', size: 2, pending: true };
  };
  const payload = (seq: number): CaptureEvent => ({
    type: 'payload',
    connection: 1,
    seq,
    payload: new ArrayBuffer(2),
  });

  it('finds its frame', () => {
    happen(opening(), pending(1), frame(2));
    expect(session.frames.isPending(0)).toBe(true);
    happen(payload(1));
    expect([session.frames.isPending(0), session.frames.payload(0)]).toEqual([false, new ArrayBuffer(2)]);
  });

  it('may turn out to be unreadable', () => {
    happen(opening(), pending(1), { type: 'payload', connection: 1, seq: 1, omitted: 'unreadable' });
    expect([session.frames.isPending(0), session.frames.omitted(0)]).toEqual([false, 'unreadable']);
  });

  it('is given up when the page leaves', () => {
    happen(opening(), open(), pending(1), left([[1, 1]]), payload(1));
    expect([session.frames.isPending(0), session.frames.omitted(0)]).toEqual([false, 'left']);
  });

  it('is given up when recording is stopped, but for what was under way, and taken should it come after all', () => {
    happen(opening(), open(), pending(1), pending(2), pending(3));
    const end = recordStopped(session);
    happen(payload(2), frame(4), pending(5));
    end();
    recordStopped(session)();
    expect(session.frames.omitted(4)).toBe('stopped');
    const state = (row: number) => [session.frames.isPending(row), session.frames.omitted(row)];
    expect([0, 1, 2].map(state)).toEqual([
      [false, 'stopped'],
      [false, null],
      [false, 'stopped'],
    ]);
    happen(payload(3), left([[1, 5]]));
    expect([0, 2].map(state)).toEqual([
      [false, 'stopped'],
      [false, null],
    ]);
  });

  it('is given up when the page is lost, and taken should it come after all', () => {
    happen(opening(), open(), pending(1));
    recordLost(session, KEY, NOON);
    expect(session.frames.omitted(0)).toBe('left');
    happen(payload(1));
    expect([session.frames.omitted(0), session.frames.payload(0)]).toEqual([null, new ArrayBuffer(2)]);
  });

  it('changes nothing for a frame that has its own', () => {
    happen(opening(), frame(1, 'own'), payload(1), payload(7));
    expect(session.frames.payload(0)).toBe('own');
  });
});

describe('a document that is lost', () => {
  it('cuts what was open, and invents no number', () => {
    happen(opening(), open(), ...frames(1, 3));
    recordLost(session, KEY, NOON + 50);
    expect(connection()).toMatchObject({ state: 'cut', cut: NOON + 50, gaps: [] });
  });

  it('leaves what had ended as it ended', () => {
    happen(opening(), open(), closed());
    recordLost(session, KEY, NOON + 50);
    expect(connection()).toMatchObject({ state: 'closed', cut: null });
  });

  it.each<[string, CaptureEvent[], string]>([
    ['connecting', [], 'connecting'],
    ['open', [open()], 'open'],
    ['closing', [open(), closing], 'closing'],
  ])('and is there again goes on where it stood: %s', (_state, events, state) => {
    happen(opening(), ...events);
    recordLost(session, KEY, NOON + 50);
    recordDocument(session, documentInfo(KEY));
    expect(connection()).toMatchObject({ state, cut: null });
  });
});

describe('a navigation', () => {
  it('is marked where a new top document comes, with the frames before it', () => {
    happen(opening(), frame(1));
    recordDocument(session, documentInfo('next', { time: NOON + 7, url: 'https://app.harbor.example/next' }));
    expect(session.navigations).toEqual([
      { time: NOON, url: 'https://app.harbor.example/', frame: 0 },
      { time: NOON + 7, url: 'https://app.harbor.example/next', frame: 1 },
    ]);
  });

  it('is marked where one comes back, at the moment it did', () => {
    recordDocument(session, documentInfo(KEY, { shown: NOON + 90 }));
    expect(session.navigations.map(({ time }) => time)).toEqual([NOON, NOON + 90]);
  });

  it('is none where a frame comes, or the same document again', () => {
    recordDocument(session, documentInfo('frame', { top: false }));
    recordDocument(session, documentInfo(KEY));
    expect(session.navigations).toHaveLength(1);
  });
});

it('counts what ended before anybody recorded and was not kept', () => {
  happen({ type: 'forgotten', connections: 2, frames: 30 }, { type: 'forgotten', connections: 1, frames: 5 });
  expect(session.forgotten).toEqual({ connections: 3, frames: 35 });
});
