/** Frames of one session by index, in order. One byte for each frame up to the last in it; never changed. */
export class FrameSet implements Iterable<number> {
  readonly size: number;
  #marks: Uint8Array;

  private constructor(marks: Uint8Array, size: number) {
    this.#marks = marks;
    this.size = size;
  }

  /** `frames` in any order. */
  static of(frames: Iterable<number>): FrameSet {
    let marks = new Uint8Array(1024);
    let size = 0;
    for (const frame of frames) {
      if (frame >= marks.length) marks = grown(marks, frame + 1);
      size += 1 - (marks[frame] as number);
      marks[frame] = 1;
    }
    return new FrameSet(marks, size);
  }

  has(frame: number): boolean {
    return this.#marks[frame] === 1;
  }

  /** The set with `frame` where it is not in it, without where it is. */
  toggled(frame: number): FrameSet {
    const marks = grown(this.#marks, frame + 1);
    const wasIn = marks[frame] === 1;
    marks[frame] = wasIn ? 0 : 1;
    return new FrameSet(marks, this.size + (wasIn ? -1 : 1));
  }

  *[Symbol.iterator](): Generator<number> {
    for (let frame = 0; frame < this.#marks.length; frame++) if (this.#marks[frame] === 1) yield frame;
  }
}

/** A copy with room for `least` at least. */
function grown(marks: Uint8Array, least: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(least > marks.length ? Math.max(least, marks.length * 2) : marks.length);
  larger.set(marks);
  return larger;
}
