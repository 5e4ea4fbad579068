import type { CaptureEvent, Direction, FrameEvent, Source } from './event.ts';
import type { OmittedReason } from './payload.ts';

/**
 * Text frames of one connection that follow one another one way, as columns. Realms and processes clone what they
 * tell each other, and an object for each frame takes them as long as a thousand characters of payload.
 */
export interface TextRun {
  type: 'run';
  connection: number;
  /** of the first; the others' follow without a hole */
  seq: number;
  direction: Direction;
  source: Source;
  /** milliseconds since the epoch, one for each frame */
  times: number[];
  /** empty where `omitted` says why; then `sizes` are their UTF-8 lengths */
  payloads: string[];
  omitted?: OmittedReason;
  sizes?: number[];
}

/** A run of more is no doing of ours: an array may be billions long and have nothing in it. */
export const MAX_RUN = 10_000;

/** Events on their way to who records, as {@link unpack} takes them. */
export type Packed<Event = CaptureEvent> = Event | TextRun;

/** A frame that can be part of a run: all of its text is there. */
export type TextFrame = FrameEvent & { payload: string };

/**
 * The run with one more frame; one of its own where the frame is not the next of `run`. Calls nothing that a page can
 * replace.
 *
 * @param newArray makes the arrays of a new run: the page has its own kind
 */
export function addToRun(run: TextRun | null, frame: TextFrame, newArray: <Item>() => Item[]): TextRun {
  const { connection, seq, time, direction, source, payload } = frame;
  const fits =
    run !== null &&
    run.connection === connection &&
    run.seq + run.times.length === seq &&
    run.direction === direction &&
    run.source === source;
  const into: TextRun = fits
    ? run
    : { type: 'run', connection, seq, direction, source, times: newArray(), payloads: newArray() };
  const { times, payloads } = into;
  const { length } = times;
  times[length] = time;
  payloads[length] = payload;
  return into;
}

/** The events of `packed`, which may be a hostile page's doing: what a run lacks, its frames lack. */
export function unpack(packed: readonly Packed[]): CaptureEvent[] {
  const events: CaptureEvent[] = [];
  for (const event of packed) {
    if (!isRun(event)) {
      events.push(event);
      continue;
    }
    const { seq, times, payloads, sizes, ...rest } = event;
    for (const [at, time] of times.entries()) {
      const [payload, size] = [payloads[at], sizes?.[at]];
      events.push({
        ...rest,
        type: 'frame',
        seq: seq + at,
        time,
        shape: 'string',
        payload,
        size,
      } as FrameEvent);
    }
  }
  return events;
}

/** Whether it is a run: a hostile page may tell anything at all. */
export const isRun = (event: unknown): event is TextRun => {
  const { type, times, payloads } = (event ?? {}) as Partial<TextRun>;
  return type === 'run' && Array.isArray(times) && Array.isArray(payloads) && times.length <= MAX_RUN;
};
