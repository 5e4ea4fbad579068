import type { Payload } from '../protocol/payload.ts';
import { type Cue, type CueSource, countFrames, openingCues } from './cues.ts';
import { Fills } from './fill.ts';
import { type MatchOptions, SendMatcher } from './match-send.ts';
import type { Track } from './plan.ts';

/**
 * The cues of a page that is answered as it asks: what was recorded after one of its sends, up to its next one,
 * follows when it makes that send again. Replies to different sends may overlap; each keeps its own delay.
 */
export class ReactiveCues implements CueSource {
  readonly #matcher: SendMatcher;
  readonly #fills = new Fills();
  /** what was released and not played yet, by the send it follows */
  readonly #released: { next: Cue; rest: Iterator<Cue> }[] = [];
  /** frames not played yet, released or not */
  #left: number;
  #isEnding = false;
  #position = 0;

  constructor(
    readonly track: Track,
    readonly index: number,
    match: MatchOptions,
    /** false where replies follow without delay */
    readonly keepsDelays: boolean,
  ) {
    const { recording, from, to } = track;
    this.#matcher = new SendMatcher(recording.steps, from, to, match);
    this.#left = countFrames(track, 'page').own;
    const opening = openingCues(track, index, 'page');
    this.#add(keepsDelays ? opening : opening.map((cue) => ({ ...cue, at: 0, gap: 0 })));
  }

  peek(): Cue | 'later' | null {
    const first = this.#first();
    if (first) return first.next;
    if (this.#left > 0) return 'later';
    if (this.#isEnding) return null;
    this.#isEnding = true;
    this.#add([this.#endCue()]);
    return this.peek();
  }

  advance(): void {
    const group = this.#first();
    if (!group) return;
    const played = group.next;
    this.#position = Math.max(this.#position, played.at);
    const next = group.rest.next();
    if (next.done) this.#released.splice(this.#released.indexOf(group), 1);
    else group.next = next.value;
    if (played.kind === 'frame') this.#left--;
    if (played.kind === 'answer') this.#release(this.track.from - 1, played.at);
  }

  /** Step index of the send that the page is expected to make next, null if none. */
  get expected(): number | null {
    return this.#matcher.next;
  }

  /**
   * The page sent this at `position`. Returns false where the recording has no match for it. The replies to what was
   * forced before are out already.
   */
  onSend(payload: Payload | null, position: number): boolean {
    const match = this.#matcher.match(payload);
    if (!match) return false;
    for (const fill of match.fills) this.#fills.add(fill);
    if (!match.wasForced) this.#release(match.step, position);
    return true;
  }

  /** Takes the next expected send with replies as made, at `position`; none from step `before` on. */
  force(position: number, before: number): void {
    while (this.#released.length === 0 && this.expected !== null && this.expected < before) {
      const send = this.expected;
      this.#matcher.force(send);
      this.#release(send, position);
    }
  }

  /** A recorded payload with what the page said in place of recorded ids. */
  fill(payload: Payload): Payload {
    return this.#fills.apply(payload);
  }

  #release(send: number, position: number): void {
    this.#add(this.#repliesTo(send, position));
  }

  /** The frames after `send` at their recorded distance from it. */
  *#repliesTo(send: number, position: number): Generator<Cue> {
    const { steps } = this.track.recording;
    const sentAt = send >= 0 ? steps.step(send).at : 0;
    let last = position;
    for (let step = send + 1; step < this.track.to; step++) {
      const { at: recordedAt, direction } = steps.step(step);
      if (direction === 'sent') return;
      const at = this.keepsDelays ? Math.max(last, position + (recordedAt - sentAt || 0)) : position;
      yield { kind: 'frame', track: this.index, step, at, gap: at - last, replies: 0 };
      last = at;
    }
  }

  #add(cues: Iterable<Cue>): void {
    const rest = cues[Symbol.iterator]();
    const first = rest.next();
    if (!first.done) this.#released.push({ next: first.value, rest });
  }

  #first(): { next: Cue; rest: Iterator<Cue> } | undefined {
    let first = this.#released[0];
    for (const group of this.#released) if (first && group.next.at < first.next.at) first = group;
    return first;
  }

  #endCue(): Cue {
    const { recording, to } = this.track;
    const { outcome, steps } = recording;
    const isWhole = to === steps.length;
    const last = outcome.is === 'closed' && to > 0 ? steps.step(to - 1).at : 0;
    const gap = this.keepsDelays && isWhole && outcome.is !== 'open' ? Math.max(0, outcome.at - last) : 0;
    const at = this.#position + gap;
    return { kind: 'end', track: this.index, step: to - 1, at, gap, replies: 0 };
  }
}
