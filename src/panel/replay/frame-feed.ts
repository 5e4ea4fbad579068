import type { Direction, FrameEvent, PayloadEvent } from '../../protocol/event.ts';
import type { Payload } from '../../protocol/payload.ts';

/**
 * Puts the frames of one direction in order although a Blob's bytes come later than its frame: what follows it
 * waits. `put` gets null for a frame without payload.
 */
export function createFrameFeed(
  direction: Direction,
  put: (payload: Payload | null) => void,
): (event: FrameEvent | PayloadEvent) => void {
  const queue: { seq: number; ready: boolean; payload: Payload | null }[] = [];

  const drain = (): void => {
    while (queue[0]?.ready) put(queue.shift()?.payload ?? null);
  };

  return (event) => {
    if (event.type === 'frame') {
      if (event.direction !== direction) return;
      queue.push({ seq: event.seq, ready: !event.pending, payload: event.payload ?? null });
    } else {
      const entry = queue.find(({ seq }) => seq === event.seq);
      if (!entry) return;
      entry.ready = true;
      entry.payload = event.payload ?? null;
    }
    drain();
  };
}
