import { assertNever } from '../base/assert-never.ts';
import type { Payload } from '../protocol/payload.ts';
import { blockerOf, isPassable, limitOf } from './blocker.ts';
import type { Clock } from './clock.ts';
import { type Cue, RecordedCues } from './cues.ts';
import { speedOf } from './pacing.ts';
import type { Plan, Track } from './plan.ts';
import { gaveUp, type ReplayProblem } from './problem.ts';
import type { WaitingFor } from './progress.ts';
import { ReactiveCues } from './reactive-cues.ts';
import type { Script } from './script.ts';
import type { Closing, Connect } from './socket.ts';
import { Timeline } from './timeline.ts';
import { TrackRun } from './track-run.ts';

/** Cues played in one go before other work gets its turn. */
export const LANE_SLICE = 512;

/** What a lane tells its player. */
export interface LaneHost {
  /** Something a person may see has changed. */
  onChange(): void;
  /** A frame went out; `planned` is its clock time where it had one. */
  onPlayed(track: number, step: number, planned: number | null, actual: number, payload: Payload): void;
  onUnmatched(track: number, payload: Payload | null): void;
  onFailed(problem: ReplayProblem): void;
}

/** A track with its place in the plan and what is said on it. */
export interface ScriptedTrack {
  track: Track;
  index: number;
  script: Script;
}

/**
 * Plays tracks as one sequence on one timeline: the connections of a session to the server together, since
 * their order matters; a connection to the page alone, since the page opens it when it likes.
 */
export class Lane {
  readonly runs: TrackRun[] = [];
  isDone = false;
  /** what must happen before anything goes on; null while that is only time */
  waitingFor: WaitingFor | null = null;
  readonly #byTrack = new Map<number, TrackRun>();
  readonly #plan: Plan;
  readonly #clock: Clock;
  readonly #host: LaneHost;
  readonly #cues: RecordedCues | ReactiveCues;
  readonly #timeline: Timeline;
  /** true where cues are due at their position on the timeline, false where they follow one another */
  readonly #isTimed: boolean;
  #isPaused = false;
  /** one frame is asked for out of turn */
  #isPressed = false;
  /** frames before this step are played at once */
  #rushTo: { track: number; step: number } | null = null;
  /** the cue that is looked at is such a frame */
  #isRushed = false;
  /** the first connection is there: from now on the timeline counts */
  #hasBegun = false;
  /** position at which the next cue had nothing left to wait for but its delay */
  #ready: number | null = null;
  /** what has been waited for since when */
  #wait: { key: string; since: number } | null = null;
  /** the other side is not waited for any more before the next cue */
  #hasGivenUp = false;
  #cancelWake: (() => void) | null = null;
  #isPumping = false;

  constructor(plan: Plan, tracks: readonly ScriptedTrack[], connect: Connect, clock: Clock, host: LaneHost) {
    this.#plan = plan;
    this.#clock = clock;
    this.#host = host;
    this.#timeline = new Timeline(speedOf(plan.pacing), clock.now());
    for (const { track, index, script } of tracks) {
      const run: TrackRun = new TrackRun(track, index, script, plan.target, connect, {
        now: () => clock.now(),
        onProgress: () => this.#pump(),
        onFrame: (payload) => this.#onFrame(run, payload),
        onFailed: (problem) => this.#fail(problem),
      });
      this.runs.push(run);
      this.#byTrack.set(index, run);
    }
    const { pacing, target, match } = plan;
    const [first] = tracks;
    this.#cues =
      first && target === 'page' && pacing.by === 'reply'
        ? new ReactiveCues(first.track, first.index, match, pacing.speed !== null)
        : new RecordedCues(tracks, target);
    this.#isTimed = pacing.by === 'time' || this.#cues instanceof ReactiveCues;
  }

  start(): void {
    this.#timeline.seek(0, this.#clock.now());
    this.#pump();
  }

  /** Stands still: nothing goes out, and what was due later is due later by as much. */
  pause(): void {
    this.#isPaused = true;
    this.#timeline.hold('pause', this.#clock.now());
    this.#pump();
  }

  resume(): void {
    this.#isPaused = false;
    this.#wait = null;
    this.#timeline.release('pause', this.#clock.now());
    this.#pump();
  }

  /** Plays the next frame or the end at once. False where it waits for something that cannot be passed. */
  step(): boolean {
    this.#isPressed = true;
    this.#pump();
    const wasPlayed = !this.#isPressed;
    this.#isPressed = false;
    return wasPlayed;
  }

  /** Plays what comes before `step` of `track` at once, then goes on as paced. */
  seek(track: number, step: number): void {
    this.#rushTo = { track, step };
    this.#pump();
  }

  /** Ends all timers and closes what is open: the page's sockets that have no answer yet fail. */
  stop(closing: Closing): void {
    this.isDone = true;
    this.waitingFor = null;
    this.#cancelWake?.();
    for (const run of this.runs) run.stop(closing);
  }

  #pump(): void {
    if (this.#isPumping || this.isDone) return;
    this.#isPumping = true;
    this.#cancelWake?.();
    this.#cancelWake = null;
    let played = 0;
    while (this.#advance())
      if (++played === LANE_SLICE) {
        this.#wakeAt(this.#clock.now());
        break;
      }
    this.#isPumping = false;
    this.#host.onChange();
  }

  #wakeAt(time: number): false {
    this.#cancelWake?.();
    this.#cancelWake = Number.isFinite(time) ? this.#clock.at(time, () => this.#pump()) : null;
    return false;
  }

  /** Plays the next cue if it can be played now; else sees to it that something wakes the lane. */
  #advance(): boolean {
    this.waitingFor = null;
    if (this.runs.every((run) => run.phase === 'over')) this.isDone = true;
    if (this.isDone) return false;
    const now = this.#clock.now();
    const cue = this.#cues.peek();
    this.#isRushed = this.#rushes(cue);
    if (this.#isPaused && !this.#isHurried) return false;
    if (cue === null) return this.#awaitClose(now);
    if (cue === 'later') return this.#awaitSend(now);
    const run = this.#byTrack.get(cue.track);
    if (!run || run.phase === 'over') {
      // it may have ended while it was waited for
      this.#timeline.release('wait', now);
      return this.#goOn();
    }
    if (!this.#hasBegun && cue.kind === 'arrived' && run.hasArrived) this.#timeline.seek(cue.at, now);
    if (this.#isTimed && !this.#isHurried && now < this.#timeline.clockAt(cue.at))
      return this.#wakeAt(this.#timeline.clockAt(cue.at));

    if (!this.#hasGivenUp && this.#isBlocked(blockerOf(cue, run, this.#plan), cue, run, now)) return false;
    const missing = missingValue(cue, run);
    if (missing && this.#isBlocked(missing, cue, run, now)) return false;
    // another value stands in for it, and there may be more that lack one
    if (missing) return !this.isDone;
    this.#timeline.release('wait', now);
    if (!this.#isTimed && !this.#isHurried && !this.#isDelayOver(cue, now)) return false;

    const planned = this.#isTimed && !this.#isHurried ? this.#timeline.clockAt(cue.at) : null;
    if (this.#isTimed && this.#timeline.position(now) < cue.at) this.#timeline.seek(cue.at, now);
    this.#goOn();
    this.#play(cue, run, planned, now);
    return true;
  }

  /** Nothing that the cue before was waited for with counts for the next one. */
  #goOn(): true {
    this.#ready = null;
    this.#wait = null;
    this.#hasGivenUp = false;
    this.#cues.advance();
    return true;
  }

  /** Neither time nor the other side is waited for. */
  get #isHurried(): boolean {
    return this.#isPressed || this.#isRushed;
  }

  /** Whether `cue` comes before the frame that was sought; once one does not, nothing does. */
  #rushes(cue: Cue | 'later' | null): boolean {
    if (this.#rushTo === null) return false;
    const { track, step } = this.#rushTo;
    if (cue === 'later' && (this.#cues.expected ?? step) < step) return true;
    if (cue !== null && cue !== 'later' && (cue.track !== track || (cue.kind !== 'end' && cue.step < step)))
      return true;
    this.#rushTo = null;
    return false;
  }

  #isBlocked(waiting: WaitingFor | null, cue: Cue, run: TrackRun, now: number): boolean {
    if (!waiting) return false;
    if (this.#goesOn(waiting, cue, run.lastReceived, now)) {
      this.#hasGivenUp = !this.#isHurried;
      return false;
    }
    // time stands still for who waits, so that nothing bursts out after it; frames in flight are no such wait
    if (this.#isTimed && waiting.what !== 'results') {
      this.#timeline.hold('wait', now);
      if (this.#timeline.position(now) < cue.at) this.#timeline.seek(cue.at, now);
    }
    return true;
  }

  /** Step on reply with recorded delays: a cue follows what it waited for, or the one before, at its distance. */
  #isDelayOver(cue: Cue, now: number): boolean {
    const { pacing } = this.#plan;
    if (pacing.by !== 'reply' || pacing.speed === null || cue.kind === 'arrived') return true;
    this.#ready ??= this.#timeline.position(now);
    const due = this.#timeline.clockAt(this.#ready + cue.gap);
    return now >= due || this.#wakeAt(due);
  }

  /** Whether what is waited for before `cue` is passed by hand or given up on. */
  #goesOn(waiting: WaitingFor, cue: Cue | null, lastReceived: number, now: number): boolean {
    if (this.#isHurried && isPassable(waiting)) return true;
    const key = `${waiting.what} ${cue?.kind} ${cue?.track} ${cue?.step}`;
    if (this.#wait?.key !== key) this.#wait = { key, since: now };
    const { patience, isFatal } = limitOf(waiting, cue, this.#plan);
    // at the end every reply that still comes is a reason to wait for the next
    const isLingering = cue?.kind === 'end' && waiting.what === 'replies';
    const until = (isLingering ? Math.max(this.#wait.since, lastReceived) : this.#wait.since) + patience;
    if (now < until) {
      this.waitingFor = waiting;
      return this.#wakeAt(until);
    }
    if (waiting.what === 'variable' && this.#byTrack.get(waiting.track)?.script.fallBack(waiting.name))
      return true;
    if (isFatal) this.#fail(gaveUp(waiting, cue?.kind === 'frame' ? cue.step : null, patience));
    return !isFatal;
  }

  /** All that is left depends on a send of the page. */
  #awaitSend(now: number): boolean {
    const [run] = this.runs;
    if (!run || !(this.#cues instanceof ReactiveCues)) return false;
    const waiting: WaitingFor = { what: 'send', track: run.index, step: this.#cues.expected };
    if (!this.#goesOn(waiting, null, run.lastReceived, now)) return false;
    this.#wait = null;
    const before = this.#isPressed ? undefined : this.#rushTo?.step;
    this.#cues.force(this.#timeline.position(now), before ?? run.track.to);
    return this.#cues.peek() !== 'later' || this.#cues.expected !== waiting.step;
  }

  /** All cues are played; sockets that are closing are waited for. */
  #awaitClose(now: number): boolean {
    const closing = this.runs.find((run) => run.phase !== 'over');
    if (!closing || !this.#goesOn({ what: 'close', track: closing.index }, null, 0, now)) return false;
    closing.phase = 'over';
    return true;
  }

  #play(cue: Cue, run: TrackRun, planned: number | null, now: number): void {
    switch (cue.kind) {
      case 'open': {
        const request = run.script.request();
        if (request.is === 'ready') run.open(request.value);
        return;
      }
      case 'arrived':
        this.#hasBegun = true;
        return;
      case 'answer':
        run.answer();
        return;
      case 'frame':
        this.#playFrame(cue.step, run, planned, now);
        return;
      case 'end':
        this.#isPressed = false;
        run.end();
        return;
      default:
        assertNever(cue.kind);
    }
  }

  #playFrame(step: number, run: TrackRun, planned: number | null, now: number): void {
    const frame = run.script.frame(step, run.track.recording.steps.step(step));
    if (frame.is !== 'ready') {
      run.skip();
      return;
    }
    this.#isPressed = false;
    const payload = this.#cues instanceof ReactiveCues ? this.#cues.fill(frame.value) : frame.value;
    this.#host.onPlayed(run.index, step, planned, now, payload);
    run.send(step, payload);
  }

  #onFrame(run: TrackRun, payload: Payload | null): void {
    if (this.isDone) return;
    const position = this.#timeline.position(this.#clock.now());
    if (this.#cues instanceof ReactiveCues && !this.#cues.onSend(payload, position)) {
      run.unmatched++;
      if (this.#plan.unmatched === 'close') run.close({ code: 1011, reason: 'not recorded', wasClean: true });
      this.#host.onUnmatched(run.index, payload);
    }
    this.#pump();
  }

  #fail(problem: ReplayProblem): void {
    if (this.isDone) return;
    this.isDone = true;
    this.#host.onFailed(problem);
  }
}

function missingValue(cue: Cue, run: TrackRun): WaitingFor | null {
  if (cue.kind !== 'open' && cue.kind !== 'frame') return null;
  const { script, track } = run;
  const prepared =
    cue.kind === 'open' ? script.request() : script.frame(cue.step, track.recording.steps.step(cue.step));
  return prepared.is === 'missing' ? { what: 'variable', track: run.index, name: prepared.variable } : null;
}
