import type { CaptureEvent } from '../../protocol/event.ts';
import { joinHandshakes } from '../../session/join-handshake.ts';
import type { Host } from '../host.ts';
import type { Library } from './library.ts';
import type { Recording } from './recording.ts';

/** The browser's log is asked this many milliseconds after a handshake ended, … */
export const LOOK_AFTER_MS = 150;
/** … and not again before this many times what the last look took: the log comes whole, with every frame. */
export const LOOK_REST = 5;

/** Looks up the HTTP exchange of each handshake that ended, where the browser lets the panel see it. */
export function watchHandshakes(host: Host, library: Library, recording: Recording): void {
  const taken = new Set<string>();
  let wanted = false;
  let busy = false;

  const look = async (): Promise<void> => {
    wanted = false;
    busy = true;
    const start = performance.now();
    const session = library.live();
    if (joinHandshakes(session, await host.handshakes(), taken) > 0) library.touch(session);
    const rest = Math.max(LOOK_AFTER_MS, (performance.now() - start) * LOOK_REST);
    setTimeout(() => {
      busy = false;
      if (wanted) void look();
    }, rest);
  };

  recording.watch((_key, event: CaptureEvent) => {
    if (event.type !== 'open' && event.type !== 'error' && event.type !== 'closed') return;
    wanted = true;
    if (!busy) {
      busy = true;
      setTimeout(() => void look(), LOOK_AFTER_MS);
    }
  });
}
