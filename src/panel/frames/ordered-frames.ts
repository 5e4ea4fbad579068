/** What has become of a list that was amended. */
export interface Amendment {
  /** from this row on it has changed, or one of its frames has */
  from: number;
  /** whether frames came into it or went out of it: the rows of those behind are others than before */
  isMoved: boolean;
}

/** Frames of one session by index, in order, in the rows of a list. Four bytes each. */
export class OrderedFrames {
  #frames = new Uint32Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  at(row: number): number {
    return this.#frames[row] as number;
  }

  /** @param frame comes after all that are in it */
  push(frame: number): void {
    if (this.#length === this.#frames.length) {
      const larger = new Uint32Array(this.#length * 2);
      larger.set(this.#frames);
      this.#frames = larger;
    }
    this.#frames[this.#length++] = frame;
  }

  /** Row of a frame, or of the first one in it after it. */
  rowOf(frame: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < frame) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Puts frames in or takes them out, as was decided of each once more. The cost is that of the rows from the first of
   * them on. Returns null where all of them were out and stay there.
   */
  amend(verdicts: ReadonlyMap<number, boolean>): Amendment | null {
    const decided = Uint32Array.from(verdicts.keys()).sort();
    const [first] = decided;
    if (first === undefined) return null;
    const start = this.rowOf(first);
    const before = this.#frames.slice(start, this.#length);
    let at = 0;
    let from: number | null = null;
    let isMoved = false;
    this.#length = start;
    for (const frame of decided) {
      while (at < before.length && (before[at] as number) < frame) this.push(before[at++] as number);
      const wasIn = before[at] === frame;
      const isIn = verdicts.get(frame) === true;
      if (wasIn || isIn) from ??= this.#length;
      if (wasIn) at++;
      if (isIn) this.push(frame);
      isMoved ||= wasIn !== isIn;
    }
    while (at < before.length) this.push(before[at++] as number);
    return from === null ? null : { from, isMoved };
  }
}
