import type { Payload } from '../protocol/payload.ts';
import { packPayloads, unpackPayloads } from './payload-block.ts';

/** A place outside of memory that blocks of bytes are put into and read from. */
export interface BlockStore {
  /** Resolves with where the block begins, once it is there; rejects where there is no room for it. */
  put(block: Uint8Array<ArrayBuffer>): Promise<number>;
  get(at: number, length: number): Promise<Uint8Array>;
}

/** So many blocks that were asked for stay in memory, beside those that are held. */
export const NEAR_BLOCKS = 8;

interface Block {
  /** rows from `first` up to, not including, `end` */
  first: number;
  end: number;
  at: number;
  length: number;
  /** its payloads while they are in memory again */
  near: readonly (Payload | null)[] | null;
  /** they are on their way */
  coming: Promise<void> | null;
}

/** The oldest payloads of a frame table, in a store outside of memory. What was asked for last is in memory again. */
export class Shelf {
  #store: BlockStore;
  #blocks: Block[] = [];
  /** those that are in memory again, the one asked for last at the end */
  #near: Block[] = [];
  #held: ReadonlySet<Block> = new Set();
  #last: Block | undefined;

  constructor(store: BlockStore) {
    this.#store = store;
  }

  /** The first row that is not here. */
  get end(): number {
    return this.#blocks.at(-1)?.end ?? 0;
  }

  /** Takes the payloads of the rows from {@link end} on. Rejects, and has nothing of them, where the store does. */
  async put(payloads: readonly (Payload | null)[]): Promise<void> {
    const block = packPayloads(payloads);
    const { length } = block;
    const at = await this.#store.put(block);
    const first = this.end;
    this.#blocks.push({ first, end: first + payloads.length, at, length, near: null, coming: null });
  }

  isNear(row: number): boolean {
    return this.#blockOf(row).near !== null;
  }

  /** The payload of a row that is near; null for others. */
  payload(row: number): Payload | null {
    const block = this.#blockOf(row);
    return block.near?.[row - block.first] ?? null;
  }

  /** Has a row's payload in memory for some time. Rejects where it cannot be read back. */
  bring(row: number): Promise<void> {
    return this.#fetch(this.#blockOf(row));
  }

  /** As {@link bring} for several rows, which stay near until this is called for others. */
  async hold(rows: Iterable<number>): Promise<void> {
    const held = new Set<Block>();
    for (const row of rows) held.add(this.#blockOf(row));
    this.#held = held;
    this.#forget();
    await Promise.all([...held].map((block) => this.#fetch(block)));
  }

  async #fetch(block: Block): Promise<void> {
    if (block.near) return this.#touch(block);
    block.coming ??= this.#read(block).finally(() => {
      block.coming = null;
    });
    await block.coming;
  }

  async #read(block: Block): Promise<void> {
    block.near = unpackPayloads(await this.#store.get(block.at, block.length));
    this.#touch(block);
  }

  #touch(block: Block): void {
    this.#near = [...this.#near.filter((other) => other !== block), block];
    this.#forget();
  }

  #forget(): void {
    const loose = this.#near.filter((block) => !this.#held.has(block));
    for (const block of loose.slice(0, -NEAR_BLOCKS)) block.near = null;
    this.#near = this.#near.filter(({ near }) => near);
  }

  /** The block that has `row`; rows are mostly asked for one after the other. */
  #blockOf(row: number): Block {
    const last = this.#last;
    if (last && row >= last.first && row < last.end) return last;
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#blocks[middle] as Block).end <= row) low = middle + 1;
      else high = middle;
    }
    const block = this.#blocks[low];
    if (!block) throw new RangeError(`No row ${row} of ${this.end}.`);
    this.#last = block;
    return block;
  }
}
