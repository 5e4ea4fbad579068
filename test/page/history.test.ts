import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drain,
  HISTORY_BYTES,
  HISTORY_DOCUMENT_FRAMES,
  HISTORY_FRAME_BYTES,
  HISTORY_FRAMES,
  type History,
  hasRoom,
  type KeptFrame,
  keep,
  makeRoom,
  newHistory,
  type Shelf,
} from '../../src/page/history.ts';

const frame = (seq: number): KeptFrame => ({
  type: 'frame',
  connection: 1,
  seq,
  time: seq,
  direction: 'received',
  shape: 'string',
  source: 'wire',
  payload: 'x',
});

const emptyShelf = (): Shelf => ({ frames: 0, bytes: 0 });

/** Takes all frames out, as their numbers. */
function numbersIn(history: History, shelf: Shelf): number[] {
  const numbers: number[] = [];
  drain(history, shelf, (kept) => numbers.push((kept as KeptFrame).seq));
  return numbers;
}

describe('the history of a connection', () => {
  it('gives its frames oldest first, and is empty then', () => {
    const history = newHistory();
    const shelf = emptyShelf();
    for (const seq of [1, 2, 3]) keep(history, shelf, frame(seq), 10);
    expect(shelf).toEqual({ frames: 3, bytes: 30 });
    expect(numbersIn(history, shelf)).toEqual([1, 2, 3]);
    expect(numbersIn(history, shelf)).toEqual([]);
    expect(shelf).toEqual({ frames: 0, bytes: 0 });
  });

  it('keeps the latest and counts the others', () => {
    const history = newHistory();
    const shelf = emptyShelf();
    for (let seq = 1; seq <= HISTORY_FRAMES + 5; seq++) keep(history, shelf, frame(seq), 2);
    expect([history.lostFrames, history.lostBytes]).toEqual([5, 10]);
    const numbers = numbersIn(history, shelf);
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([HISTORY_FRAMES, 6, HISTORY_FRAMES + 5]);
  });

  it('lends the buffer of what it drops, and gives frames in it with their own bytes only', () => {
    const history = newHistory();
    const shelf = emptyShelf();
    const size = HISTORY_FRAME_BYTES;
    const binary = (seq: number, payload: ArrayBuffer): KeptFrame => ({
      ...frame(seq),
      shape: 'ArrayBuffer',
      size: payload.byteLength,
      payload,
    });
    const buffers = Array.from({ length: HISTORY_BYTES / size }, () => new ArrayBuffer(size));
    for (const [index, buffer] of buffers.entries()) {
      expect(makeRoom(history, shelf, size)).toBeNull();
      keep(history, shelf, binary(index + 1, buffer), size);
    }
    expect(makeRoom(history, shelf, size - 1)).toBe(buffers[0]);
    keep(history, shelf, binary(99, buffers[0] as ArrayBuffer), size - 1);
    // Too large for what comes next: it would be memory wasted.
    keep(history, shelf, frame(100), 1);
    expect(makeRoom(history, shelf, size / 2 - 1)).toBeNull();
    const sizes: number[] = [];
    drain(history, shelf, (kept) => {
      const { payload } = kept as KeptFrame;
      if (typeof payload === 'object') sizes.push(payload.byteLength);
    });
    expect(sizes.at(-1)).toBe(size - 1);
    expect(sizes.slice(0, -1).every((one) => one === size)).toBe(true);
  });

  it('makes room by its own oldest, never by those of others', () => {
    const shelf = emptyShelf();
    const other = newHistory();
    keep(other, shelf, frame(1), HISTORY_BYTES / 2);
    const history = newHistory();
    for (const seq of [1, 2, 3]) keep(history, shelf, frame(seq), HISTORY_BYTES / 4);
    expect([history.lostFrames, history.lostBytes]).toEqual([1, HISTORY_BYTES / 4]);
    expect(numbersIn(history, shelf)).toEqual([2, 3]);
    expect(numbersIn(other, shelf)).toEqual([1]);
  });

  it('has no room for a large frame, nor for any where others have taken it all', () => {
    const shelf = emptyShelf();
    expect(hasRoom(newHistory(), shelf, HISTORY_FRAME_BYTES)).toBe(true);
    expect(hasRoom(newHistory(), shelf, HISTORY_FRAME_BYTES + 1)).toBe(false);
    keep(newHistory(), shelf, frame(1), HISTORY_BYTES);
    expect(hasRoom(newHistory(), shelf, 1)).toBe(false);
  });

  it('loses nothing uncounted', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: HISTORY_FRAME_BYTES }), { maxLength: 3000 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: HISTORY_DOCUMENT_FRAMES }), (weights, taken) => {
        const shelf: Shelf = { frames: taken, bytes: 0 };
        const history = newHistory();
        weights.forEach((weight, index) => {
          keep(history, shelf, frame(index + 1), weight);
        });
        const { lostFrames, lostBytes } = history;
        expect(shelf.bytes).toBeLessThanOrEqual(HISTORY_BYTES);
        expect(shelf.frames).toBeLessThanOrEqual(HISTORY_DOCUMENT_FRAMES);
        expect(lostBytes + shelf.bytes).toBe(weights.reduce((sum, weight) => sum + weight, 0));
        const numbers = numbersIn(history, shelf);
        expect(lostFrames + numbers.length).toBe(weights.length);
        expect(shelf).toEqual({ frames: taken, bytes: 0 });
      }),
      { numRuns: 50 },
    );
  });
});
