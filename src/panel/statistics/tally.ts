import type { Direction } from '../../protocol/event.ts';
import { Traffic } from '../timeline/traffic.ts';
import { Distribution } from './distribution.ts';
import { NameCounts } from './name-counts.ts';
import { type Pair, Pairing, type PairKind, type Spoken } from './pairing.ts';
import { STEPS, stepOf } from './size-steps.ts';

/** A frame as it is counted. */
export interface Counted extends Spoken {
  /** payload bytes */
  size: number;
  isBinary: boolean;
  isHeartbeat: boolean;
  isError: boolean;
}

/** What went one way. */
export class FlowTally {
  readonly sizes = new Distribution();
  /** frames by step of size */
  readonly steps = new Float64Array(STEPS);
  binary = 0;
  heartbeats = 0;
  errors = 0;
  /** the frame with the largest payload, null while there is none */
  largest: number | null = null;

  add({ frame, size, isBinary, isHeartbeat, isError }: Counted): void {
    if (size > this.sizes.largest) this.largest = frame;
    this.sizes.add(size);
    const step = stepOf(size);
    this.steps[step] = (this.steps[step] as number) + 1;
    if (isBinary) this.binary++;
    if (isHeartbeat) this.heartbeats++;
    if (isError) this.errors++;
  }

  get frames(): number {
    return this.sizes.count;
  }
}

/** Pairs of one kind, asked one way. */
export interface ReplyTally {
  kind: PairKind;
  /** of the requests */
  direction: Direction;
  /** milliseconds from request to reply */
  times: Distribution;
  /** request of the pair that took longest */
  slowest: number;
}

/** The shortest stretch of time that is asked for its rate, in milliseconds. */
const RATE_MS = 1_000;

/** Everything the statistics tell of some frames, in room that does not grow with their number. */
export class Tally {
  readonly sent = new FlowTally();
  readonly received = new FlowTally();
  readonly names = new NameCounts();
  readonly connections = new Set<number>();
  readonly traffic = new Traffic(RATE_MS);
  #pairing = new Pairing();
  #replies = new Map<string, ReplyTally>();

  /** Takes the next frame; they come in the order of the recording. */
  add(counted: Counted): void {
    this[counted.direction].add(counted);
    this.names.add(counted.name, counted.direction, counted.size);
    this.connections.add(counted.connection);
    this.traffic.add(counted.time, counted.direction, counted.size, counted.isHeartbeat);
    const pair = this.#pairing.add(counted);
    if (pair) this.#addPair(pair);
  }

  get frames(): number {
    return this.sent.frames + this.received.frames;
  }

  /** By direction of the request and by kind, the most numerous first. */
  get replies(): ReplyTally[] {
    return [...this.#replies.values()].sort((one, other) => other.times.count - one.times.count);
  }

  #addPair({ kind, request, reply }: Pair): void {
    const key = `${request.direction} ${kind}`;
    const tally = this.#replies.get(key) ?? newReplies(kind, request);
    this.#replies.set(key, tally);
    // Clocks of different documents may be a little apart.
    const time = Math.max(0, reply.time - request.time);
    if (time > tally.times.largest) tally.slowest = request.frame;
    tally.times.add(time);
    this.names.answered(request.name, time);
  }
}

const newReplies = (kind: PairKind, { direction, frame }: Spoken): ReplyTally => ({
  kind,
  direction,
  times: new Distribution(),
  slowest: frame,
});
