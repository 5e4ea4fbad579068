import { describe, expect, it } from 'vitest';
import { classify, type Message } from '../../src/page/classify.ts';
import { HISTORY_ENDED, HISTORY_FRAME_BYTES, HISTORY_FRAMES } from '../../src/page/history.ts';
import type { Outbox } from '../../src/page/outbox.ts';
import { createRecorder, type Recorder, type Tapped } from '../../src/page/recorder.ts';
import type { PageEvent } from '../../src/protocol/private-port.ts';

/** An outbox that keeps what it is given. */
function collecting(): { outbox: Outbox; events: PageEvent[]; take(): PageEvent[] } {
  const events: PageEvent[] = [];
  return {
    events,
    take: () => events.splice(0),
    outbox: { put: (event) => events.push(event), flush() {}, leave() {}, history: (fill) => fill() },
  };
}

const begin = (recorder: Recorder, url = 'ws://server/'): Tapped =>
  recorder.begin({} as WebSocket, { time: 1, url, protocols: [], stack: null, source: 'wire' });

const hear = (recorder: Recorder, of: Tapped, data: unknown): void =>
  recorder.frame(of, 'received', classify(data) as Message, 'wire');

const end = (recorder: Recorder, of: Tapped): void =>
  recorder.tell(
    of,
    { type: 'closed', connection: of.id, time: 2, code: 1000, reason: '', wasClean: true },
    true,
  );

const summary = (events: PageEvent[]) =>
  events.map((event) => (event.type === 'frame' ? `frame ${event.seq}` : event.type));

describe('a recorder', () => {
  it('says nothing while nobody records, and then all from the beginning', () => {
    const { outbox, take } = collecting();
    const recorder = createRecorder(outbox);
    const of = begin(recorder);
    recorder.tell(of, { type: 'open', connection: 1, time: 1, protocol: '', extensions: '' }, false);
    hear(recorder, of, 'one');
    expect(take()).toEqual([]);
    recorder.record(true);
    expect(summary(take())).toEqual(['opening', 'open', 'frame 1']);
    hear(recorder, of, 'two');
    expect(summary(take())).toEqual(['frame 2']);
  });

  it('says how much it could not keep', () => {
    const { outbox, take } = collecting();
    const recorder = createRecorder(outbox);
    const of = begin(recorder);
    for (let count = 0; count < HISTORY_FRAMES + 7; count++) hear(recorder, of, 'xyz');
    recorder.record(true);
    const [opening, gap, first] = take();
    expect(opening?.type).toBe('opening');
    expect(gap).toEqual({ type: 'gap', connection: 1, seq: 1, frames: 7, bytes: 21, reason: 'history' });
    expect(first).toMatchObject({ type: 'frame', seq: 8, payload: 'xyz' });
  });

  it('keeps the size of what is too large to keep', () => {
    const { outbox, take } = collecting();
    const recorder = createRecorder(outbox);
    const of = begin(recorder);
    hear(recorder, of, new ArrayBuffer(HISTORY_FRAME_BYTES + 1));
    hear(recorder, of, 'ü'.repeat(HISTORY_FRAME_BYTES + 1));
    recorder.record(true);
    const [, binary, text] = take();
    expect(binary).toMatchObject({ size: HISTORY_FRAME_BYTES + 1, omitted: 'not-kept' });
    expect(text).toMatchObject({ size: 2 * (HISTORY_FRAME_BYTES + 1), omitted: 'not-kept' });
    expect(text).not.toHaveProperty('payload');
  });

  it('tells another recorder what an earlier one was given', () => {
    const { outbox, take } = collecting();
    const recorder = createRecorder(outbox);
    const of = begin(recorder);
    recorder.record(true);
    hear(recorder, of, 'one');
    hear(recorder, of, 'two');
    recorder.record(false);
    hear(recorder, of, 'three');
    take();
    recorder.record(true);
    const [, gap, frame] = take();
    expect(gap).toEqual({ type: 'gap', connection: 1, seq: 1, frames: 2, bytes: 6, reason: 'history' });
    expect(frame).toMatchObject({ seq: 3, payload: 'three' });
  });

  it('forgets the oldest of those that have ended, and says how many', () => {
    const { outbox, take } = collecting();
    const recorder = createRecorder(outbox);
    const open = begin(recorder);
    for (let count = 0; count < HISTORY_ENDED + 3; count++) {
      const of = begin(recorder);
      hear(recorder, of, 'x');
      end(recorder, of);
    }
    recorder.record(true);
    const events = take();
    expect(events.filter(({ type }) => type === 'opening').length).toBe(HISTORY_ENDED + 1);
    expect(events.at(-1)).toEqual({ type: 'forgotten', connections: 3, frames: 3 });
    expect(recorder.find(open.id)).toBe(open);
  });

  it('counts what was sent in vain instead of keeping it', () => {
    const { outbox, take } = collecting();
    const recorder = createRecorder(outbox);
    const of = begin(recorder);
    for (let count = 0; count < 5; count++) recorder.discard(of);
    recorder.record(true);
    expect(take().at(-1)).toMatchObject({ type: 'discarded', connection: 1, count: 5 });
    recorder.discard(of);
    expect(take().at(-1)).not.toHaveProperty('count');
  });

  it('says when the page leaves how far each open connection has come', () => {
    const { outbox, take } = collecting();
    const recorder = createRecorder(outbox);
    recorder.record(true);
    const [open, ended] = [begin(recorder), begin(recorder)];
    hear(recorder, open, 'x');
    end(recorder, ended);
    take();
    recorder.leave(true);
    expect(take()).toMatchObject([{ type: 'left', cached: true, seqs: [{ connection: 1, seq: 1 }] }]);
  });

  it('forgets all once its extension is gone', () => {
    const { outbox, take } = collecting();
    const recorder = createRecorder(outbox);
    const of = begin(recorder);
    hear(recorder, of, 'x');
    recorder.retire();
    hear(recorder, of, 'y');
    expect(of.history.length).toBe(0);
    expect(take()).toEqual([]);
  });

  it('assigns no name that a page could have put on the prototype of objects', () => {
    const { outbox, take } = collecting();
    const recorder = createRecorder(outbox);
    const of = begin(recorder);
    const seen: string[] = [];
    const names = ['payload', 'size', 'pending', 'blob', 'omitted'];
    for (const name of names)
      Object.defineProperty(Object.prototype, name, { configurable: true, set: () => seen.push(name) });
    try {
      for (const data of ['x', new ArrayBuffer(1), new Blob(['x']), new ArrayBuffer(HISTORY_FRAME_BYTES + 1)])
        hear(recorder, of, data);
    } finally {
      for (const name of names) Reflect.deleteProperty(Object.prototype, name);
    }
    recorder.record(true);
    expect(seen).toEqual([]);
    expect(take().slice(1)).toMatchObject([
      { payload: 'x' },
      { size: 1, payload: {} },
      { size: 1, pending: true },
      { omitted: 'not-kept' },
    ]);
  });
});
