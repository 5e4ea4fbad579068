import type { Hidden, RedactionRules } from '../../session/redact.ts';
import type { RedactionLot } from '../../session/redaction-lots.ts';

/** Text that is going to be copied; `names` are those of the JSON members that lead to it, where it is one's value. */
export interface CopiedText {
  text: string;
  names?: readonly string[];
}

/** What may take for ever, and so is done in a worker. */
export type HidingJob =
  /** Hides by these rules from here on, with placeholders after the `last` one. */
  | { type: 'begin'; rules: RedactionRules; last: number }
  | { type: 'search'; lot: RedactionLot }
  | { type: 'clean'; texts: readonly CopiedText[] };

/** What has been hidden since it began. */
export interface FoundHidden {
  /** the first {@link MOST_LISTED} of them, each with the first {@link MOST_SHOWN} characters of its value */
  hidden: Hidden[];
  /** values in all, each for every kind of place it was in, and how often they were met */
  count: { hidden: number; times: number };
}

/** Of what is hidden so many are listed, the rest is counted. */
export const MOST_LISTED = 500;
export const MOST_SHOWN = 400;

export type HidingAnswer = FoundHidden | string[];
