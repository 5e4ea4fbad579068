import type { Payload } from '../protocol/payload.ts';
import type { Clock } from './clock.ts';
import { Jitter } from './jitter.ts';
import { Lane, type LaneHost, type ScriptedTrack } from './lane.ts';
import type { Plan } from './plan.ts';
import type { ReplayProblem } from './problem.ts';
import type { PlayerState, Progress, WaitingFor } from './progress.ts';
import { writeScript } from './script.ts';
import { type Closing, type Connect, NORMAL_CLOSURE } from './socket.ts';
import { Variables } from './variables.ts';

/** What a player tells whoever shows it. */
export interface PlayerListener {
  /** State or progress have changed; comes often, so show it when you draw. */
  onChange(): void;
  /**
   * `payload` goes out as the recorded frame `step` of `track`. Times are the clock's, `planned` is null where it had
   * none.
   */
  onPlayed?(track: number, step: number, planned: number | null, actual: number, payload: Payload): void;
  /** The page sent something that the recording has no match for. */
  onUnmatched?(track: number, payload: Payload | null): void;
}

const FAILED: Closing = { code: 1011, reason: 'replay failed', wasClean: true };

/**
 * Plays a plan once, to the server or to the page.
 *
 * ```
 * idle → playing ⇄ waiting → done
 *           ⇅   paused  ⇅      failed
 * ```
 *
 * Frames keep their recorded order and never go out early. It has no timer of its own: the clock wakes it, the
 * sockets tell it what happens. Recordings are only read.
 */
export class Player {
  readonly plan: Plan;
  #phase: 'idle' | 'running' | 'paused' | 'done' | 'failed' = 'idle';
  #problem: ReplayProblem | null = null;
  #isStopped = false;
  /** `onChange` of many lanes at once is one */
  #isBusy = false;
  readonly #variables: Variables;
  readonly #jitter = new Jitter();
  readonly #lanes: Lane[];
  readonly #listener: PlayerListener;

  /** `connect` is called once for each track, in order; nothing is opened before {@link start}. */
  constructor(plan: Plan, connect: Connect, clock: Clock, listener: PlayerListener) {
    this.plan = plan;
    this.#listener = listener;
    const variables = new Variables(plan.variables);
    this.#variables = variables;
    const tracks = plan.tracks.map(
      (track, index): ScriptedTrack => ({
        track,
        index,
        script: writeScript({ ...track, track: index, variables }),
      }),
    );
    const host: LaneHost = {
      onChange: () => this.#update(),
      onPlayed: (track, step, planned, actual, payload) => {
        if (planned !== null) this.#jitter.add(planned, actual);
        listener.onPlayed?.(track, step, planned, actual, payload);
      },
      onUnmatched: (track, payload) => {
        listener.onUnmatched?.(track, payload);
        if (plan.unmatched === 'pause') this.pause();
      },
      onFailed: (problem) => this.#fail(problem),
    };
    const lane = (part: ScriptedTrack[]): Lane => new Lane(plan, part, connect, clock, host);
    this.#lanes = plan.target === 'server' ? [lane(tracks)] : tracks.map((track) => lane([track]));
  }

  get state(): PlayerState {
    if (this.#phase !== 'running') return this.#phase;
    return this.#lanes.every((lane) => lane.isDone || lane.waitingFor) ? 'waiting' : 'playing';
  }

  get progress(): Progress {
    const tracks = this.#lanes.flatMap((lane) => lane.runs.map((run) => run.report()));
    const sum = (value: (track: (typeof tracks)[number]) => number): number =>
      tracks.reduce((total, track) => total + value(track), 0);
    return {
      state: this.state,
      total: sum((track) => track.total),
      played: sum((track) => track.played),
      skipped: sum((track) => track.skipped),
      expected: sum((track) => track.expected),
      received: sum((track) => track.received),
      unmatched: sum((track) => track.unmatched),
      waitingFor: this.#waitingFor(),
      fallenBack: this.#variables.fallenBack,
      stopped: this.#isStopped,
      problem: this.#problem,
      jitter: this.#jitter.summary(this.#phase === 'done' || this.#phase === 'failed'),
      tracks,
    };
  }

  /** Opens the first connection, or waits for the page to; only a player that is idle can be started. */
  start(): void {
    if (this.#phase !== 'idle') return;
    this.#phase = 'running';
    this.#forLanes((lane) => lane.start());
  }

  /** Nothing goes out until {@link resume}; then all keeps the distance it had. */
  pause(): void {
    if (this.#phase !== 'running') return;
    this.#phase = 'paused';
    this.#forLanes((lane) => lane.pause());
  }

  resume(): void {
    if (this.#phase !== 'paused') return;
    this.#phase = 'running';
    this.#forLanes((lane) => lane.resume());
  }

  /**
   * Plays one frame (or the end) at once: while paused, while waiting for `step()`, or in place of a reply that
   * does not come. False where nothing can be played now, such as before the handshake. `track` says on which
   * connection, left out it is the first that can.
   */
  step(track?: number): boolean {
    if (this.#phase !== 'paused' && this.state !== 'waiting') return false;
    const lanes = track === undefined ? this.#lanes : [this.#laneOf(track)];
    return lanes.some((lane) => lane && !lane.isDone && lane.step());
  }

  /** Ends one connection with this close; the others go on. */
  close(track: number, closing: Closing): void {
    const run = this.#laneOf(track)?.runs.find(({ index }) => index === track);
    if (this.#phase === 'running' || this.#phase === 'paused') run?.close(closing);
  }

  /**
   * Plays all frames before `step` of `track` at once, without time and without waiting for the other side; then it
   * goes on as paced, or stays paused. What was played already is not played again.
   */
  seek(track: number, step: number): void {
    if (this.#phase !== 'running' && this.#phase !== 'paused') return;
    const lane = this.#laneOf(track);
    if (lane && !lane.isDone) lane.seek(track, step);
  }

  /** Closes what is open with 1000 and ends the replay; also closes sockets that a finished one left open. */
  stop(): void {
    if (this.#phase === 'idle' || this.#phase === 'failed') return;
    if (this.#phase !== 'done') this.#isStopped = true;
    this.#phase = 'done';
    this.#forLanes((lane) => lane.stop(NORMAL_CLOSURE));
  }

  #laneOf(track: number): Lane | undefined {
    return this.#lanes.find(({ runs }) => runs.some(({ index }) => index === track));
  }

  #fail(problem: ReplayProblem): void {
    this.#phase = 'failed';
    this.#problem = problem;
    // a page may close with 1000 and 3000 to 4999 only
    this.#forLanes((lane) => lane.stop(this.plan.target === 'page' ? FAILED : NORMAL_CLOSURE));
  }

  #forLanes(action: (lane: Lane) => void): void {
    const wasBusy = this.#isBusy;
    this.#isBusy = true;
    for (const lane of this.#lanes) action(lane);
    this.#isBusy = wasBusy;
    this.#update();
  }

  #update(): void {
    if (this.#isBusy) return;
    const isOn = this.#phase === 'running' || this.#phase === 'paused';
    if (isOn && this.#lanes.every((lane) => lane.isDone)) this.#phase = 'done';
    this.#listener.onChange();
  }

  #waitingFor(): WaitingFor | null {
    if (this.state !== 'waiting') return null;
    for (const lane of this.#lanes) if (lane.waitingFor) return lane.waitingFor;
    return null;
  }
}
