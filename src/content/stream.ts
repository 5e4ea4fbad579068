import type { CaptureEvent, FrameEvent } from '../protocol/event.ts';
import type { Batch } from '../protocol/link.ts';
import type { Packed, TextRun } from '../protocol/run.ts';

export const LIMITS = {
  /** unacknowledged bytes that may be under way to a recorder; what is beyond waits here */
  sent: 8 << 20,
  /** what may wait for slow recorders: past it payloads are dropped, … */
  bytes: 256 << 20,
  /** … and past this many events whole frames are, counted in a gap */
  events: 500_000,
};
/** How long a recorder that vanished (a reload, a relay that died) may take to come back, in milliseconds. */
export const GRACE_MS = 10_000;
/** What an event weighs beside its payload, roughly. */
const EVENT_BYTES = 100;
/** Batches handed over by the page are joined up to this many bytes. */
const BATCH_BYTES = 4 << 20;

interface Entry {
  batch: Batch;
  /** counting each frame of a run */
  events: number;
  bytes: number;
}

/** Where batches go: one recorder's port. */
export interface Outlet {
  /** `leaving`: the document goes away, and nothing it is told again will reach it. */
  post(message: { batch: Batch; leaving: boolean }): void;
  /** last batch posted, last batch acknowledged */
  sent: number;
  acked: number;
  /** true while this recorder wants batches */
  attached: boolean;
  /** true until the document's history comes, which it begins with */
  waiting: boolean;
}

export const newOutlet = (post: Outlet['post']): Outlet => ({
  post,
  sent: 0,
  acked: 0,
  attached: false,
  waiting: false,
});

/** The document's events on their way to its recorders: numbered, kept until acknowledged, within a budget. */
export interface Stream {
  /** `history`: all that can still be told of what happened before, rather than what happens now. */
  put(events: Packed[], history?: boolean): void;
  /** The recorder wants batches after `seen`; where they cannot be had it gets the document's history first. */
  attach(outlet: Outlet, seen: number): void;
  ack(outlet: Outlet, number: number): void;
  /** The recorder is gone; `forGood` when it said so itself. */
  detach(outlet: Outlet, forGood: boolean): void;
  /** Whether what is put now goes out soon. */
  hasRoom(): boolean;
  /** Calls `listener` when there may be room again. */
  onRoom(listener: () => void): void;
}

/** @param record tells the page script that somebody records, and is answered by the history; or nobody any more */
export function createStream(record: (on: boolean) => void, limits = LIMITS): Stream {
  const { sent: windowBytes, bytes: budgetBytes, events: budgetEvents } = limits;
  const outlets = new Set<Outlet>();
  /** recorders that vanished and may come back: what they did not acknowledge is kept for them */
  const absent = new Set<Outlet>();
  let log: Entry[] = [];
  let bytes = 0;
  let events = 0;
  let number = 0;
  /** last batch that a recorder has, or does without: it can take no more events */
  let posted = 0;
  let recording = false;
  /** the document goes away: nothing may wait any more */
  let leaving = false;
  let grace: ReturnType<typeof setTimeout> | undefined;
  let tellRoom = (): void => {};
  /** frames dropped for want of budget, by connection, not yet told */
  const dropped = new Map<number, { seq: number; frames: number; bytes: number }>();

  const trim = (): void => {
    let acked = number;
    for (const outlet of [...outlets, ...absent]) acked = Math.min(acked, outlet.acked);
    let done = 0;
    for (const entry of log) {
      if (entry.batch.number > acked) break;
      bytes -= entry.bytes;
      events -= entry.events;
      done++;
    }
    log.splice(0, done);
  };

  const pump = (outlet: Outlet): void => {
    if (outlet.waiting) return;
    const limit = leaving ? Number.POSITIVE_INFINITY : windowBytes;
    let underWay = 0;
    for (const { batch, bytes: weight } of log) {
      if (batch.number <= outlet.acked) continue;
      if (batch.number > outlet.sent) {
        if (underWay > 0 && underWay + weight > limit) return;
        outlet.sent = batch.number;
        posted = Math.max(posted, batch.number);
        outlet.post({ batch, leaving });
      }
      underWay += weight;
    }
  };

  const stop = (): void => {
    if (!recording) return;
    recording = false;
    record(false);
    log = [];
    bytes = 0;
    events = 0;
    dropped.clear();
    // Whatever waits for room need wait no longer.
    tellRoom();
  };

  const settle = (): void => {
    if (outlets.size + absent.size === 0) stop();
    else trim();
  };

  /** Nobody who is here is to lose anything for the sake of somebody who is not. */
  const forgetAbsent = (): void => {
    absent.clear();
    settle();
  };

  /** Somebody goes on after `seen`: whoever came nearest to it is who has come back, in person or by an heir. */
  const forgetReturned = (seen: number): void => {
    let nearest: Outlet | undefined;
    for (const outlet of absent)
      if (outlet.acked <= seen && outlet.acked >= (nearest?.acked ?? 0)) nearest = outlet;
    if (nearest) absent.delete(nearest);
  };

  const drop = (event: FrameEvent | TextRun): void => {
    const { connection, seq } = event;
    const gap = dropped.get(connection) ?? { seq, frames: 0, bytes: 0 };
    gap.frames += countOf(event);
    gap.bytes += (event as FrameEvent).size ?? payloadWeight(event);
    dropped.set(connection, gap);
  };

  const append = (batch: Packed[], weight: number): void => {
    if (batch.length === 0) return;
    const count = countAll(batch);
    let last = log.at(-1);
    if (!last || last.batch.number <= posted || last.bytes + weight > BATCH_BYTES) {
      last = { batch: { number: ++number, events: [] }, events: 0, bytes: 0 };
      log.push(last);
    }
    for (const event of batch) last.batch.events.push(event);
    last.bytes += weight;
    last.events += count;
    bytes += weight;
    events += count;
  };

  const takeGaps = (): CaptureEvent[] => {
    const gaps = [...dropped].map(
      ([connection, gap]): CaptureEvent => ({ type: 'gap', connection, ...gap, reason: 'budget' }),
    );
    dropped.clear();
    return gaps;
  };

  /** What comes next is the history: those who wait for it begin there, and it mingles with nothing before. */
  const beginHere = (): void => {
    append(takeGaps(), 0);
    posted = number;
    for (const outlet of outlets) {
      if (outlet.waiting) outlet.sent = outlet.acked = number;
      outlet.waiting = false;
    }
  };

  /** From now on all is sent that is there; in Chrome once more, by the way that is left. */
  const leave = (): void => {
    leaving = true;
    if (__BROWSER__ === 'chrome') for (const outlet of outlets) outlet.sent = outlet.acked;
  };

  const put = (incoming: Packed[], history = false): void => {
    if (!recording) return;
    const isFull = bytes > budgetBytes || events + countAll(incoming) > budgetEvents;
    if (isFull && outlets.size > 0 && absent.size > 0) forgetAbsent();
    if (history) beginHere();
    const kept: Packed[] = events < budgetEvents ? takeGaps() : [];
    let count = kept.length;
    let weight = 0;
    for (const event of incoming) {
      if ((event.type === 'frame' || event.type === 'run') && events + count >= budgetEvents) {
        drop(event);
        continue;
      }
      if (dropped.size > 0) kept.push(...takeGaps());
      const fitting = bytes + weight > budgetBytes ? withoutPayload(event) : event;
      kept.push(fitting);
      count += countOf(event);
      weight += EVENT_BYTES * countOf(event) + payloadWeight(fitting);
      if (event.type === 'left') leave();
    }
    append(kept, weight);
    for (const outlet of outlets) pump(outlet);
  };

  return {
    put,

    attach(outlet, seen) {
      const first = log[0]?.batch.number ?? number + 1;
      const goesOn = recording && seen >= first - 1;
      leaving = false;
      outlets.add(outlet);
      outlet.attached = true;
      outlet.waiting = !goesOn;
      outlet.sent = outlet.acked = goesOn ? Math.min(seen, number) : number;
      if (goesOn) forgetReturned(seen);
      else {
        recording = true;
        record(true);
      }
      trim();
      pump(outlet);
    },

    ack(outlet, upTo) {
      if (!outlet.attached) return;
      outlet.acked = Math.max(outlet.acked, Math.min(upTo, outlet.sent));
      trim();
      put([]);
      tellRoom();
    },

    detach(outlet, forGood) {
      if (!outlets.delete(outlet)) return;
      outlet.attached = false;
      if (!forGood) {
        absent.add(outlet);
        clearTimeout(grace);
        grace = setTimeout(() => {
          forgetAbsent();
          put([]);
        }, GRACE_MS);
      }
      settle();
    },

    hasRoom: () => !recording || bytes < windowBytes,
    onRoom(listener) {
      tellRoom = listener;
    },
  };
}

/** A run is as many events as it has frames. */
const countOf = (event: Packed): number => (event.type === 'run' ? event.times.length | 0 : 1);
const countAll = (events: Packed[]): number => events.reduce((sum, event) => sum + countOf(event), 0);

const payloadWeight = (event: Packed): number => {
  // The array is the page's own in Firefox, and has no methods.
  if (event.type === 'run') return Array.from(event.payloads).reduce((sum, { length }) => sum + length, 0);
  if (event.type !== 'frame' && event.type !== 'payload') return 0;
  const { payload } = event;
  return typeof payload === 'string' ? payload.length : (payload?.byteLength ?? 0);
};

function withoutPayload(event: Packed): Packed {
  const omitted = 'budget';
  if (event.type === 'run')
    return { ...event, payloads: [], sizes: Array.from(event.payloads, sizeOf), omitted };
  if ((event.type !== 'frame' && event.type !== 'payload') || event.payload === undefined) return event;
  const { payload, ...rest } = event;
  return rest.type === 'frame'
    ? { ...rest, size: rest.size ?? sizeOf(payload), omitted }
    : { ...rest, omitted };
}

/** Bytes; of text its UTF-8 length. */
const sizeOf = (payload: string | ArrayBuffer): number => new Blob([payload]).size;
