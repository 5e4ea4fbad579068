import type { Direction } from '../protocol/event.ts';
import { mergeByTime } from './merge.ts';
import type { Target, Track } from './plan.ts';
import { neverOpened } from './recording.ts';

/**
 * - `open`: ask for the socket
 * - `arrived`: the other side is there: the server finished the handshake, or the page called the constructor
 * - `answer`: let the page's socket open
 * - `frame`: send or deliver one recorded frame
 * - `end`: end the connection as the recording ended, or leave it
 */
export type CueKind = 'open' | 'arrived' | 'answer' | 'frame' | 'end';

/** One thing to be done, at its time. */
export interface Cue {
  kind: CueKind;
  /** index of the track in the plan */
  track: number;
  /** index of the recorded step; that of the last one played for other kinds */
  step: number;
  /** position on the timeline in recorded milliseconds; never less than that of the cue before on its track */
  at: number;
  /** recorded milliseconds since the frame or handshake before it on its track, whoever's it was */
  gap: number;
  /** frames of the other side recorded between this and our own cue before it */
  replies: number;
}

/** What is to be done next, in order. */
export interface CueSource {
  /** the next cue; 'later' while it depends on what the other side does; null when all are played */
  peek(): Cue | 'later' | null;
  /** step index of the send that 'later' depends on, null if none */
  readonly expected: number | null;
  /** The cue peeked at was played. */
  advance(): void;
}

/** The direction of the frames a player sends to `target`. */
export const ownDirection = (target: Target): Direction => (target === 'server' ? 'sent' : 'received');

/** How many frames a track has for us to play, and how many for the other side. */
export function countFrames(track: Track, target: Target): { own: number; other: number } {
  const direction = ownDirection(target);
  let own = 0;
  for (let index = track.from; index < track.to; index++)
    if (track.recording.steps.step(index).direction === direction) own++;
  return { own, other: track.to - track.from - own };
}

/** Each socket of the page has a timeline of its own, since the page opens it when it likes. */
const startOf = (track: Track, target: Target): number => (target === 'server' ? track.start : 0);

/** Milliseconds from the constructor to the handshake's end, be it a failure; 0 where nobody saw it end. */
const handshakeOf = ({ opened, outcome }: Track['recording']): number =>
  opened ?? (outcome.is === 'failed' ? Math.max(0, outcome.at) : 0);

/** The cues before the first frame of a track. */
export function openingCues(track: Track, index: number, target: Target): Cue[] {
  const { recording } = track;
  const start = startOf(track, target);
  const cue = { track: index, step: track.from - 1, replies: 0 };
  const handshake = handshakeOf(recording);
  const open: Cue = { ...cue, kind: 'open', at: start, gap: 0 };
  if (target === 'server') return [open, { ...cue, kind: 'arrived', at: start + handshake, gap: 0 }];
  const arrived: Cue = { ...cue, kind: 'arrived', at: start, gap: 0 };
  if (recording.outcome.is === 'failed' || neverOpened(recording)) return [open, arrived];
  return [open, arrived, { ...cue, kind: 'answer', at: start + handshake, gap: handshake }];
}

/** All cues of one track in recorded order, made as they are asked for. */
export function* trackCues(track: Track, index: number, target: Target): Generator<Cue> {
  yield* openingCues(track, index, target);
  const { recording, from, to } = track;
  const start = startOf(track, target);
  const { steps, outcome } = recording;
  const opened = start + handshakeOf(recording);
  if (outcome.is === 'failed' && target === 'page') {
    yield { kind: 'end', track: index, step: to - 1, at: opened, gap: opened - start, replies: 0 };
    return;
  }
  const origin = from > 0 && from < to ? steps.step(from).at : 0;
  const own = ownDirection(target);
  let last = opened;
  let replies = 0;
  for (let step = from; step < to; step++) {
    const { at: recordedAt, direction } = steps.step(step);
    const at = Math.max(last, opened + (Number.isFinite(recordedAt) ? recordedAt - origin : 0));
    if (direction === own) {
      yield { kind: 'frame', track: index, step, at, gap: at - last, replies };
      replies = 0;
    } else replies++;
    last = at;
  }
  const isWhole = to === steps.length && outcome.is === 'closed';
  const at = Math.max(last, isWhole ? opened + outcome.at - origin : last);
  yield { kind: 'end', track: index, step: to - 1, at, gap: at - last, replies };
}

/** The cues of several tracks in the order in which they were recorded. */
export class RecordedCues implements CueSource {
  readonly expected = null;
  readonly #cues: Iterator<Cue>;
  #next: Cue | null;

  constructor(tracks: readonly { track: Track; index: number }[], target: Target) {
    this.#cues = mergeByTime(tracks.map(({ track, index }) => trackCues(track, index, target)));
    this.#next = this.#read();
  }

  peek(): Cue | null {
    return this.#next;
  }

  advance(): void {
    this.#next = this.#read();
  }

  #read(): Cue | null {
    const next = this.#cues.next();
    return next.done ? null : next.value;
  }
}
