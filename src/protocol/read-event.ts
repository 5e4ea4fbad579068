import type { CaptureEvent } from './event.ts';

/*
 * Whatever a document reports has passed through processes and realms that a page may have prepared or taken over.
 * So nothing of it is used as it is: every field is checked and copied, and an event that does not fit is dropped.
 */

type Fields = Record<string, unknown>;
/** Gives what fits, rebuilt; undefined for what does not. */
type Read = (value: unknown) => unknown;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const when =
  (fits: (value: never) => boolean): Read =>
  (value) =>
    fits(value as never) ? value : undefined;

const text = when((value) => typeof value === 'string');
const time = when((value: number) => Number.isFinite(value) && value >= 0);
const count = when((value: number) => Number.isSafeInteger(value) && value >= 0);
const yes = when((value) => value === true);
const oneOf = (...values: unknown[]): Read => when((value) => values.includes(value));
const payload = when(
  (value: unknown) =>
    typeof value === 'string' || Object.prototype.toString.call(value) === '[object ArrayBuffer]',
);
/** No document has so many sockets, and no constructor is asked for so many subprotocols, but to do harm. */
const MAX_LIST = 10_000;
/** A closed set: whoever records keeps a table of the shapes it has met. */
const shape = when((value: unknown) => typeof value === 'string' && SHAPE.test(value));
const SHAPE =
  /^(?:string|Blob|ArrayBuffer|DataView|(?:Float|(?:Big)?(?:Int|Uint))(?:8|16|32|64)(?:Clamped)?Array)$/;

const flag: Read = (value) => value === true;

const orNull =
  (read: Read): Read =>
  (value) =>
    read(value) ?? null;

const list =
  (read: Read): Read =>
  (value) => {
    if (!Array.isArray(value) || value.length > MAX_LIST) return undefined;
    const items = value.map(read);
    return items.includes(undefined) ? undefined : items;
  };

const fields =
  (needed: Record<string, Read>, optional: Record<string, Read> = {}): Read =>
  (value) => {
    if (!isObject(value)) return undefined;
    const copy: Fields = {};
    for (const name in needed) {
      copy[name] = needed[name]?.(value[name]);
      if (copy[name] === undefined) return undefined;
    }
    for (const name in optional) {
      const read = optional[name]?.(value[name]);
      if (read !== undefined) copy[name] = read;
    }
    return copy;
  };

const source = oneOf('wire', 'panel', 'replay');
const omitted = oneOf('not-kept', 'budget', 'unreadable');
const happened = { type: text, connection: count, time };

const EVENTS = new Map(
  Object.entries({
    opening: fields(
      { ...happened, url: text, protocols: orNull(list(text)), stack: orNull(text), source },
      { run: text, virtual: yes, key: text },
    ),
    refused: fields({ ...happened, name: text, message: text }),
    blocked: fields({ ...happened, directive: text, policy: text }),
    open: fields({ ...happened, protocol: text, extensions: text }),
    frame: fields(
      { ...happened, seq: count, direction: oneOf('sent', 'received'), shape, source },
      { size: count, payload, omitted, pending: yes, edited: yes },
    ),
    payload: fields({ type: text, connection: count, seq: count }, { payload, omitted }),
    closing: fields({ ...happened, code: orNull(count), reason: orNull(text), source }),
    closed: fields({ ...happened, code: count, reason: text, wasClean: flag }),
    error: fields(happened),
    discarded: fields(happened, { count }),
    gap: fields({
      type: text,
      connection: count,
      seq: count,
      frames: count,
      bytes: count,
      reason: oneOf('history', 'budget'),
    }),
    forgotten: fields({ type: text, connections: count, frames: count }),
    left: fields({ type: text, time, cached: flag, seqs: list(fields({ connection: count, seq: count })) }),
    result: fields(
      { type: text, command: count },
      {
        connection: count,
        error: fields({ code: oneOf('NO_CONNECTION', 'NOT_OPEN', 'REFUSED'), message: text }),
      },
    ),
  }),
);

/** The events of `values`, rebuilt from checked fields. What does not fit is left out: a frame's number shows it. */
export function readEvents(values: readonly unknown[]): CaptureEvent[] {
  const events: CaptureEvent[] = [];
  for (const value of values) {
    const event = readEvent(value);
    if (event) events.push(event);
  }
  return events;
}

/** One event, rebuilt from checked fields; null if it does not fit. */
export function readEvent(value: unknown): CaptureEvent | null {
  const read = isObject(value) ? EVENTS.get(value.type as string)?.(value) : undefined;
  if (!isObject(read)) return null;
  const isEmpty = read.payload === undefined && read.omitted === undefined;
  if (isEmpty && (read.type === 'payload' || (read.type === 'frame' && read.pending === undefined)))
    return null;
  return read as unknown as CaptureEvent;
}
