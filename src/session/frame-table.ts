import type { Direction, Source } from '../protocol/event.ts';
import { OMITTED_REASONS, type OmittedReason, type Payload, type Shape } from '../protocol/payload.ts';
import type { Shelf } from './shelf.ts';

/** Rows are kept in chunks of this many, so that appending never copies what is there. */
export const CHUNK_ROWS = 16_384;
/** Payloads leave memory in blocks of about so many bytes. */
export const SHELF_BYTES = 1 << 20;

/** One frame as it is appended; the table keeps columns, never this object. */
export interface FrameRow {
  /** index of its connection in the session */
  connection: number;
  seq: number;
  /** milliseconds since the epoch */
  time: number;
  direction: Direction;
  shape: Shape;
  /** payload bytes; text counts as UTF-8 */
  size: number;
  payload: Payload | null;
  omitted?: OmittedReason | undefined;
  pending?: boolean | undefined;
  source: Source;
  edited?: boolean | undefined;
}

export interface Chunk {
  time: Float64Array;
  size: Float64Array;
  connection: Uint32Array;
  seq: Uint32Array;
  flags: Uint16Array;
  payload: (Payload | null)[];
}

/** A {@link FrameTable} for structured cloning. */
export interface FrameTableData {
  chunks: Chunk[];
  length: number;
  bytes: number;
  resident: number;
  shapes: Shape[];
}

const SOURCES: readonly Source[] = ['wire', 'panel', 'replay'];

/* flags, low to high: received 1, pending 1, edited 1, source 2, omitted + 1 (3), shape (6) */
const RECEIVED = 1;
const PENDING = 2;
const EDITED = 4;
const SOURCE_SHIFT = 3;
const OMITTED_SHIFT = 5;
const SHAPE_SHIFT = 8;
const MAX_SHAPES = 64;

/**
 * The frames of a session as columns in fixed chunks: about 34 bytes a frame beside its payload.
 * Rows are only ever appended; a row's payload may arrive, or be given up, later; and it may leave memory
 * ({@link shelve}): then it {@link isAway}, and has to be asked for before it is there.
 */
export class FrameTable {
  #chunks: Chunk[] = [];
  /** chunks that were given away: they came before those that are here */
  #taken = 0;
  #length = 0;
  #bytes = 0;
  #resident = 0;
  #shapes: Shape[] = ['string'];
  #shelf: Shelf | null = null;
  #holds = 0;

  /** The table as plain data that can be cloned into another page. What is not in memory does not go along. */
  toData(): FrameTableData {
    for (let index = 0; index < this.#shelvedRows; index++) {
      this.#lose(index);
      this.#chunk(index).payload[index % CHUNK_ROWS] ??= this.payload(index);
    }
    return {
      chunks: this.#chunks,
      length: this.#length,
      bytes: this.#bytes,
      resident: this.#resident,
      shapes: this.#shapes,
    };
  }

  /** Takes over data from {@link toData}. */
  static fromData(data: FrameTableData): FrameTable {
    const table = new FrameTable();
    table.#chunks = data.chunks;
    table.#length = data.length;
    table.#bytes = data.bytes;
    table.#resident = data.resident;
    table.#shapes = data.shapes;
    return table;
  }

  /**
   * Gives away the chunks that are full, the oldest first, so that a table that is still being read does not have to
   * be held whole. Their rows cannot be asked for any more.
   */
  takeFull(): Chunk[] {
    const full = this.#chunks.splice(0, Math.floor(this.#length / CHUNK_ROWS) - this.#taken);
    this.#taken += full.length;
    return full;
  }

  get length(): number {
    return this.#length;
  }

  /** Sum of all payload sizes in bytes, kept or omitted. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Bytes of the payloads that are in memory, but for those that are there again for some time. */
  get resident(): number {
    return this.#resident;
  }

  /** Appends a row and returns its index. */
  append(row: FrameRow): number {
    const at = this.#length % CHUNK_ROWS;
    if (at === 0) this.#chunks.push(newChunk());
    const chunk = this.#chunks[this.#chunks.length - 1] as Chunk;
    chunk.time[at] = row.time;
    chunk.size[at] = row.size;
    chunk.connection[at] = row.connection;
    chunk.seq[at] = row.seq;
    chunk.flags[at] =
      (row.direction === 'received' ? RECEIVED : 0) |
      (row.pending ? PENDING : 0) |
      (row.edited ? EDITED : 0) |
      (SOURCES.indexOf(row.source) << SOURCE_SHIFT) |
      ((row.omitted ? OMITTED_REASONS.indexOf(row.omitted) + 1 : 0) << OMITTED_SHIFT) |
      (this.#shapeIndex(row.shape) << SHAPE_SHIFT);
    chunk.payload[at] = row.payload;
    this.#bytes += row.size;
    if (row.payload !== null) this.#resident += row.size;
    return this.#length++;
  }

  /** Fills in what a `payload` event brought for a pending row. */
  settle(index: number, payload: Payload | null, omitted: OmittedReason | undefined): void {
    const chunk = this.#chunk(index);
    const at = index % CHUNK_ROWS;
    const flags = (chunk.flags[at] as number) & ~PENDING & ~(7 << OMITTED_SHIFT);
    chunk.flags[at] = flags | ((omitted ? OMITTED_REASONS.indexOf(omitted) + 1 : 0) << OMITTED_SHIFT);
    chunk.payload[at] = payload;
    if (payload !== null) this.#resident += chunk.size[at] as number;
  }

  /** Milliseconds since the epoch. */
  time(index: number): number {
    return this.#chunk(index).time[index % CHUNK_ROWS] as number;
  }

  /** Payload bytes. */
  size(index: number): number {
    return this.#chunk(index).size[index % CHUNK_ROWS] as number;
  }

  /** Index of the frame's connection in the session. */
  connection(index: number): number {
    return this.#chunk(index).connection[index % CHUNK_ROWS] as number;
  }

  /** Place in the connection, from 1. */
  seq(index: number): number {
    return this.#chunk(index).seq[index % CHUNK_ROWS] as number;
  }

  direction(index: number): Direction {
    return this.#flags(index) & RECEIVED ? 'received' : 'sent';
  }

  shape(index: number): Shape {
    return this.#shapes[this.#flags(index) >> SHAPE_SHIFT] as Shape;
  }

  /** Opcode 2 of RFC 6455 (binary) rather than 1 (text). */
  isBinary(index: number): boolean {
    return this.#flags(index) >> SHAPE_SHIFT !== 0;
  }

  source(index: number): Source {
    return SOURCES[(this.#flags(index) >> SOURCE_SHIFT) & 3] as Source;
  }

  isEdited(index: number): boolean {
    return (this.#flags(index) & EDITED) !== 0;
  }

  isPending(index: number): boolean {
    return (this.#flags(index) & PENDING) !== 0;
  }

  /** Why there is no payload, or null where there is one (or it is still pending). */
  omitted(index: number): OmittedReason | null {
    return OMITTED_REASONS[((this.#flags(index) >> OMITTED_SHIFT) & 7) - 1] ?? null;
  }

  /**
   * Text as a string, binary as its bytes, null where {@link omitted}, {@link isPending} or {@link isAway} says why.
   */
  payload(index: number): Payload | null {
    const payload = this.#chunk(index).payload[index % CHUNK_ROWS] ?? null;
    if (payload !== null || index >= this.#shelvedRows) return payload;
    return this.#shelf?.payload(index) ?? null;
  }

  /** Whether a payload may come yet: one that was given up still counts, should it come. */
  mayCome(index: number): boolean {
    const omitted = this.omitted(index);
    return this.isPending(index) || omitted === 'left' || omitted === 'stopped';
  }

  /** Whether there is a payload, in memory or not. */
  hasPayload(index: number): boolean {
    return this.omitted(index) === null && !this.isPending(index);
  }

  /** Whether there is a payload that is not in memory: {@link bring} it. */
  isAway(index: number): boolean {
    return this.isShelved(index) && !this.#shelf?.isNear(index) && this.hasPayload(index);
  }

  /** Whether a payload may have to be brought, now or later. */
  isShelved(index: number): boolean {
    return index < this.#shelvedRows && (this.#chunk(index).payload[index % CHUNK_ROWS] ?? null) === null;
  }

  /** Has a payload in memory for some time. One that cannot be read back is lost, as {@link omitted} then says. */
  async bring(index: number): Promise<void> {
    if (index >= this.#shelvedRows) return;
    await this.#shelf?.bring(index).catch(() => this.#lose(index));
  }

  /** As {@link bring}, for rows that somebody looks at: they stay in memory until others are looked at. */
  async look(rows: readonly number[]): Promise<void> {
    const shelved = rows.filter((row) => row < this.#shelvedRows);
    await this.#shelf?.hold(shelved).catch(() => Promise.all(shelved.map((row) => this.bring(row))));
  }

  /** Has these payloads in memory for good. */
  async recall(rows: Iterable<number>): Promise<void> {
    for (const index of rows) {
      if (!this.isShelved(index)) continue;
      while (this.isAway(index)) await this.bring(index);
      // Somebody else may have asked for it as well.
      if (!this.isShelved(index)) continue;
      const payload = this.payload(index);
      this.#chunk(index).payload[index % CHUNK_ROWS] = payload;
      if (payload !== null) this.#resident += this.size(index);
    }
  }

  /** Keeps payloads from leaving memory, for somebody reads them at once; returns the way to let them go. */
  hold(): () => void {
    this.#holds++;
    let isOver = false;
    return () => {
      if (!isOver) this.#holds--;
      isOver = true;
    };
  }

  /**
   * Moves the oldest payloads that are in memory out of it, about {@link SHELF_BYTES} of them.
   *
   * @param shelf always the same one, and nobody else's
   * @returns whether there was something to move
   */
  async shelve(shelf: Shelf): Promise<boolean> {
    if (this.#holds > 0) return false;
    const first = this.#shelvedRows;
    const payloads: (Payload | null)[] = [];
    let bytes = 0;
    for (let index = first; index < this.#length && bytes < SHELF_BYTES; index++) {
      const payload = this.payload(index);
      payloads.push(payload);
      if (payload !== null) bytes += this.size(index);
      if (payloads.length === CHUNK_ROWS) break;
    }
    if (payloads.length === 0) return false;
    this.#shelf = shelf;
    await shelf.put(payloads);
    // Whoever holds them began meanwhile, and reads them from memory: they stay in it too.
    if (this.#holds > 0) return false;
    for (const [offset, payload] of payloads.entries()) {
      if (payload === null) continue;
      this.#chunk(first + offset).payload[(first + offset) % CHUNK_ROWS] = null;
    }
    this.#resident -= bytes;
    return true;
  }

  get #shelvedRows(): number {
    return this.#shelf?.end ?? 0;
  }

  /** What was not in memory, and cannot be read back. */
  #lose(index: number): void {
    if (this.isAway(index)) this.settle(index, null, 'disk');
  }

  #flags(index: number): number {
    return this.#chunk(index).flags[index % CHUNK_ROWS] as number;
  }

  #chunk(index: number): Chunk {
    if (!(index >= 0 && index < this.#length)) throw new RangeError(`No frame ${index} of ${this.#length}.`);
    return this.#chunks[Math.floor(index / CHUNK_ROWS) - this.#taken] as Chunk;
  }

  #shapeIndex(shape: Shape): number {
    const known = this.#shapes.indexOf(shape);
    if (known >= 0) return known;
    if (this.#shapes.length >= MAX_SHAPES) return this.#shapes.length - 1;
    return this.#shapes.push(shape) - 1;
  }
}

const newChunk = (): Chunk => ({
  time: new Float64Array(CHUNK_ROWS),
  size: new Float64Array(CHUNK_ROWS),
  connection: new Uint32Array(CHUNK_ROWS),
  seq: new Uint32Array(CHUNK_ROWS),
  flags: new Uint16Array(CHUNK_ROWS),
  payload: [],
});
