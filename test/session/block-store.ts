import type { BlockStore } from '../../src/session/shelf.ts';

/** A store in memory that answers later, as a disk does. */
export class FakeStore implements BlockStore {
  readonly blocks = new Map<number, Uint8Array>();
  reads = 0;
  /** what it rejects everything with, if anything */
  failure: Error | null = null;
  #end = 0;

  async put(block: Uint8Array): Promise<number> {
    await this.#answer();
    const at = this.#end;
    this.blocks.set(at, block.slice());
    this.#end += block.length;
    return at;
  }

  async get(at: number, length: number): Promise<Uint8Array> {
    this.reads++;
    await this.#answer();
    const block = this.blocks.get(at);
    if (block?.length !== length) throw new Error(`No block of ${length} bytes at ${at}.`);
    return block;
  }

  async #answer(): Promise<void> {
    await Promise.resolve();
    if (this.failure) throw this.failure;
  }
}
