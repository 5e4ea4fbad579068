import { endMissing, findLogged, isLogged, recordLogged } from '../../session/logged-socket.ts';
import type { Session } from '../../session/session.ts';
import type { Host } from '../host.ts';
import type { Library } from './library.ts';
import type { Problems } from './problems.ts';
import type { Recording } from './recording.ts';

/** The log is read so long after something tells that there is more in it, … */
export const LOG_LOOK_MS = 200;
/** … again so long after, while it shows a worker, … */
export const LOG_POLL_MS = 1_000;
/** … but not before this many times what the last reading took, … */
export const LOG_REST = 5;
/** … and not at all past this many bytes: it comes whole each time. */
export const LOG_BYTES = 256 << 20;

/**
 * Records the sockets that no script of ours can reach, from the browser's own log. The log is asked again only while
 * it shows a worker, or a socket of one that is open: nothing else tells of what they open.
 */
export function watchLog(host: Host, library: Library, recording: Recording, problems: Problems): void {
  const { log } = host;
  if (!log) return;
  /** messages taken of each socket that was ever recorded */
  const taken = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let wanted = false;
  let full = false;

  const look = async (): Promise<void> => {
    wanted = false;
    if (!recording.on.peek() || full) return;
    busy = true;
    const start = performance.now();
    const reading = await log.read().catch(() => null);
    const took = performance.now() - start;
    busy = false;
    if (!reading) return;
    const session = library.live();
    let changed = endMissing(session, new Set(reading.sockets.map(({ id }) => id)), Date.now());
    for (const socket of reading.sockets) if (take(session, socket)) changed = true;
    if (changed) library.touch(session);
    full = reading.bytes > LOG_BYTES;
    if (full && reading.sockets.length > 0)
      problems.add(
        'Sockets of workers are no longer recorded: the browser’s log has grown past 256 MB.',
        'Reload the page to start it anew.',
      );
    else if (wanted || reading.workers || session.connections.some(isOpen))
      plan(Math.max(wanted ? LOG_LOOK_MS : LOG_POLL_MS, took * LOG_REST));
  };

  const take = (session: Session, socket: Parameters<typeof recordLogged>[1]): boolean => {
    const { id, messages } = socket;
    const known = findLogged(session, id);
    // Taken before a panel was reloaded: then it is the session that knows.
    const read = taken.get(id) ?? (known ? known.nextSeq - 1 : 0);
    taken.set(id, messages);
    // It was cleared from the list, and has said nothing since.
    if (known === null && read > 0 && messages <= read) return false;
    if (known === null && read === 0 && ended.has(id)) return false;
    if (socket.ended !== null) ended.add(id);
    return recordLogged(session, socket, read);
  };
  /** sockets that had ended when they were recorded last */
  const ended = new Set<string>();

  const plan = (delay: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), delay);
  };
  const soon = (): void => {
    if (busy) wanted = true;
    else plan(LOG_LOOK_MS);
  };

  log.onWorker(soon);
  host.onNavigated(() => {
    full = false;
    soon();
  });
  recording.on.subscribe((on) => {
    if (on) soon();
  });
}

const isOpen = (connection: { document: string; state: string }): boolean =>
  isLogged(connection) && (connection.state === 'open' || connection.state === 'connecting');
