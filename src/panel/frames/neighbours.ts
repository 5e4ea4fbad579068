import type { FrameTable } from '../../session/frame-table.ts';

/** The frames of the same connection that came before one, by direction; null where there is none. */
export interface PreviousFrames {
  sent: number | null;
  received: number | null;
}

export function previousFrames(frames: FrameTable, frame: number): PreviousFrames {
  const connection = frames.connection(frame);
  const previous: PreviousFrames = { sent: null, received: null };
  let seq = frames.seq(frame);
  for (let index = frame - 1; index >= 0 && seq > 1; index--) {
    if (frames.connection(index) !== connection) continue;
    seq = frames.seq(index);
    previous[frames.direction(index)] ??= index;
    if (previous.sent !== null && previous.received !== null) break;
  }
  return previous;
}

/** Finds the first and the last frame of one connection, looking at each frame once however often it is asked. */
export class FrameSpan {
  first: number | null = null;
  last: number | null = null;
  #next = 0;

  constructor(
    readonly frames: FrameTable,
    readonly connection: number,
  ) {}

  /** Takes in what was added since. Returns itself. */
  extend(): this {
    for (; this.#next < this.frames.length; this.#next++) {
      if (this.frames.connection(this.#next) !== this.connection) continue;
      this.first ??= this.#next;
      this.last = this.#next;
    }
    return this;
  }
}
