import { type Signal, signal } from '@preact/signals';
import type { Expression } from '../../filter/expression.ts';
import type { Matcher } from '../../filter/match.ts';
import type { Session } from '../../session/session.ts';
import { type RemoteMatcher, type SentSubject, sentSubject } from '../filter/remote-matcher.ts';
import { type Amendment, OrderedFrames } from '../frames/ordered-frames.ts';
import { type Scheduler, SLICE_MS } from './scheduler.ts';
import type { Scope } from './selection.ts';
import { FrameView } from './subject.ts';

/** Rows looked at between two looks at the clock. */
const STRIDE = 256;
/**
 * Another search over the same session has so many milliseconds before its first rows take the place of those there.
 * Most end sooner, and are then drawn once; and the table is not empty between two key strokes.
 */
const FIRST_MS = 40;
/** A search that goes on tells of more rows so often, in milliseconds: drawing them keeps it waiting. */
const TELL_MS = 100;
/** Characters of payload sent to be decided elsewhere at once, about. */
const REMOTE_CHARS = 2 << 20;

/** Which frames the table shows, in order: those of the scope that match, found slice by slice. */
export interface Rows {
  /** counts up when the list has grown or begun anew */
  revision: Signal<number>;
  /** frames looked at so far; the list is complete, and what was asked for, when it equals the session's */
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
  /**
   * Begins anew. What `risky` asks for is decided elsewhere. The rows of the same session stay until the new ones are
   * all known, though not for long.
   */
  reset(session: Session, scope: Scope, matcher: Matcher | null, risky?: Expression | null): void;
  /** Goes on with what was added to the session. */
  extend(): void;
  /** Hears, before `revision` does, that rows there were have changed: Blobs have been read since they were looked at. */
  onAmended(listener: (amendment: Amendment) => void): void;
}

export function createRows(scheduler: Scheduler, remote: RemoteMatcher): Rows {
  const revision = signal(0);
  const scanned = signal(0);
  const isGivenUp = signal(false);
  let shown = new OrderedFrames();
  /** what the search has found: the same, once it is told of */
  let found = shown;
  const listeners: ((amendment: Amendment) => void)[] = [];
  let next = 0;
  /** of the session's frames whose Blob was read: how many were looked at again */
  let settled = 0;
  let run = 0;
  /** counts searches; one that is not the latest ends */
  let search = 0;
  let session: Session | null = null;
  let scope: Scope = 'all';
  let matcher: Matcher | null = null;
  let view: FrameView | null = null;
  let risky: Expression | null = null;
  let working = false;
  /** when the list was last told of, and how long it was */
  let told = { time: 0, length: 0 };
  /** since when the rows shown are to make way for others */
  let since = 0;

  const tell = (): void => {
    if (shown !== found) run++;
    shown = found;
    told = { time: scheduler.now(), length: shown.length };
    scanned.value = next;
    revision.value = revision.peek() + 1;
  };

  const isInScope = ({ frames }: Session, frame: number): boolean =>
    scope === 'all' || scope.has(frames.connection(frame));

  /** Returns the frame at which it stopped, as its payload has to be brought first; null for none. */
  const scan = (of: Session, view: FrameView, until: number): number | null => {
    const end = Math.min(until, of.frames.length);
    for (; next < end; next++) {
      if (!isInScope(of, next)) continue;
      if (matcher) {
        const isMatch = matcher(view.at(next));
        if (view.isAway) return next;
        if (!isMatch) continue;
      }
      found.push(next);
    }
    return null;
  };

  const amend = (verdicts: ReadonlyMap<number, boolean>): void => {
    const amendment = found.amend(verdicts);
    if (amendment && found === shown) for (const listener of listeners) listener(amendment);
  };

  /** As {@link scan}, for frames that it passed before their Blob was read. */
  const scanAgain = (of: Session, view: FrameView): number | null => {
    const verdicts = new Map<number, boolean>();
    let away: number | null = null;
    for (const end = Math.min(settled + STRIDE, of.settled.length); settled < end; settled++) {
      const frame = of.settled[settled] as number;
      if (frame >= next || !isInScope(of, frame)) continue;
      const isMatch = matcher?.(view.at(frame)) ?? true;
      if (matcher && view.isAway) {
        away = frame;
        break;
      }
      verdicts.set(frame, isMatch);
    }
    amend(verdicts);
    return away;
  };

  /** Whether it is time to tell of a search that goes on. */
  const isDue = (now: number): boolean => {
    // The timer may come late: the search keeps it waiting.
    if (found !== shown) return now - since >= FIRST_MS;
    return (told.length === 0 && shown.length > 0) || now - told.time >= TELL_MS;
  };

  const work = (current: number): void => {
    if (current !== search || !session || !view) return;
    const of = session;
    const start = scheduler.now();
    const total = of.frames.length;
    const isDone = (): boolean => next >= total && settled >= of.settled.length;
    let away: number | null = null;
    while (away === null && !isDone() && scheduler.now() - start < SLICE_MS)
      away = settled < of.settled.length ? scanAgain(of, view) : scan(of, view, next + STRIDE);
    working = !isDone();
    if (!working || isDue(scheduler.now())) tell();
    if (away !== null) void of.frames.bring(away).then(() => work(current));
    else if (working) scheduler.soon(() => work(current));
  };

  /** What of a frame is sent to be decided elsewhere; null where the list began anew before its payload was there. */
  const subjectOf = async (
    of: Session,
    view: FrameView,
    frame: number,
    current: number,
  ): Promise<SentSubject | null> => {
    for (;;) {
      const subject = sentSubject(view.at(frame));
      if (!view.isAway) return subject;
      await of.frames.bring(frame);
      if (current !== search) return null;
    }
  };

  /** Lot by lot, decided elsewhere: first those that were passed before their Blob was read. */
  const ask = async (current: number, expression: Expression): Promise<void> => {
    working = true;
    while (session && view) {
      const again = settled < session.settled.length ? session.settled : null;
      const end = again?.length ?? session.frames.length;
      let at = again ? settled : next;
      if (at >= end) {
        if (found !== shown) tell();
        break;
      }
      const frames: number[] = [];
      const subjects: SentSubject[] = [];
      let chars = 0;
      for (; at < end && frames.length < STRIDE && chars < REMOTE_CHARS; at++) {
        const frame = again?.[at] ?? at;
        if ((again && frame >= next) || !isInScope(session, frame)) continue;
        const subject = await subjectOf(session, view, frame, current);
        if (subject === null) return;
        frames.push(frame);
        subjects.push(subject);
        chars += subject.text?.length ?? 0;
      }
      const verdicts = await remote(expression, subjects);
      if (current !== search) return;
      if (verdicts === null) {
        isGivenUp.value = true;
        next = session.frames.length;
      } else if (again) {
        amend(new Map(frames.map((frame, index) => [frame, verdicts[index] ?? false])));
        settled = at;
      } else {
        for (const [index, frame] of frames.entries()) if (verdicts[index]) found.push(frame);
        next = at;
      }
      if (found === shown || verdicts === null) tell();
      if (verdicts === null || current !== search) break;
    }
    if (current === search) working = false;
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
      return shown.length;
    },
    get run() {
      return run;
    },
    frameAt: (row) => shown.at(row),
    rowOf: (frame) => shown.rowOf(frame),
    reset(toSession, toScope, toMatcher, toRisky = null) {
      const isOther = toSession !== session;
      session = toSession;
      scope = toScope;
      matcher = toMatcher;
      risky = toRisky;
      isGivenUp.value = false;
      view = new FrameView(toSession);
      if (found === shown) since = scheduler.now();
      found = new OrderedFrames();
      next = 0;
      settled = toSession.settled.length;
      const current = ++search;
      if (isOther || shown.length === 0) tell();
      else scanned.value = 0;
      go(current);
      if (found === shown) return;
      const makeWay = (): void => {
        if (current === search && found !== shown) tell();
      };
      scheduler.later(makeWay, since + FIRST_MS - scheduler.now());
    },
    extend() {
      if (!working) go(search);
    },
    onAmended: (listener) => void listeners.push(listener),
  };
}
