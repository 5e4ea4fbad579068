import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStream, GRACE_MS, newOutlet, type Outlet, type Stream } from '../../src/content/stream.ts';
import type { CaptureEvent, GapEvent } from '../../src/protocol/event.ts';
import type { Batch } from '../../src/protocol/link.ts';
import { unpack } from '../../src/protocol/run.ts';
import { closed, frame, frames, inRuns, left, opening } from '../protocol/events.ts';

/** A recorder at the end of a stream, which acknowledges only when told to. */
class Recorder {
  readonly batches: Batch[] = [];
  readonly outlet: Outlet;
  leaving = false;

  constructor(readonly stream: Stream) {
    this.outlet = newOutlet(({ batch, leaving }) => {
      this.batches.push(structuredClone(batch));
      this.leaving = leaving;
    });
  }

  /** Where the history is asked for it comes at once, and has nothing to tell. */
  attach(seen = 0): this {
    this.stream.attach(this.outlet, seen);
    if (this.outlet.waiting) this.stream.put([], true);
    return this;
  }

  ackAll(): void {
    for (let acked = -1; acked !== this.last; ) {
      acked = this.last;
      this.stream.ack(this.outlet, acked);
    }
  }

  /** number of the last batch that came */
  get last(): number {
    return this.batches.at(-1)?.number ?? 0;
  }

  get events(): CaptureEvent[] {
    return this.batches.flatMap(({ events }) => unpack(events));
  }

  get seqs(): number[] {
    return this.events.flatMap((event) => (event.type === 'frame' ? [event.seq] : []));
  }

  get gaps(): GapEvent[] {
    return this.events.filter((event) => event.type === 'gap');
  }
}

const KIBIBYTE = 1 << 10;
/** Small, so that tests need not move megabytes; batches are joined up to 4 MiB, whatever the limits. */
const LIMITS = { sent: 64 * KIBIBYTE, bytes: 1024 * KIBIBYTE, events: 200 };

const large = (seq: number, bytes = LIMITS.sent / 4): CaptureEvent => frame(seq, new ArrayBuffer(bytes));

let told: boolean[];
let stream: Stream;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  stream = createStream((on) => told.push(on), LIMITS);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a stream with a recorder', () => {
  it('asks the page script to report when the first one attaches', () => {
    expect(told).toEqual([]);
    new Recorder(stream).attach();
    expect(told).toEqual([true]);
  });

  it('drops what the page hands over while nobody records', () => {
    stream.put(frames(1, 3));
    const recorder = new Recorder(stream).attach();
    stream.put(frames(4, 5));
    expect(recorder.seqs).toEqual([4, 5]);
  });

  it('numbers batches from 1 without holes', () => {
    const recorder = new Recorder(stream).attach();
    for (let seq = 1; seq <= 5; seq++) stream.put([frame(seq)]);
    expect(recorder.batches.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    expect(recorder.seqs).toEqual([1, 2, 3, 4, 5]);
  });

  it('holds back what is beyond the window until something is acknowledged', () => {
    const recorder = new Recorder(stream).attach();
    for (let seq = 1; seq <= 12; seq++) stream.put([large(seq)]);
    expect(recorder.seqs).toEqual([1, 2, 3]);
    stream.ack(recorder.outlet, 2);
    expect(recorder.seqs).toEqual([1, 2, 3]);
    recorder.ackAll();
    expect(recorder.seqs).toHaveLength(12);
  });

  it('lets a batch that is larger than the window go alone', () => {
    const recorder = new Recorder(stream).attach();
    stream.put([large(1, LIMITS.sent * 2)]);
    stream.put([frame(2)]);
    expect(recorder.seqs).toEqual([1]);
    recorder.ackAll();
    expect(recorder.seqs).toEqual([1, 2]);
  });

  it('posts everything at once, window or not, when the document goes away', () => {
    const recorder = new Recorder(stream).attach();
    for (let seq = 1; seq <= 30; seq++) stream.put([large(seq)]);
    stream.put([left([[1, 30]])]);
    expect([...new Set(recorder.seqs)]).toHaveLength(30);
    expect(recorder.events.at(-1)?.type).toBe('left');
    stream.put([frame(31)]);
    expect(recorder.seqs.at(-1)).toBe(31);
  });

  it('keeps the window again once a document is back and attached to', () => {
    const recorder = new Recorder(stream).attach();
    stream.put([left([[1, 0]], true)]);
    recorder.attach(recorder.last);
    for (let seq = 1; seq <= 30; seq++) stream.put([large(seq)]);
    expect(recorder.seqs.length).toBeLessThan(30);
  });
});

describe('a recorder that vanishes', () => {
  it('goes on after the last batch it has seen', () => {
    const first = new Recorder(stream).attach();
    for (let seq = 1; seq <= 3; seq++) stream.put([frame(seq)]);
    stream.ack(first.outlet, 1);
    stream.detach(first.outlet, false);
    stream.put([frame(4)]);
    const second = new Recorder(stream).attach(2);
    stream.put([frame(5)]);
    expect(second.seqs).toEqual([3, 4, 5]);
    expect(told).toEqual([true]);
  });

  it('never finds more in a batch than it had seen in it', () => {
    const first = new Recorder(stream).attach();
    stream.put([frame(1)]);
    stream.detach(first.outlet, false);
    stream.put([frame(2)]);
    const second = new Recorder(stream).attach(first.last);
    expect(second.seqs).toEqual([2]);
  });

  it('gets all from the start, history included, where it had seen nothing yet', () => {
    const first = new Recorder(stream).attach();
    stream.put([opening(), ...frames(1, 3)]);
    stream.detach(first.outlet, false);
    const second = new Recorder(stream).attach(0);
    expect(second.events).toHaveLength(4);
    expect(told).toEqual([true]);
  });

  it('keeps its due although another one has acknowledged it', () => {
    const stays = new Recorder(stream).attach();
    const vanishes = new Recorder(stream).attach();
    stream.put(frames(1, 1));
    stays.ackAll();
    vanishes.ackAll();
    stream.put(frames(2, 2));
    stream.detach(vanishes.outlet, false);
    stays.ackAll();
    stream.put(frames(3, 3));
    stays.ackAll();
    const returns = new Recorder(stream).attach(1);
    expect(returns.seqs).toEqual([2, 3]);
  });

  it('is waited for so long and no longer', () => {
    const recorder = new Recorder(stream).attach();
    stream.detach(recorder.outlet, false);
    vi.advanceTimersByTime(GRACE_MS - 1);
    expect(told).toEqual([true]);
    vi.advanceTimersByTime(1);
    expect(told).toEqual([true, false]);
  });

  it('asks for the history anew where it comes too late', () => {
    const recorder = new Recorder(stream).attach();
    stream.put(frames(1, 3));
    stream.detach(recorder.outlet, false);
    vi.advanceTimersByTime(GRACE_MS);
    new Recorder(stream).attach(recorder.last - 1);
    expect(told).toEqual([true, false, true]);
  });

  it('costs one who stays no payload: what is kept for it goes first', () => {
    const vanishes = new Recorder(stream).attach();
    const stays = new Recorder(stream).attach();
    stream.detach(vanishes.outlet, false);
    const count = LIMITS.bytes / LIMITS.sent + 8;
    for (let seq = 1; seq <= count; seq++) {
      stream.put([large(seq, LIMITS.sent)]);
      stays.ackAll();
    }
    expect(stays.events.filter((event) => event.type === 'frame' && event.omitted)).toEqual([]);
    expect(stays.seqs).toHaveLength(count);
  });

  it('ends the recording at once where it said so itself', () => {
    const recorder = new Recorder(stream).attach();
    stream.detach(recorder.outlet, true);
    expect(told).toEqual([true, false]);
    expect(recorder.outlet.attached).toBe(false);
  });
});

describe('two recorders', () => {
  it('each get every event', () => {
    const one = new Recorder(stream).attach();
    const two = new Recorder(stream).attach();
    stream.put(frames(1, 4));
    expect(one.seqs).toEqual([1, 2, 3, 4]);
    expect(two.seqs).toEqual([1, 2, 3, 4]);
  });

  it('do not wait for each other', () => {
    const slow = new Recorder(stream).attach();
    const quick = new Recorder(stream).attach();
    for (let seq = 1; seq <= 20; seq++) {
      stream.put([large(seq)]);
      quick.ackAll();
    }
    expect(quick.seqs).toHaveLength(20);
    expect(slow.seqs.length).toBeLessThan(20);
    slow.ackAll();
    expect(slow.seqs).toEqual(quick.seqs);
  });

  it('have the history told again for the second that comes', () => {
    const one = new Recorder(stream).attach();
    stream.put(frames(1, 2));
    one.ackAll();
    new Recorder(stream).attach();
    expect(told).toEqual([true, true]);
  });

  it('differ in where they begin: the second with the history it asked for', () => {
    const one = new Recorder(stream).attach();
    stream.put(frames(1, 1));
    one.ackAll();
    const two = new Recorder(stream);
    stream.attach(two.outlet, 0);
    stream.put(frames(2, 2));
    expect(two.seqs).toEqual([]);
    stream.put([opening()], true);
    stream.put(frames(3, 3));
    expect(two.events.map(({ type }) => type)).toEqual(['opening', 'frame']);
    expect(one.seqs).toEqual([1, 2, 3]);
  });

  it('are both served when one of them leaves for good', () => {
    const stays = new Recorder(stream).attach();
    const leaves = new Recorder(stream).attach();
    stream.detach(leaves.outlet, true);
    stream.put(frames(1, 2));
    expect(stays.seqs).toEqual([1, 2]);
    expect(leaves.seqs).toEqual([]);
    expect(told.at(-1)).toBe(true);
  });
});

describe('a document that leaves', () => {
  it('sends once more what was not acknowledged, and says so', () => {
    const recorder = new Recorder(stream).attach();
    stream.put([frame(1)]);
    recorder.ackAll();
    stream.put([frame(2)]);
    recorder.batches.length = 0;
    stream.put([left([[1, 2]])]);
    expect(recorder.events).toEqual([frame(2), left([[1, 2]])]);
    expect(recorder.leaving).toBe(true);
    recorder.attach(recorder.last);
    stream.put([frame(3)]);
    expect(recorder.leaving).toBe(false);
  });
});

describe('the budget', () => {
  /** Fills the budget of bytes with frames and returns the number of the last. */
  const fillBytes = (): number => {
    const count = LIMITS.bytes / LIMITS.sent + 1;
    for (let seq = 1; seq <= count; seq++) stream.put([large(seq, LIMITS.sent)]);
    return count;
  };

  it('costs payloads before frames', () => {
    const recorder = new Recorder(stream).attach();
    const count = fillBytes();
    stream.put([large(count + 1, 5000), frame(count + 2, 'dürr')]);
    recorder.ackAll();
    expect(recorder.gaps).toEqual([]);
    expect(recorder.seqs).toHaveLength(count + 2);
    const [binary, text] = recorder.events.slice(-2);
    expect(binary).toMatchObject({ seq: count + 1, size: 5000, omitted: 'budget' });
    expect(binary).not.toHaveProperty('payload');
    expect(text).toMatchObject({ seq: count + 2, size: 5, omitted: 'budget' });
  });

  it('costs the bytes of a Blob that was read too late', () => {
    const recorder = new Recorder(stream).attach();
    fillBytes();
    stream.put([{ type: 'payload', connection: 1, seq: 3, payload: new ArrayBuffer(8) }]);
    recorder.ackAll();
    expect(recorder.events.at(-1)).toEqual({ type: 'payload', connection: 1, seq: 3, omitted: 'budget' });
  });

  it('costs the payloads of runs of text, and leaves the sizes', () => {
    const recorder = new Recorder(stream).attach();
    const count = fillBytes();
    stream.put(inRuns([frame(count + 1, 'dürr'), frame(count + 2, 'x')]));
    recorder.ackAll();
    expect(recorder.events.slice(-2)).toMatchObject([
      { seq: count + 1, size: 5, omitted: 'budget' },
      { seq: count + 2, size: 1, omitted: 'budget' },
    ]);
  });

  it('gives payloads again once there is room', () => {
    const recorder = new Recorder(stream).attach();
    const count = fillBytes();
    recorder.ackAll();
    stream.put([frame(count + 1, 'here')]);
    expect(recorder.events.at(-1)).toMatchObject({ payload: 'here' });
  });

  /** Fills the budget of events behind a batch that is not acknowledged; returns the last number. */
  const fillEvents = (): number => {
    stream.put([large(1, LIMITS.sent)]);
    stream.put(frames(2, LIMITS.events));
    return LIMITS.events;
  };

  it('tells exactly how many frames and bytes it cost, ahead of the next frame', () => {
    const recorder = new Recorder(stream).attach();
    const last = fillEvents();
    stream.put([frame(last + 1, 'abc'), frame(last + 2, 'ä')]);
    stream.put([frame(last + 3, new ArrayBuffer(7))]);
    recorder.ackAll();
    stream.put([frame(last + 4)]);
    recorder.ackAll();
    expect(recorder.gaps).toEqual([
      { type: 'gap', connection: 1, seq: last + 1, frames: 3, bytes: 11, reason: 'budget' },
    ]);
    expect(recorder.events.at(-1)).toMatchObject({ seq: last + 4 });
    expect(recorder.seqs).toHaveLength(last + 1);
  });

  it('counts each frame of a run of text', () => {
    const recorder = new Recorder(stream).attach();
    stream.put([large(1, LIMITS.sent)]);
    const last = LIMITS.events;
    stream.put(inRuns(frames(2, last)));
    stream.put(inRuns([frame(last + 1, 'abc'), frame(last + 2, 'de')]));
    recorder.ackAll();
    expect(recorder.gaps).toMatchObject([{ seq: last + 1, frames: 2, bytes: 5 }]);
    expect(recorder.seqs).toHaveLength(last);
  });

  it('is told of as soon as there is room, although nothing more happens', () => {
    const recorder = new Recorder(stream).attach();
    const last = fillEvents();
    stream.put([frame(last + 1)]);
    recorder.ackAll();
    expect(recorder.gaps).toMatchObject([{ seq: last + 1, frames: 1 }]);
  });

  it.each([
    ['the connection ends', closed()],
    ['the document goes away', left([])],
  ])('is told of before %s', (_when, end) => {
    const recorder = new Recorder(stream).attach();
    const last = fillEvents();
    stream.put([frame(last + 1), frame(last + 2), end]);
    recorder.ackAll();
    expect(recorder.events.slice(-2)).toMatchObject([
      { type: 'gap', seq: last + 1, frames: 2 },
      { type: end.type },
    ]);
  });

  it('counts each connection by itself', () => {
    const recorder = new Recorder(stream).attach();
    const last = fillEvents();
    stream.put([frame(last + 1), frame(1, 'x', { connection: 2 }), frame(last + 2)]);
    recorder.ackAll();
    expect(recorder.gaps.map(({ connection, seq, frames }) => [connection, seq, frames])).toEqual([
      [1, last + 1, 2],
      [2, 1, 1],
    ]);
  });
});

describe('room', () => {
  it('is there until the window is full of what waits', () => {
    const recorder = new Recorder(stream).attach();
    expect(stream.hasRoom()).toBe(true);
    for (let seq = 1; seq <= 20; seq++) stream.put([large(seq)]);
    expect(stream.hasRoom()).toBe(false);
    const onRoom = vi.fn();
    stream.onRoom(onRoom);
    recorder.ackAll();
    expect(onRoom).toHaveBeenCalled();
    expect(stream.hasRoom()).toBe(true);
  });

  it('is there for whatever waits when nobody records any more', () => {
    const recorder = new Recorder(stream).attach();
    for (let seq = 1; seq <= 20; seq++) stream.put([large(seq)]);
    const onRoom = vi.fn();
    stream.onRoom(onRoom);
    stream.detach(recorder.outlet, true);
    expect(onRoom).toHaveBeenCalled();
    expect(stream.hasRoom()).toBe(true);
  });
});
