import type { Payload } from '../protocol/payload.ts';
import { countFrames } from './cues.ts';
import type { Target, Track } from './plan.ts';
import { closeText, type ReplayCode, type ReplayProblem, withCause } from './problem.ts';
import type { TrackReport } from './progress.ts';
import type { Script } from './script.ts';
import {
  type Closing,
  type Connect,
  closeByPage,
  type Done,
  FAILED_HANDSHAKE,
  NORMAL_CLOSURE,
  type OpenRequest,
  type ReplaySocket,
  type SocketProblem,
} from './socket.ts';

/**
 * - `idle`: its socket was not asked for
 * - `asked`: it was; the other side is not there, or has no answer yet
 * - `open`
 * - `closing`: we closed it, its end is still to come
 * - `over`: nothing more is done with it
 */
export type RunPhase = 'idle' | 'asked' | 'open' | 'closing' | 'over';

/** What a run tells its lane. */
export interface RunHost {
  now(): number;
  /** Something happened that the lane may have waited for. */
  onProgress(): void;
  /** The other side sent this; it is counted already. */
  onFrame(payload: Payload | null): void;
  onFailed(problem: ReplayProblem): void;
}

/** One track while it is played: its socket, how far it is, and what the other side did. */
export class TrackRun {
  phase: RunPhase = 'idle';
  /** the other side is there */
  hasArrived = false;
  readonly total: number;
  readonly expected: number;
  played = 0;
  skipped = 0;
  received = 0;
  unmatched = 0;
  inFlight = 0;
  /** clock time of the last frame of the other side */
  lastReceived = Number.NEGATIVE_INFINITY;
  opened: number | null = null;
  closed: TrackReport['closed'] = null;
  /** `received` when our last frame went out: replies are counted from there */
  #receivedBefore = 0;
  /** our last frame was skipped, so that nothing replies to it */
  #hasSkipped = false;
  /** left open on purpose when its part was over */
  #isKept = false;
  readonly #target: Target;
  readonly #host: RunHost;
  readonly #socket: ReplaySocket;

  constructor(
    readonly track: Track,
    readonly index: number,
    readonly script: Script,
    target: Target,
    connect: Connect,
    host: RunHost,
  ) {
    const { own, other } = countFrames(track, target);
    this.total = own;
    this.expected = other;
    this.#target = target;
    this.#host = host;
    this.#socket = connect(index, {
      onArrived: () => this.#onArrived(),
      onOpen: (protocol) => this.#onOpen(protocol),
      onFrame: (payload) => this.#onFrame(payload),
      onClosed: (code, reason, wasClean) => this.#onClosed({ code, reason, wasClean }),
      onFailed: (cause) => this.#onFailed(cause),
    });
  }

  /** Of `count` replies that were recorded since our last frame, how many are still to come. */
  repliesDue(count: number): number {
    return this.#hasSkipped ? 0 : Math.max(0, count - (this.received - this.#receivedBefore));
  }

  /** False where only a first part of the recording is played: how it ended is none of it. */
  get endsAsRecorded(): boolean {
    return this.track.to === this.track.recording.steps.length;
  }

  report(): TrackReport {
    const { total, played, skipped, expected, received, unmatched, opened, closed } = this;
    return { total, played, skipped, expected, received, unmatched, opened, closed };
  }

  open(request: OpenRequest): void {
    this.phase = 'asked';
    this.script.onOpening(request.url);
    const sentence =
      this.#target === 'server'
        ? `${request.url} could not be opened`
        : `A socket of the page to ${request.url} could not be waited for`;
    this.#socket.open(request, this.#settled('REFUSED', null, sentence));
  }

  answer(): void {
    const { protocol, extensions } = this.track.recording;
    this.phase = 'open';
    this.opened = this.#host.now();
    const sentence = "The page's socket could not be opened";
    this.#socket.answer(protocol, extensions, this.#settled('ANSWER', null, sentence));
  }

  send(step: number, payload: Payload): void {
    this.#passed(false);
    this.played++;
    this.inFlight++;
    const verb = this.#target === 'server' ? 'sent' : 'delivered';
    const settled = this.#settled('SEND', step, `Frame ${step + 1} could not be ${verb}`, (cause) => {
      this.inFlight--;
      if (cause) this.played--;
    });
    this.#socket.send(payload, this.track.recording.steps.step(step).shape, settled);
  }

  skip(): void {
    this.#passed(true);
    this.skipped++;
  }

  /** Ends as the recording ended; to the server never without closing. */
  end(): void {
    const { outcome } = this.track.recording;
    const isToPage = this.#target === 'page';
    if (outcome.is === 'closed' && this.endsAsRecorded) {
      const { code, reason, wasClean } = outcome;
      if (isToPage) this.close({ code, reason, wasClean });
      else this.close(outcome.by === 'page' ? closeByPage(code, reason) : NORMAL_CLOSURE);
    } else if (!isToPage) this.close(NORMAL_CLOSURE);
    else if (outcome.is === 'failed') this.close(FAILED_HANDSHAKE);
    else {
      this.#isKept = true;
      this.phase = 'over';
    }
  }

  close(closing: Closing): void {
    this.phase = 'closing';
    const settled = this.#settled('CLOSE', null, 'The connection could not be closed', (cause) => {
      // the server's side of the close handshake is still to come, the page's is not waited for
      if (this.#target === 'page' && !cause) this.phase = 'over';
    });
    this.#socket.close(closing, settled);
  }

  /** Closes what would outlive the player. */
  stop(closing: Closing): void {
    const isAlive = this.phase === 'asked' || this.phase === 'open' || this.#isKept;
    const isUnanswered = this.#target === 'page' && this.opened === null;
    this.phase = 'over';
    this.#isKept = false;
    // whatever comes of it: a socket that cannot be closed any more is gone
    if (isAlive) this.#socket.close(isUnanswered ? FAILED_HANDSHAKE : closing, () => {});
  }

  #passed(isSkipped: boolean): void {
    this.#receivedBefore = this.received;
    this.#hasSkipped = isSkipped;
  }

  /** How a request to the socket ends: the lane goes on, or the replay fails with `sentence`. Counts once. */
  #settled(code: ReplayCode, step: number | null, sentence: string, count?: Done): Done {
    let isSettled = false;
    return (cause) => {
      if (isSettled) return;
      isSettled = true;
      count?.(cause);
      if (cause && this.phase !== 'over' && !this.#isGone(cause))
        return this.#fail(code, step, withCause(sentence, cause), cause);
      if (cause) this.phase = 'over';
      this.#host.onProgress();
    };
  }

  /** What cannot be closed is closed; and a page may close between our asking and our doing, as its event will tell. */
  #isGone(cause: SocketProblem): boolean {
    if (this.phase === 'closing') return cause.code === 'NOT_OPEN' || cause.code === 'NO_CONNECTION';
    return this.#target === 'page' && cause.code === 'NOT_OPEN';
  }

  #fail(code: ReplayCode, step: number | null, message: string, cause: SocketProblem | null): void {
    this.#host.onFailed({ code, message, track: this.index, step, cause });
  }

  #onArrived(): void {
    this.hasArrived = true;
    this.#host.onProgress();
  }

  #onOpen(protocol: string): void {
    if (this.#target === 'page' || this.phase !== 'asked') return;
    this.phase = 'open';
    this.opened = this.#host.now();
    this.script.onOpen(protocol);
    this.#onArrived();
  }

  #onFrame(payload: Payload | null): void {
    this.received++;
    this.lastReceived = this.#host.now();
    this.script.onFrame(payload);
    this.#host.onFrame(payload);
  }

  #onClosed(closed: NonNullable<TrackReport['closed']>): void {
    this.closed ??= closed;
    this.#isKept = false;
    if (this.phase === 'over') return;
    const text = closeText(closed.code, closed.reason);
    if (this.#target === 'server' && this.phase === 'asked')
      return this.#onFailed({ code: 'CLOSED', message: `it was closed with ${text}` });
    const left = this.total - this.played - this.skipped;
    if (this.#target === 'server' && left > 0) {
      const message = `The server closed the connection with ${text} after ${this.played} of ${this.total} frames.`;
      this.phase = 'over';
      return this.#fail('CLOSED', null, message, null);
    }
    this.phase = 'over';
    this.#host.onProgress();
  }

  #onFailed(cause: SocketProblem): void {
    const { phase, track } = this;
    this.#isKept = false;
    this.phase = 'over';
    if (phase === 'over') return;
    const { url, outcome } = track.recording;
    const isHandshake = this.#target === 'server' && phase === 'asked';
    // where the recorded handshake failed too, this is what was asked for
    if (isHandshake && outcome.is === 'failed') this.#host.onProgress();
    else if (isHandshake)
      this.#fail('HANDSHAKE', null, withCause(`The handshake with ${url} failed`, cause), cause);
    else this.#fail('LOST', null, withCause('The page that holds the socket is gone', cause), cause);
  }
}
