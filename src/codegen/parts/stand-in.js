import { isSame } from './is-same.js';
import { sleep } from './sleep.js';
import { SPEED } from './speed.js';

/**
 * Plays the server's part of a recorded connection. What came before the page's first message comes as long after the
 * opening as then; everything else follows the message of the page that it followed then, as long after it as then.
 */
export class StandIn {
  /** `socket` has `send(message)` and `close(code, reason)`. */
  constructor({ frames, closed }, socket) {
    this.socket = socket;
    this.closed = closed;
    this.closeDelay = closed ? closed.at - (frames.at(-1)?.at ?? 0) : 0;
    this.turns = turnsOf(frames);
    /** What the page said then and has not said now. */
    this.waiting = this.turns.slice(1);
    this.playing = 0;
    this.isOver = false;
  }

  get isDone() {
    return this.isOver || (this.waiting.length === 0 && this.playing === 0);
  }

  /** The page's socket is open. */
  open() {
    this.play(this.turns[0]);
  }

  /** The page said something. Returns false where it never did then. */
  hear(said) {
    const place = this.waiting.findIndex(({ sent }) => isSame(sent, said));
    // What is said more often than then, as heartbeats are, is answered as the last time.
    const turn =
      place < 0
        ? this.turns.slice(1).findLast(({ sent }) => isSame(sent, said))
        : this.waiting.splice(place, 1)[0];
    if (turn) this.play(turn);
    return turn !== undefined;
  }

  /** The page's socket is closed. */
  stop() {
    this.isOver = true;
  }

  async play({ at, replies }) {
    this.playing++;
    const start = performance.now();
    for (const reply of replies) {
      const wait = start + (reply.at - at) / SPEED - performance.now();
      // A timer takes a millisecond at least, which a burst has not.
      if (wait > 0) await sleep(wait);
      if (this.isOver) return;
      this.socket.send(reply.received);
    }
    const isLast = this.waiting.length === 0 && this.playing === 1;
    if (isLast && this.closed?.by === 'server') {
      await sleep(this.closeDelay / SPEED);
      if (this.isOver) return;
      this.isOver = true;
      this.socket.close(this.closed.code, this.closed.reason);
    }
    this.playing--;
  }
}

/** The recorded messages as turns: what the page said, and all that came until it spoke again. The first is silent. */
export function turnsOf(frames) {
  const turns = [{ at: 0, replies: [] }];
  for (const frame of frames)
    if (frame.sent !== undefined) turns.push({ ...frame, replies: [] });
    else turns.at(-1).replies.push(frame);
  return turns;
}
