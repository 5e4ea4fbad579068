import type { ResultEvent } from '../protocol/event.ts';
import type { FromPage, PageEvent } from '../protocol/private-port.ts';
import type { Packed } from '../protocol/run.ts';
import { createBlobReader } from './blob-reader.ts';
import type { Stream } from './stream.ts';

/**
 * Takes what the page script hands over: Blobs to be read, histories to be put in order, all of it streamed on. It may
 * be a hostile page's doing; only what is relied on here is checked here, the rest by whoever records.
 *
 * @param answer tells recorders that hear no stream how their commands ended
 * @param apart payloads that came ahead of their frames, in order; each is taken out with its frame
 */
export function createIntake(
  stream: Stream,
  answer: (result: ResultEvent) => void,
  apart: ArrayBuffer[] = [],
): (data: FromPage) => void {
  const blobs = createBlobReader(stream.hasRoom);
  stream.onRoom(blobs.next);

  const take = (from: Packed<PageEvent>): Packed => {
    // Only frames have these fields.
    const { blob, ...event } = from as PageEvent & { type: 'frame' };
    if (event.apart) event.payload = apart.shift();
    if (!blob) return event;
    const { connection, seq } = event;
    blobs.read(blob, (payload) => {
      const bytes = payload ? { payload } : { omitted: 'unreadable' as const };
      stream.put([{ type: 'payload', connection, seq, ...bytes }]);
    });
    return { ...event, pending: true };
  };

  return ({ events: handed, history }) => {
    const events: Packed[] = [];
    // By index: the array has no methods, lest the page replace them.
    for (let index = 0; index < handed.length; index++) {
      const event = take(handed[index] as Packed<PageEvent>);
      events.push(event);
      if (event.type === 'result') answer(event);
    }
    if (history) sortByTime(events);
    stream.put(events, history);
  };
}

/** Connections report their histories one after the other; `sort` is stable, so each keeps its own order. */
function sortByTime(events: Packed[]): void {
  let last = 0;
  const times = new Map<Packed, number>();
  for (const event of events) {
    // A gap has no time: it stays behind what its connection said before.
    if ('time' in event) last = event.time;
    times.set(event, last);
  }
  events.sort((a, b) => (times.get(a) as number) - (times.get(b) as number));
}
