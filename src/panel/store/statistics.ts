import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { exchangeOf } from '../../decoders/exchange.ts';
import type { Session } from '../../session/session.ts';
import { Tally } from '../statistics/tally.ts';
import type { Library } from './library.ts';
import type { Rows } from './rows.ts';
import { type Scheduler, SLICE_MS } from './scheduler.ts';
import { FrameView } from './subject.ts';

/** Frames counted between two looks at the clock. */
const STRIDE = 64;
/** What is told of one choice of frames changes no more often, in milliseconds. */
export const TELL_MS = 1_000;
/** Of other frames than before nothing is told before they are all counted, or so many milliseconds are over. */
const FIRST_MS = 150;
/** To count all once more, as some have changed, takes no more than this share of the time. */
const RECOUNT_SHARE = 1 / 5;

/** What has been counted of the frames that the table shows. */
export interface Count {
  session: Session;
  tally: Tally;
  /** whether these were all frames the table showed */
  isDone: boolean;
  /** how much of that is done, from 0 to 1 */
  share: number;
}

/** Numbers on the frames that the table shows, while somebody looks at them. */
export interface Statistics {
  /** null before anything was counted */
  count: ReadonlySignal<Count | null>;
  /** Counts from now on; returns the way to stop. */
  watch(): () => void;
}

interface Ports {
  library: Library;
  rows: Rows;
  scheduler: Scheduler;
}

export function createStatistics({ library, rows, scheduler }: Ports): Statistics {
  const told = signal<Count | null>(null);
  let session = library.active.peek();
  let view = new FrameView(session);
  let tally = new Tally();
  /** of the rows: which is counted, which was told of last; -1 for none */
  let run = -1;
  let toldRun = -1;
  /** when telling is due */
  let due = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let next = 0;
  /** of the session's frames whose Blob was read: how many were looked at */
  let settled = 0;
  /** something is not any more what it was when it was counted */
  let isStale = false;
  /** all is being counted once more: what was told before stands until then */
  let isRecount = false;
  /** when this count began, and from when on another may; Infinity before all is counted */
  let begun = 0;
  let rested = Number.POSITIVE_INFINITY;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let isWorking = false;
  let watchers = 0;

  /** Returns false where it stopped at a frame whose payload has to be brought first. */
  const count = (until: number): boolean => {
    const { frames } = session;
    for (const end = Math.min(until, rows.length); next < end; next++) {
      const frame = rows.frameAt(next);
      if (frames.isAway(frame)) return false;
      const { name, isHeartbeat, isError, direction, size, isBinary } = view.at(frame);
      const exchange = exchangeOf(frames.payload(frame) ?? '');
      const time = frames.time(frame);
      const connection = frames.connection(frame);
      tally.add({ frame, connection, time, direction, size, name, exchange, isBinary, isHeartbeat, isError });
    }
    return true;
  };

  const begin = (): void => {
    session = library.active.peek();
    view = new FrameView(session);
    tally = new Tally();
    isRecount = run === rows.run;
    run = rows.run;
    next = 0;
    settled = session.settled.length;
    isStale = false;
    begun = scheduler.now();
    rested = Number.POSITIVE_INFINITY;
    due = begun + FIRST_MS;
  };

  rows.onAmended(({ from, isMoved }) => {
    if (from < next && isMoved) isStale = true;
  });

  /** A Blob that was read since it was counted counts otherwise only where it is a heartbeat. */
  const lookAgain = (): void => {
    for (; settled < session.settled.length && !isStale; settled++) {
      const frame = session.settled[settled] as number;
      const row = rows.rowOf(frame);
      isStale = row < next && rows.frameAt(row) === frame && view.at(frame).name !== '';
    }
  };

  /** The table may still be looking for what it shows. */
  const isDone = (): boolean =>
    next >= rows.length && (rows.isGivenUp.peek() || rows.scanned.peek() >= session.frames.length);

  const tell = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (isRecount) return;
    toldRun = run;
    due = scheduler.now() + TELL_MS;
    const found = rows.scanned.peek() / Math.max(1, session.frames.length);
    const share = isDone() ? 1 : (found * next) / Math.max(1, rows.length);
    told.value = { session, tally, isDone: isDone(), share };
  };

  const tellInTime = (): void => {
    const wait = due - scheduler.now();
    if (wait <= 0 || (toldRun !== run && isDone())) tell();
    else timer ??= setTimeout(tell, wait);
  };

  /** All is counted that is there. */
  const finish = (): void => {
    if (isRecount) toldRun = -1;
    isRecount = false;
    const now = scheduler.now();
    if (rested === Number.POSITIVE_INFINITY)
      rested = now + Math.max(TELL_MS, (now - begun) * (1 / RECOUNT_SHARE - 1));
    if (!isStale) return;
    rest ??= setTimeout(() => {
      rest = undefined;
      if (!isWorking) work();
    }, rested - now);
  };

  const work = (): void => {
    isWorking = false;
    if (watchers === 0) return;
    if (run === rows.run) lookAgain();
    if (run !== rows.run || (isStale && scheduler.now() >= rested)) begin();
    const before = next;
    const start = scheduler.now();
    let isThere = true;
    while (isThere && next < rows.length && scheduler.now() - start < SLICE_MS)
      isThere = count(next + STRIDE);
    if (next >= rows.length) finish();
    if (next > before || toldRun !== run || told.peek()?.isDone !== isDone()) tellInTime();
    if (next >= rows.length) return;
    isWorking = true;
    if (isThere) scheduler.soon(work);
    else void session.frames.bring(rows.frameAt(next)).then(work);
  };

  return {
    count: told,
    watch() {
      watchers++;
      const stop = effect(() => {
        rows.revision.value;
        untracked(() => {
          if (!isWorking) work();
        });
      });
      return () => {
        watchers--;
        stop();
        clearTimeout(timer);
        clearTimeout(rest);
        timer = undefined;
        rest = undefined;
      };
    },
  };
}
