import type { Heard } from '../protocol/hand-over.ts';

/** What an event weighs beside its payload, roughly. */
const EVENT_BYTES = 100;

/** About how many bytes `heard` takes in memory. */
export function weigh(heard: Heard): number {
  if (heard.type !== 'events') return EVENT_BYTES;
  let bytes = 0;
  for (const event of heard.events) {
    bytes += EVENT_BYTES;
    if (event.type !== 'frame' && event.type !== 'payload') continue;
    const { payload } = event;
    bytes += typeof payload === 'string' ? payload.length * 2 : (payload?.byteLength ?? 0);
  }
  return bytes;
}
