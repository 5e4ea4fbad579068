import type { FrameEvent } from '../protocol/event.ts';
import type { PageEvent } from '../protocol/private-port.ts';
import { bareArray, bufferSize, copyBuffer } from './primordials.ts';

/** While nobody records, a connection keeps at most this many frames, … */
export const HISTORY_FRAMES = 1000;
/** … a document this many, … */
export const HISTORY_DOCUMENT_FRAMES = 8000;
/** … with this many payload bytes (text counts its UTF-16 units), … */
export const HISTORY_BYTES = 1 << 20;
/** … of any one frame at most this many, … */
export const HISTORY_FRAME_BYTES = 1 << 16;
/** … and this many connections that have ended. */
export const HISTORY_ENDED = 200;

export type KeptFrame = FrameEvent & { blob?: Blob };

/** What all histories of one document hold together. */
export interface Shelf {
  frames: number;
  bytes: number;
}

/** The latest frames of one connection: a ring, with the count of what fell out of it. */
export interface History {
  frames: (KeptFrame | null)[];
  weights: number[];
  /** index of the oldest */
  start: number;
  length: number;
  /** payload bytes kept */
  bytes: number;
  /** frames, and their weight, that fell out and were never handed over */
  lostFrames: number;
  lostBytes: number;
}

export const newHistory = (): History => ({
  frames: bareArray(),
  weights: bareArray(),
  start: 0,
  length: 0,
  bytes: 0,
  lostFrames: 0,
  lostBytes: 0,
});

/** Whether there is room for `weight` payload bytes beside what the document's other connections hold. */
export const hasRoom = (history: History, shelf: Shelf, weight: number): boolean =>
  weight <= HISTORY_FRAME_BYTES && shelf.bytes - history.bytes + weight <= HISTORY_BYTES;

/**
 * Drops the connection's own oldest frames to stay within the limits with `weight` more payload bytes. What held the
 * bytes of one of them comes back, for the next to be copied into: in a stream of binary frames a new buffer for each
 * costs ten times as much as to fill it. Never one that is more than twice as large, which would be memory wasted.
 */
export function makeRoom(history: History, shelf: Shelf, weight: number): ArrayBuffer | null {
  let spare: ArrayBuffer | null = null;
  while (
    history.length > 0 &&
    (history.length === HISTORY_FRAMES ||
      shelf.frames >= HISTORY_DOCUMENT_FRAMES ||
      shelf.bytes + weight > HISTORY_BYTES)
  ) {
    history.lostFrames++;
    history.lostBytes += history.weights[history.start] as number;
    const bytes = bytesOf(
      history.frames[history.start] as KeptFrame,
      history.weights[history.start] as number,
    );
    if (bytes !== null && bufferSize(bytes) >= weight && bufferSize(bytes) <= weight * 2) spare = bytes;
    removeOldest(history, shelf);
  }
  return spare;
}

/** Keeps `frame`, for which there is room by now, unless other connections have taken all of it. */
export function keep(history: History, shelf: Shelf, frame: KeptFrame, weight: number): void {
  makeRoom(history, shelf, weight);
  if (shelf.frames >= HISTORY_DOCUMENT_FRAMES) {
    history.lostFrames++;
    history.lostBytes += weight;
    return;
  }
  const at = (history.start + history.length) % HISTORY_FRAMES;
  history.frames[at] = frame;
  history.weights[at] = weight;
  history.length++;
  history.bytes += weight;
  shelf.frames++;
  shelf.bytes += weight;
}

/** Hands every kept frame to `put`, oldest first, and starts anew. */
export function drain(history: History, shelf: Shelf, put: (event: PageEvent, weight: number) => void): void {
  while (history.length > 0) {
    const frame = history.frames[history.start] as KeptFrame;
    const weight = history.weights[history.start] as number;
    removeOldest(history, shelf);
    const bytes = bytesOf(frame, weight);
    // It may lie in the larger buffer of one that was dropped before.
    if (bytes !== null && bufferSize(bytes) > weight) frame.payload = copyBuffer(bytes, 0, weight);
    put(frame, weight);
  }
  history.frames = bareArray();
  history.weights = bareArray();
  history.start = 0;
  history.lostFrames = 0;
  history.lostBytes = 0;
}

/** The buffer of a frame that has one; other frames may have no `payload`, and a page could give them one. */
const bytesOf = (frame: KeptFrame, weight: number): ArrayBuffer | null =>
  weight > 0 && frame.shape !== 'string' && frame.shape !== 'Blob' ? (frame.payload as ArrayBuffer) : null;

function removeOldest(history: History, shelf: Shelf): void {
  const weight = history.weights[history.start] as number;
  history.frames[history.start] = null;
  history.start = (history.start + 1) % HISTORY_FRAMES;
  history.length--;
  history.bytes -= weight;
  shelf.frames--;
  shelf.bytes -= weight;
}
