/** Time as the player sees it. The panel gives it `performance`, a test gives it one it moves by hand. */
export interface Clock {
  /** Milliseconds with a fraction from any fixed origin; never runs backwards. */
  now(): number;
  /**
   * Calls `callback` once, not before `time` on this clock and never within this call. Returns how to cancel it.
   * A callback that comes a little early does no harm: the player looks at {@link now} again.
   */
  at(time: number, callback: () => void): () => void;
}
