/**
 * Recorded time against the clock. Positions are recorded milliseconds from the start of the replay; while
 * anything holds the timeline it stands still, so what comes after a pause keeps its distance to what came
 * before and nothing overdue bursts out.
 */
export class Timeline {
  #position = 0;
  /** clock time at which `#position` was true; null while held */
  #since: number | null = null;
  readonly #holds = new Set<string>();

  /** Starts held by nobody at position 0. */
  constructor(
    readonly speed: number,
    now: number,
  ) {
    this.#since = now;
  }

  position(now: number): number {
    return this.#since === null ? this.#position : this.#position + (now - this.#since) * this.speed;
  }

  /** Clock time at which `position` is or was reached; infinite while it lies ahead and the timeline is held. */
  clockAt(position: number): number {
    if (this.#since !== null) return this.#since + (position - this.#position) / this.speed;
    return position <= this.#position ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }

  /** Moves to `position`, whether held or not. */
  seek(position: number, now: number): void {
    this.#position = position;
    if (this.#since !== null) this.#since = now;
  }

  /** Stands still until `holder` releases it. Holding twice is holding once. */
  hold(holder: string, now: number): void {
    this.#position = this.position(now);
    this.#since = null;
    this.#holds.add(holder);
  }

  /** Runs on from where it stood, once nobody holds it. */
  release(holder: string, now: number): void {
    if (!this.#holds.delete(holder) || this.#holds.size > 0) return;
    this.#since = now;
  }
}
