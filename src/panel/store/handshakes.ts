import type { CaptureEvent } from '../../protocol/event.ts';
import { isAwaited, joinHandshakes } from '../../session/join-handshake.ts';
import type { Host } from '../host.ts';
import type { Library } from './library.ts';
import type { Recording } from './recording.ts';

/** The browser's log is asked this many milliseconds after a handshake ended, … */
export const LOOK_AFTER_MS = 150;
/** … and not again before this many times what the last look took: the log comes whole, with every frame. */
export const LOOK_REST = 5;
/** What it does not tell yet of a handshake that ended is asked for so often at most, at twice the distance each time. */
export const MOST_LOOKS = 5;

/** Looks up the HTTP exchange of each handshake that ended, where the browser lets the panel see it. */
export function watchHandshakes(host: Host, library: Library, recording: Recording): void {
  const taken = new Set<string>();
  let timer: { id: ReturnType<typeof setTimeout>; due: number } | null = null;
  let isLooking = false;
  /** a handshake ended while the log was being read */
  let isWanted = false;
  let looks = 0;
  /** when the next look may be */
  let rested = 0;

  const look = async (): Promise<void> => {
    timer = null;
    isLooking = true;
    isWanted = false;
    const start = performance.now();
    const session = library.live();
    if (joinHandshakes(session, await host.handshakes(), taken) > 0) library.touch(session);
    const end = performance.now();
    rested = end + (end - start) * LOOK_REST;
    isLooking = false;
    looks++;
    const now = Date.now();
    if (isWanted) lookAfter(LOOK_AFTER_MS);
    else if (looks < MOST_LOOKS && session.connections.some((connection) => isAwaited(connection, now)))
      lookAfter(LOOK_AFTER_MS * 2 ** (looks - 1));
  };

  /** Unless that is to happen earlier. */
  const lookAfter = (delay: number): void => {
    const now = performance.now();
    const due = Math.max(now + delay, rested);
    if (timer && timer.due <= due) return;
    if (timer) clearTimeout(timer.id);
    timer = { id: setTimeout(() => void look(), due - now), due };
  };

  recording.watch((_key, event: CaptureEvent) => {
    if (event.type !== 'open' && event.type !== 'error' && event.type !== 'closed') return;
    looks = 0;
    isWanted = true;
    if (!isLooking) lookAfter(LOOK_AFTER_MS);
  });
}
