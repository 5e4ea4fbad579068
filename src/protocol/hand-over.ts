import type { CaptureEvent } from './event.ts';
import type { DocumentInfo } from './link.ts';

/*
 * DevTools makes our DevTools page at once and our panel only when its tab is first shown; a panel may also be
 * reloaded. The DevTools page records whenever there is no panel, and what one has the other gets. All of it goes in
 * pieces: one message with a whole recording takes a browser seconds, in which it does nothing else.
 */

/** What the DevTools page keeps at most until a panel is shown, in bytes; past it documents keep their own. */
export const HAND_OVER_BYTES = 256 << 20;
/** About how many bytes make a piece. */
export const PIECE_BYTES = 8 << 20;

/** What the DevTools page heard, in order. */
export type Heard =
  | { type: 'document'; document: DocumentInfo }
  | { type: 'events'; key: string; events: CaptureEvent[] }
  | { type: 'lost'; key: string; time: number };

/** How far a recorder has come: where the next one goes on. */
export interface Progress {
  /** last batch received, by document key */
  seen: [key: string, number: number][];
  /** keys of all documents that are known */
  documents: string[];
  /** false where the user has stopped recording */
  recording: boolean;
}

export type HandOver =
  /** panel → DevTools page: I am here, give me what you have and then stop */
  | { type: 'take'; panel: string }
  /** DevTools page → the panel that asked: pieces of an earlier panel's recording, then of what was heard since */
  | { type: 'parked'; panel: string; piece: unknown }
  | { type: 'heard'; panel: string; heard: Heard[] }
  /** DevTools page → panel: more came meanwhile, ask again */
  | { type: 'more'; panel: string }
  | ({ type: 'given'; panel: string } & Progress)
  /** panel → DevTools page: I have all of it, forget it */
  | { type: 'took'; panel: string }
  /** panel → DevTools page: I am going; a piece of my recording … */
  | { type: 'parking'; piece: unknown }
  /** … that was all; go on, and keep it over navigations if the user wants that */
  | ({ type: 'park'; keepsLog: boolean } & Progress);
