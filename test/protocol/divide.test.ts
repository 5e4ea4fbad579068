import { describe, expect, it } from 'vitest';
import { assemble, divide, PART_LENGTH } from '../../src/protocol/divide.ts';
import type { CaptureEvent } from '../../src/protocol/event.ts';
import type { Up } from '../../src/protocol/link.ts';
import type { Payload } from '../../src/protocol/payload.ts';
import type { Packed } from '../../src/protocol/run.ts';
import { frame, frames, inRuns, opening } from './events.ts';

const partsOf = (messages: Up[]): Payload[] =>
  messages.flatMap((message) => (message.type === 'part' ? [message.part] : []));

const placed = (messages: Up[]): Map<number, Payload> =>
  new Map(messages.flatMap((message) => (message.type === 'part' ? [[message.at, message.part]] : [])));

/** What comes out at the other end. */
function carry(events: Packed[]): CaptureEvent[] | null {
  const messages = divide({ number: 1, events });
  const last = messages.at(-1);
  return last?.type === 'batch' ? assemble(last.batch, last.divided, placed(messages)) : null;
}

const patterned = (length: number): ArrayBuffer =>
  new Uint8Array(Buffer.alloc(length, 'a prime number of bytes, so that parts differ')).buffer;

describe('a batch on its way', () => {
  it('goes in one message where it fits', () => {
    const bytes = frame(1, new ArrayBuffer(1));
    expect(divide({ number: 3, events: [opening(), bytes] })).toEqual([
      { type: 'batch', batch: { number: 3, events: [opening(), bytes] }, divided: [] },
    ]);
  });

  it('arrives frame by frame where it has runs of them', () => {
    expect(carry(inRuns([opening(), ...frames(1, 9)]))).toEqual([opening(), ...frames(1, 9)]);
  });

  it('sends a large payload ahead in parts none of which is larger than allowed', () => {
    const messages = divide({ number: 1, events: [frame(1, patterned(PART_LENGTH * 2 + 5))] });
    expect(partsOf(messages).map((part) => (part as ArrayBuffer).byteLength)).toEqual([
      PART_LENGTH,
      PART_LENGTH,
      5,
    ]);
    expect(messages.at(-1)).toMatchObject({ type: 'batch', divided: [{ event: 0, parts: 3 }] });
  });

  it('arrives byte by byte as it went', () => {
    const bytes = patterned(PART_LENGTH + 1);
    const [, arrived] = carry([frame(1), frame(2, bytes)]) ?? [];
    const payload = arrived?.type === 'frame' ? arrived.payload : undefined;
    expect(Buffer.from(payload as ArrayBuffer).equals(Buffer.from(bytes))).toBe(true);
  });

  it('arrives unit by unit where a part ends inside a character', () => {
    const text = `${'a'.repeat(PART_LENGTH - 1)}😀${'b'.repeat(10)}`;
    const [arrived] = carry([frame(1, text)]) ?? [];
    expect(arrived?.type === 'frame' && arrived.payload === text).toBe(true);
  });

  it('keeps several large payloads apart', () => {
    const events = [frame(1, 'x'.repeat(PART_LENGTH + 1)), frame(2), frame(3, patterned(PART_LENGTH * 2))];
    const sizes = (carry(events) ?? []).map(
      (event) =>
        event.type === 'frame' &&
        (typeof event.payload === 'string' ? event.payload.length : event.payload?.byteLength),
    );
    expect(sizes).toEqual([PART_LENGTH + 1, 2, PART_LENGTH * 2]);
  });

  it('is not taken for whole where a part is missing', () => {
    const messages = divide({ number: 1, events: [frame(1, 'x'.repeat(PART_LENGTH + 1))] });
    const last = messages.at(-1);
    expect(
      last?.type === 'batch' && assemble(last.batch, last.divided, placed(messages.slice(1))),
    ).toBeNull();
  });
});
