import type { Direction, OpeningEvent, Source } from '../protocol/event.ts';
import type { OmittedReason } from '../protocol/payload.ts';
import type { PageEvent } from '../protocol/private-port.ts';
import { copyOf, type Message } from './classify.ts';
import {
  drain,
  HISTORY_ENDED,
  type History,
  hasRoom,
  type KeptFrame,
  keep,
  makeRoom,
  newHistory,
  type Shelf,
} from './history.ts';
import type { Outbox } from './outbox.ts';
import { bareArray, bareMap, now, utf8Size } from './primordials.ts';

/** What is known of one socket in this document. */
export interface Tapped {
  id: number;
  /** the page's socket (or our stand-in for one) for as long as it has not ended */
  socket: WebSocket | null;
  opening: OpeningEvent;
  /** open, closing, error, closed: told again to every new recorder */
  milestones: PageEvent[];
  /** calls of `send()` that the browser dropped, and when the last was */
  discarded: number;
  discardedAt: number;
  seq: number;
  /** frames up to here, and their weight, were handed to a recorder */
  givenSeq: number;
  givenBytes: number;
  history: History;
}

/** Numbers what happens on the document's sockets, and hands it on or keeps a bounded history of it. */
export interface Recorder {
  /** @param socket null where the constructor threw */
  begin(socket: WebSocket | null, opening: Omit<OpeningEvent, 'type' | 'connection'>): Tapped;
  frame(of: Tapped, direction: Direction, message: Message, source: Source): void;
  /** Reports an event that is no frame; `ends` when it is the connection's last. */
  tell(of: Tapped, event: PageEvent, ends: boolean): void;
  /** Reports a `send()` that the browser drops: a page may call it without end, so it is counted, not kept. */
  discard(of: Tapped): void;
  /** Reports how a command ended, to whoever gave it. */
  say(event: PageEvent): void;
  /** Whoever records wants everything from here on, after the history; or nobody records any more. */
  record(on: boolean): void;
  /** The document goes away: hands over all that waits. */
  leave(cached: boolean): void;
  /** Nobody will ever record again: forgets all, reports nothing more. */
  retire(): void;
  /** The first connection that is remembered, ended or not, for which `fits` says true. */
  first(fits: (of: Tapped) => boolean): Tapped | null;
  /** The socket with this number, while it has not ended. */
  find(id: number): Tapped | null;
}

export function createRecorder(outbox: Outbox): Recorder {
  const shelf: Shelf = { frames: 0, bytes: 0 };
  const tapped = bareMap<Tapped>();
  /** numbers of the connections that have ended, oldest first: a ring */
  const ended = bareArray<number>();
  let ends = 0;
  let ids = 0;
  let recording = false;
  let retired = false;
  let forgotten = { connections: 0, frames: 0 };

  const give = (of: Tapped, frame: KeptFrame, weight: number): void => {
    of.givenSeq = frame.seq;
    of.givenBytes += weight;
    outbox.put(frame, weight);
  };

  const forget = (id: number): void => {
    const of = tapped.get(id) as Tapped;
    forgotten.connections++;
    forgotten.frames += of.seq - of.givenSeq;
    drain(of.history, shelf, () => {});
    tapped.delete(id);
  };

  const end = (of: Tapped): void => {
    of.socket = null;
    const place = ends++ % HISTORY_ENDED;
    if (ends > HISTORY_ENDED) forget(ended[place] as number);
    ended[place] = of.id;
  };

  const tellAll = (of: Tapped): void => {
    outbox.put(of.opening, 0);
    const { history, givenSeq, givenBytes } = of;
    // Earlier recorders had the first of these; the one that is there now may be another.
    if (givenSeq > 0) outbox.put(gap(of.id, 1, givenSeq, givenBytes), 0);
    if (history.lostFrames > 0)
      outbox.put(gap(of.id, givenSeq + 1, history.lostFrames, history.lostBytes), 0);
    const first = of.milestones[0];
    if (first?.type === 'open') outbox.put(first, 0);
    of.givenSeq += history.lostFrames;
    of.givenBytes += history.lostBytes;
    drain(history, shelf, (frame, weight) => give(of, frame as KeptFrame, weight));
    for (let index = first?.type === 'open' ? 1 : 0; index < of.milestones.length; index++)
      outbox.put(of.milestones[index] as PageEvent, 0);
    if (of.discarded > 0)
      outbox.put({ type: 'discarded', connection: of.id, time: of.discardedAt, count: of.discarded }, 0);
  };

  return {
    begin(socket, opening) {
      const of: Tapped = {
        id: ++ids,
        socket,
        opening: { type: 'opening', connection: ids, ...opening },
        milestones: bareArray(),
        discarded: 0,
        discardedAt: 0,
        seq: 0,
        givenSeq: 0,
        givenBytes: 0,
        history: newHistory(),
      };
      tapped.set(ids, of);
      if (recording) outbox.put(of.opening, 0);
      return of;
    },

    frame(of, direction, message, source) {
      if (retired) return;
      const { shape, data } = message;
      const weight = typeof data === 'string' ? data.length : message.size;
      const wanted = recording || hasRoom(of.history, shelf, weight);
      const spare = recording || !wanted ? null : makeRoom(of.history, shelf, weight);
      const seq = ++of.seq;
      const head = { type: 'frame', connection: of.id, seq, time: now(), direction, shape, source } as const;
      // All that a frame is to hold goes into its literal: to assign a name it lacks would call the page's setter.
      let frame: KeptFrame;
      if (!wanted) {
        const size = typeof data === 'string' ? utf8Size(data) : weight;
        frame = { ...head, size, omitted: 'not-kept' satisfies OmittedReason };
      } else if (shape === 'Blob') frame = { ...head, size: weight, pending: true, blob: data as Blob };
      else if (typeof data === 'string') frame = { ...head, payload: data };
      else frame = { ...head, size: weight, payload: copyOf(message, spare) };
      if (recording) give(of, frame, weight);
      else keep(of.history, shelf, frame, wanted ? weight : 0);
    },

    tell(of, event, last) {
      of.milestones[of.milestones.length] = event;
      if (recording) outbox.put(event, 0);
      if (last) end(of);
    },

    discard(of) {
      of.discarded++;
      of.discardedAt = now();
      if (recording) outbox.put({ type: 'discarded', connection: of.id, time: of.discardedAt }, 0);
    },

    say(event) {
      outbox.put(event, 0);
    },

    record(on) {
      recording = on;
      if (!on) return outbox.flush();
      outbox.history(() => {
        tapped.forEach(tellAll);
        if (forgotten.connections > 0) outbox.put({ type: 'forgotten', ...forgotten }, 0);
      });
      forgotten = { connections: 0, frames: 0 };
    },

    leave(cached) {
      const seqs = bareArray<{ connection: number; seq: number }>();
      tapped.forEach(({ id, socket, seq }) => {
        if (socket !== null) seqs[seqs.length] = { connection: id, seq };
      });
      if (recording) outbox.put({ type: 'left', time: now(), cached, seqs }, 0);
      outbox.leave();
    },

    retire() {
      recording = false;
      retired = true;
      tapped.forEach(({ history }) => {
        drain(history, shelf, () => {});
      });
    },

    first(fits) {
      let found: Tapped | null = null;
      tapped.forEach((of) => {
        if (found === null && fits(of)) found = of;
      });
      return found;
    },

    find(id) {
      const of = tapped.get(id);
      return of === undefined || of.socket === null ? null : of;
    },
  };
}

const gap = (connection: number, seq: number, frames: number, bytes: number): PageEvent => ({
  type: 'gap',
  connection,
  seq,
  frames,
  bytes,
  reason: 'history',
});
