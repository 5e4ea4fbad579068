/** The frames of one direction as numbers: equal content has equal `content`, equal kind has equal `kind`. */
export interface Sequence {
  readonly content: Float64Array;
  readonly kind: Int32Array;
}

/** A part of two sequences that is still to be paired: `[from, to)` of each. */
export interface Gap {
  from: number;
  to: number;
  freshFrom: number;
  freshTo: number;
}

/** Marks a frame without counterpart. */
export const UNPAIRED = -1;
