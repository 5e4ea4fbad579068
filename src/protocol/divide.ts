import type { CaptureEvent } from './event.ts';
import type { Batch, Divided, Up } from './link.ts';
import type { Payload } from './payload.ts';
import { type Packed, unpack } from './run.ts';

/**
 * Payloads longer than this travel in parts, in bytes or UTF-16 units. Chrome refuses extension messages over
 * 64 MiB, and text may take two bytes a unit.
 */
export const PART_LENGTH = 16 << 20;

const lengthOf = (payload: Payload): number =>
  typeof payload === 'string' ? payload.length : payload.byteLength;

/** The messages that carry `batch`: any parts first, the batch last. */
export function divide(batch: Batch): Up[] {
  const messages: Up[] = [];
  const divided: Divided[] = [];
  const events = batch.events.map((event, index): Packed => {
    if ((event.type !== 'frame' && event.type !== 'payload') || event.payload === undefined) return event;
    const { payload, ...rest } = event;
    const length = lengthOf(payload);
    if (length <= PART_LENGTH) return event;
    const before = messages.length;
    // Each says where it belongs: a page that goes tells them twice.
    for (let start = 0; start < length; start += PART_LENGTH)
      messages.push({ type: 'part', part: payload.slice(start, start + PART_LENGTH), at: messages.length });
    divided.push({ event: index, parts: messages.length - before });
    return rest;
  });
  messages.push({ type: 'batch', batch: { number: batch.number, events }, divided });
  return messages;
}

/** The events of a batch with the payloads that went ahead put back, by their place; null if parts are missing. */
export function assemble(
  batch: Batch,
  divided: readonly Divided[],
  parts: ReadonlyMap<number, Payload>,
): CaptureEvent[] | null {
  const events = [...batch.events];
  let next = 0;
  for (const { event, parts: count } of divided) {
    const carrier = events[event];
    const own = Array.from({ length: count }, (_, index) => parts.get(next + index)).filter(
      (part) => part !== undefined,
    );
    if (own.length < count || (carrier?.type !== 'frame' && carrier?.type !== 'payload')) return null;
    events[event] = { ...carrier, payload: join(own) };
    next += count;
  }
  return unpack(events);
}

function join(parts: Payload[]): Payload {
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  const buffers = parts.filter((part) => typeof part !== 'string');
  const whole = new Uint8Array(buffers.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of buffers) {
    whole.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return whole.buffer;
}
