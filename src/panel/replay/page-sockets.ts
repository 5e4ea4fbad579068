import { type Plan, trackFor } from '../../replay/plan.ts';
import { type Connect, FAILED_HANDSHAKE } from '../../replay/socket.ts';
import type { Recording } from '../store/recording.ts';
import type { Claims } from './claims.ts';
import { createPageSocket, type PageSocket } from './page-socket.ts';

/** The sockets of a replay to the page. */
export interface PageSockets {
  connect: Connect;
  /** The next replay begins: sockets of this one are not met any more. */
  dispose(): void;
}

/**
 * Meets the stand-ins that armed documents make, each with the track of the plan that was recorded at its
 * address, in recorded order. One that no track is left for fails, as it would without a server.
 *
 * @param run marks the stand-ins as belonging to this replay
 */
export function createPageSockets(
  recording: Recording,
  plan: Plan,
  run: string,
  claims: Claims,
): PageSockets {
  const sockets: PageSocket[] = [];

  const dispose = recording.watch((from, event) => {
    if (event.type === 'opening' && event.run === run && event.virtual) {
      const { connection } = event;
      const track = trackFor(plan, event, (index) => sockets[index]?.isAwaited() ?? false);
      if (track !== null) {
        claims.claim(track, from, connection);
        sockets[track]?.meet(from, connection);
      } else
        void recording.orderDocument(from, {
          type: 'close',
          connection,
          ...FAILED_HANDSHAKE,
          source: 'replay',
        });
      return;
    }
    for (const socket of sockets) socket.hear(from, event);
  });

  return {
    connect(track, listener) {
      const socket = createPageSocket(recording, listener);
      sockets[track] = socket;
      return socket;
    },
    dispose,
  };
}
