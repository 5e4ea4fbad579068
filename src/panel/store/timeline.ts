import { effect, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals';
import type { Session } from '../../session/session.ts';
import { MAX_LANES } from '../timeline/lane-rows.ts';
import type { Measure } from '../timeline/measure.ts';
import type { TimeRange } from '../timeline/time-range.ts';
import { Traffic } from '../timeline/traffic.ts';
import type { Library } from './library.ts';
import { type Scheduler, SLICE_MS } from './scheduler.ts';
import { FrameView } from './subject.ts';

/** Frames looked at between two looks at the clock. */
const STRIDE = 512;
/** It is drawn so often at most, in milliseconds: nobody reads faster. */
const TELL_MS = 100;
/** Larger payloads are no heartbeats and no errors: they are not read to find out. In bytes. */
const LARGEST_HEARTBEAT = 256;
const LARGEST_ERROR = 4_096;
/** What an error has somewhere in its text: a look that spares reading the others. */
const MAY_BE_ERROR = /error|exception|fail|false|\[[48],/i;
/** Intervals kept of one connection. */
const LANE_BUCKETS = 1_024;

/** The active session by time. */
export interface Timeline {
  /** counts up when there is more, or all is new */
  revision: ReadonlySignal<number>;
  traffic(): Traffic;
  /** of one connection, while there are few enough for a lane each; null where there are more, or no frames */
  trafficOf(connection: number): Traffic | null;
  /** all that there is: from the first thing that happened to the last; null where nothing has */
  whole(): TimeRange | null;
  /** what the user has zoomed to, null for all */
  zoom: Signal<TimeRange | null>;
  /** what the bars are as high as */
  measure: Signal<Measure>;
}

export function createTimeline(library: Library, scheduler: Scheduler, measure: Signal<Measure>): Timeline {
  const revision = signal(0);
  const zoom = signal<TimeRange | null>(null);
  let session: Session = library.active.peek();
  let view = new FrameView(session);
  let traffic = new Traffic();
  let lanes: Traffic[] = [];
  let next = 0;
  /** of the session's frames whose Blob was read: how many were looked at */
  let settled = 0;
  let run = 0;
  let told = Number.NEGATIVE_INFINITY;
  let isTelling = false;
  let isWorking = false;

  const isError = (frame: number, size: number): boolean => {
    if (size > LARGEST_ERROR) return false;
    const payload = session.frames.payload(frame);
    return typeof payload === 'string' && MAY_BE_ERROR.test(payload) && view.at(frame).isError;
  };

  /** Returns false where it stopped at a frame whose payload has to be brought first. */
  const count = (until: number): boolean => {
    const { frames } = session;
    for (const end = Math.min(until, frames.length); next < end; next++) {
      const [time, direction, size] = [frames.time(next), frames.direction(next), frames.size(next)];
      const isHeartbeat = size <= LARGEST_HEARTBEAT && view.at(next).isHeartbeat;
      if (size <= LARGEST_ERROR && frames.isAway(next)) return false;
      traffic.add(time, direction, size, isHeartbeat, !isHeartbeat && isError(next, size));
      const connection = frames.connection(next);
      if (connection >= MAX_LANES) continue;
      lanes[connection] ??= new Traffic(1, LANE_BUCKETS);
      lanes[connection].add(time, direction, size);
    }
    return true;
  };

  /** Those that were counted before their Blob was read: a Blob is no error. */
  const lookAgain = (): void => {
    const { frames } = session;
    for (; settled < session.settled.length; settled++) {
      const frame = session.settled[settled] as number;
      if (frame < next && frames.size(frame) <= LARGEST_HEARTBEAT && view.at(frame).isHeartbeat)
        traffic.markHeartbeat(frames.time(frame), frames.direction(frame));
    }
  };

  const tell = (): void => {
    if (isTelling) return;
    isTelling = true;
    scheduler.later(
      () => {
        isTelling = false;
        told = scheduler.now();
        revision.value = revision.peek() + 1;
      },
      told + TELL_MS - scheduler.now(),
    );
  };

  const work = (current: number): void => {
    if (current !== run) return;
    lookAgain();
    const start = scheduler.now();
    const { frames } = session;
    const total = frames.length;
    let isThere = true;
    while (isThere && next < total && scheduler.now() - start < SLICE_MS) isThere = count(next + STRIDE);
    isWorking = next < total;
    tell();
    if (!isThere) void frames.bring(next).then(() => work(current));
    else if (isWorking) scheduler.soon(() => work(current));
  };

  effect(() => {
    session = library.active.value;
    untracked(() => {
      view = new FrameView(session);
      traffic = new Traffic();
      lanes = [];
      next = 0;
      settled = session.settled.length;
      zoom.value = null;
      work(++run);
    });
  });
  effect(() => {
    library.revision.value;
    untracked(() => {
      if (!isWorking) work(run);
    });
  });

  return {
    revision,
    zoom,
    measure,
    traffic: () => traffic,
    trafficOf: (connection) => (session.connections.length <= MAX_LANES ? (lanes[connection] ?? null) : null),
    whole: () => wholeOf(session, traffic),
  };
}

function wholeOf({ connections }: Session, { first, last }: Traffic): TimeRange | null {
  let [from, to] = [first, last];
  for (const { opening, opened, closed, cut } of connections) {
    from = Math.min(from, opening);
    to = Math.max(to, opening, opened ?? opening, closed?.time ?? opening, cut ?? opening);
  }
  if (from > to) return null;
  return { from, to: Math.max(to, from + 1) };
}
