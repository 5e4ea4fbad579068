import { type Signal, signal } from '@preact/signals';
import type { Expression } from '../../filter/expression.ts';
import type { Matcher } from '../../filter/match.ts';
import type { Session } from '../../session/session.ts';
import { type RemoteMatcher, type SentSubject, sentSubject } from '../filter/remote-matcher.ts';
import { type Scheduler, SLICE_MS } from './scheduler.ts';
import type { Scope } from './selection.ts';
import { FrameView } from './subject.ts';

/** Rows looked at between two looks at the clock. */
const STRIDE = 256;
/** A search that goes on tells of more rows so often, in milliseconds: drawing them keeps it waiting. */
const TELL_MS = 50;
/** The first rows are told of at once: so many fill any table. */
const FIRST_ROWS = 100;
/** Characters of payload sent to be decided elsewhere at once, about. */
const REMOTE_CHARS = 2 << 20;

/** Which frames the table shows, in order: those of the scope that match, found slice by slice. */
export interface Rows {
  /** counts up when the list has grown or begun anew */
  revision: Signal<number>;
  /** frames looked at so far; the list is complete when it equals the session's */
  scanned: Signal<number>;
  /** whether the search was given up before its end, as its regular expression takes too long */
  isGivenUp: Signal<boolean>;
  readonly length: number;
  /** counts up when the list begins anew */
  readonly run: number;
  /** index in the session of the frame in this row */
  frameAt(row: number): number;
  /** row of a frame, or of the first shown one after it */
  rowOf(frame: number): number;
  /** Begins anew. What `risky` asks for is decided elsewhere. */
  reset(session: Session, scope: Scope, matcher: Matcher | null, risky?: Expression | null): void;
  /** Goes on with what was added to the session. */
  extend(): void;
}

export function createRows(scheduler: Scheduler, remote: RemoteMatcher): Rows {
  const revision = signal(0);
  const scanned = signal(0);
  const isGivenUp = signal(false);
  let frames = new Uint32Array(1024);
  let length = 0;
  let next = 0;
  let run = 0;
  let session: Session | null = null;
  let scope: Scope = 'all';
  let matcher: Matcher | null = null;
  let view: FrameView | null = null;
  let risky: Expression | null = null;
  let working = false;
  /** when the list was last told of, and how long it was */
  let told = { time: 0, length: 0 };

  const push = (frame: number): void => {
    if (length === frames.length) {
      const larger = new Uint32Array(length * 2);
      larger.set(frames);
      frames = larger;
    }
    frames[length++] = frame;
  };

  const tell = (): void => {
    told = { time: scheduler.now(), length };
    scanned.value = next;
    revision.value = revision.peek() + 1;
  };

  /** Returns false where it stopped at a frame whose payload has to be brought first. */
  const scan = (until: number): boolean => {
    if (!session || !view) return true;
    const table = session.frames;
    const end = Math.min(until, table.length);
    for (; next < end; next++) {
      if (scope !== 'all' && !scope.has(table.connection(next))) continue;
      if (matcher) {
        const isMatch = matcher(view.at(next));
        if (view.isAway) return false;
        if (!isMatch) continue;
      }
      push(next);
    }
    return true;
  };

  const work = (current: number): void => {
    if (current !== run || !session) return;
    const { frames } = session;
    const start = scheduler.now();
    const total = frames.length;
    let isThere = true;
    while (isThere && next < total && scheduler.now() - start < SLICE_MS) isThere = scan(next + STRIDE);
    working = next < total;
    const isFirst = told.length < FIRST_ROWS && length > told.length;
    if (!working || isFirst || scheduler.now() - told.time >= TELL_MS) tell();
    if (!isThere) void frames.bring(next).then(() => work(current));
    else if (working) scheduler.soon(() => work(current));
  };

  /** Lot by lot, decided elsewhere. */
  const ask = async (current: number, expression: Expression): Promise<void> => {
    working = true;
    while (current === run && session && view && next < session.frames.length) {
      const table = session.frames;
      const frames: number[] = [];
      const subjects: SentSubject[] = [];
      let at = next;
      let chars = 0;
      for (; at < table.length && frames.length < STRIDE && chars < REMOTE_CHARS; at++) {
        if (scope !== 'all' && !scope.has(table.connection(at))) continue;
        let subject = sentSubject(view.at(at));
        while (view.isAway) {
          await table.bring(at);
          if (current !== run) return;
          subject = sentSubject(view.at(at));
        }
        frames.push(at);
        subjects.push(subject);
        chars += view.text?.length ?? 0;
      }
      const verdicts = await remote(expression, subjects);
      if (current !== run) return;
      if (verdicts === null) {
        isGivenUp.value = true;
        at = table.length;
      }
      for (const [index, frame] of frames.entries()) if (verdicts?.[index]) push(frame);
      next = at;
      tell();
    }
    working = false;
  };

  const go = (current: number): void => {
    if (risky === null) work(current);
    else if (!isGivenUp.peek()) void ask(current, risky);
  };

  return {
    revision,
    scanned,
    isGivenUp,
    get length() {
      return length;
    },
    get run() {
      return run;
    },
    frameAt: (row) => frames[row] as number,
    rowOf(frame) {
      let low = 0;
      let high = length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if ((frames[middle] as number) < frame) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    reset(toSession, toScope, toMatcher, toRisky = null) {
      session = toSession;
      scope = toScope;
      matcher = toMatcher;
      risky = toRisky;
      isGivenUp.value = false;
      view = new FrameView(toSession);
      length = 0;
      next = 0;
      run++;
      tell();
      go(run);
    },
    extend() {
      if (!working) go(run);
    },
  };
}
