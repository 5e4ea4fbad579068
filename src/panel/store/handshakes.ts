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
  let wanted = false;
  let busy = false;
  let looks = 0;

  const look = async (): Promise<void> => {
    wanted = false;
    busy = true;
    const start = performance.now();
    const session = library.live();
    if (joinHandshakes(session, await host.handshakes(), taken) > 0) library.touch(session);
    const least = LOOK_AFTER_MS * 2 ** looks++;
    const rest = Math.max(least, (performance.now() - start) * LOOK_REST);
    if (looks < MOST_LOOKS && session.connections.some(isAwaited)) wanted = true;
    setTimeout(() => {
      busy = false;
      if (wanted) void look();
    }, rest);
  };

  recording.watch((_key, event: CaptureEvent) => {
    if (event.type !== 'open' && event.type !== 'error' && event.type !== 'closed') return;
    wanted = true;
    looks = 0;
    if (!busy) {
      busy = true;
      setTimeout(() => void look(), LOOK_AFTER_MS);
    }
  });
}
