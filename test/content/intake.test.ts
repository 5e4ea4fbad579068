import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createIntake } from '../../src/content/intake.ts';
import type { Stream } from '../../src/content/stream.ts';
import type { CaptureEvent, ResultEvent } from '../../src/protocol/event.ts';
import type { PageEvent } from '../../src/protocol/private-port.ts';
import { frame, NOON, opening } from '../protocol/events.ts';

/** A stream that remembers what was put. */
class FakeStream implements Stream {
  readonly put = vi.fn<(events: CaptureEvent[], history?: boolean) => void>();
  room = true;
  tellRoom = (): void => {};
  attach(): void {}
  ack(): void {}
  detach(): void {}
  hasRoom = (): boolean => this.room;
  onRoom(listener: () => void): void {
    this.tellRoom = listener;
  }

  get events(): CaptureEvent[] {
    return this.put.mock.calls.flatMap(([events]) => events);
  }
}

/** The browser's reader, which finishes when a test says so. */
class FakeFileReader {
  static readonly reading: FakeFileReader[] = [];
  result: ArrayBuffer | null = null;
  onload = (): void => {};
  onerror = (): void => {};

  readAsArrayBuffer(blob: unknown): void {
    if (!(blob instanceof Blob)) throw new TypeError('parameter 1 is not of type Blob');
    FakeFileReader.reading.push(this);
  }

  static finish(bytes: number): void {
    const reader = FakeFileReader.reading.shift();
    if (!reader) throw new Error('Nothing is being read.');
    reader.result = new ArrayBuffer(bytes);
    reader.onload();
  }

  static fail(): void {
    FakeFileReader.reading.shift()?.onerror();
  }
}

const blobFrame = (seq: number, blob: unknown = new Blob(['x'])): PageEvent => {
  const { payload, ...rest } = frame(seq);
  return { ...rest, shape: 'Blob', size: 1, blob: blob as Blob };
};

let stream: FakeStream;
let answer: ReturnType<typeof vi.fn<(result: ResultEvent) => void>>;
/** payloads that came ahead of their frames */
let apart: ArrayBuffer[];
let take: (events: PageEvent[], history?: boolean) => void;

beforeEach(() => {
  vi.stubGlobal('FileReader', FakeFileReader);
  FakeFileReader.reading.length = 0;
  stream = new FakeStream();
  answer = vi.fn<(result: ResultEvent) => void>();
  apart = [];
  const intake = createIntake(stream, answer, apart);
  take = (events, history = false) => intake({ events, history });
});

describe('what a page hands over', () => {
  it('is streamed on in order', () => {
    take([opening() as PageEvent, frame(1), frame(2)]);
    expect(stream.events).toEqual([opening(), frame(1), frame(2)]);
  });

  it('has the payloads again that came ahead of their frames, in order', () => {
    const first = frame(1, new ArrayBuffer(1));
    const second = frame(3, new ArrayBuffer(3));
    apart.push(first.payload as ArrayBuffer, second.payload as ArrayBuffer);
    const ahead = { payload: undefined, apart: true } as const;
    take([{ ...first, ...ahead }, frame(2), { ...second, ...ahead }]);
    expect(stream.events).toMatchObject([first, frame(2), second]);
    expect(apart).toEqual([]);
  });

  it('is told apart as history, be it empty', () => {
    take([], true);
    expect(stream.put).toHaveBeenCalledWith([], true);
  });

  it('is put in order of time where it is history, each connection in its own order', () => {
    const of = (connection: number, seq: number, time: number): PageEvent => ({
      ...frame(seq),
      connection,
      time,
    });
    take([of(1, 1, NOON + 1), of(1, 2, NOON + 4), of(2, 1, NOON + 2), of(2, 2, NOON + 4)], true);
    const order = stream.events.map((event) => event.type === 'frame' && [event.connection, event.seq]);
    expect(order).toEqual([
      [1, 1],
      [2, 1],
      [1, 2],
      [2, 2],
    ]);
  });

  it('keeps a gap, which has no time, behind the opening of its connection', () => {
    const first = { ...opening(1), time: NOON + 5 } as PageEvent;
    const second = { ...opening(2), time: NOON } as PageEvent;
    const gap: PageEvent = { type: 'gap', connection: 1, seq: 1, frames: 3, bytes: 9, reason: 'history' };
    take([first, gap, second], true);
    expect(stream.events.map((event) => [event.type, 'connection' in event && event.connection])).toEqual([
      ['opening', 2],
      ['opening', 1],
      ['gap', 1],
    ]);
  });

  it('tells those who hear no stream how a command ended', () => {
    const result: PageEvent = { type: 'result', command: 7 };
    take([result]);
    expect(answer).toHaveBeenCalledWith(result);
  });
});

describe('a Blob', () => {
  it('keeps its place and is read later', () => {
    take([blobFrame(1), frame(2)]);
    expect(stream.events).toMatchObject([{ seq: 1, pending: true }, { seq: 2 }]);
    expect(stream.events[0]).not.toHaveProperty('blob');
    FakeFileReader.finish(3);
    expect(stream.events.at(-1)).toEqual({
      type: 'payload',
      connection: 1,
      seq: 1,
      payload: new ArrayBuffer(3),
    });
  });

  it.each([
    [
      'the browser cannot read it',
      () => {
        take([blobFrame(1)]);
        FakeFileReader.fail();
      },
    ],
    ['it is none', () => take([blobFrame(1, { size: 4 })])],
  ])('is said to be unreadable where %s', (_why, happen) => {
    happen();
    expect(stream.events).toContainEqual({ type: 'payload', connection: 1, seq: 1, omitted: 'unreadable' });
  });

  it('is read with a few others at once, and no more', () => {
    take(Array.from({ length: 100 }, (_, index) => blobFrame(index + 1)));
    expect(FakeFileReader.reading.length).toBeLessThan(20);
    while (FakeFileReader.reading.length > 0) FakeFileReader.finish(1);
    const read = stream.events.flatMap((event) => (event.type === 'payload' ? [event.seq] : []));
    expect(read).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  });

  it('waits until there is room for its bytes', () => {
    stream.room = false;
    take([blobFrame(1)]);
    expect(FakeFileReader.reading).toHaveLength(0);
    stream.room = true;
    stream.tellRoom();
    FakeFileReader.finish(1);
    expect(stream.events.at(-1)).toMatchObject({ type: 'payload', seq: 1 });
  });
});
