import type { SeenHandshake } from '../protocol/handshake.ts';
import type { Connection } from './connection.ts';
import type { Session } from './session.ts';

/** The browser begins an exchange this many milliseconds after the constructor at most, … */
export const HANDSHAKE_LATEST_MS = 10_000;
/** … and by its own clock up to this many before. */
export const HANDSHAKE_EARLIEST_MS = 1_000;

/**
 * Gives each exchange to the connection it belongs to. Where the browser's log names the connection (Chrome), by that
 * name. Else by URL, and among several of the same URL by their order, at about the same time: Firefox begins them one
 * after the other, so the order holds; but nothing proves it, and such a join is marked as {@link Handshake.inferred}.
 *
 * @param seen exchanges in the order the browser began them
 * @param taken ids that found their connection before; grows
 * @returns how many found theirs now
 */
export function joinHandshakes(session: Session, seen: readonly SeenHandshake[], taken: Set<string>): number {
  const made = new Map<string, Connection[]>();
  const waiting = new Map<string, Connection[]>();
  const byKey = new Map<string, Connection>();
  for (const connection of session.connections) {
    if (connection.key) byKey.set(connection.key, connection);
    if (connection.virtual || connection.refused || connection.document === '') continue;
    put(made, connection);
    if (!connection.handshake) put(waiting, connection);
  }
  const crowded = new Set<string>();
  for (const [url, connections] of made) if (isCrowded(connections)) crowded.add(url);
  const isNamed = seen.some(({ key }) => key !== undefined);
  let joined = 0;
  for (const exchange of seen) {
    const named = exchange.key === undefined ? undefined : byKey.get(exchange.key);
    if (named?.handshake && named.handshake.failure === '' && exchange.failure !== '') {
      // It opened, and the browser ended it later: what it said of that came after the exchange.
      named.handshake.failure = exchange.failure;
      joined++;
    }
    if (taken.has(exchange.id)) continue;
    const candidates = waiting.get(exchange.url) ?? [];
    // What has a name belongs to nobody else: its connection may be cleared, or in a document that is not heard yet.
    const connection = exchange.key === undefined ? firstNear(candidates, exchange, isNamed) : named;
    if (!connection || !isWaiting(connection) || isUnderWay(connection, exchange)) continue;
    const at = candidates.indexOf(connection);
    if (at >= 0) candidates.splice(at, 1);
    taken.add(exchange.id);
    const { request, status, statusText, response, failure, remoteAddress } = exchange;
    connection.handshake = { request, status, statusText, response, failure, remoteAddress };
    if (!named && crowded.has(exchange.url)) connection.handshake.inferred = true;
    joined++;
  }
  return joined;
}

/** Whether the exchange of this connection ended a moment ago, and is not known: the log may tell of it later. */
export function isAwaited(connection: Connection, now: number): boolean {
  const { opened, errored, closed, blocked } = connection;
  const ended = opened ?? errored ?? closed?.time ?? null;
  const isRecent = ended !== null && now - ended < HANDSHAKE_LATEST_MS;
  return isRecent && blocked === null && isWaiting(connection);
}

const isWaiting = ({ handshake, virtual, document, refused }: Connection): boolean =>
  !handshake && !virtual && !refused && document !== '';

/** Whether the log tells of an exchange that has not ended: it will tell more. */
const isUnderWay = ({ closed, errored }: Connection, { status, failure }: SeenHandshake): boolean =>
  status === 0 && failure === '' && closed === null && errored === null;

function put(byUrl: Map<string, Connection[]>, connection: Connection): void {
  const sameUrl = byUrl.get(connection.url);
  if (sameUrl) sameUrl.push(connection);
  else byUrl.set(connection.url, [connection]);
}

/**
 * The first that an exchange without a name may belong to, by time.
 *
 * @param isNamed whether the log names connections: then those that have a name are not meant, but a worker's
 */
function firstNear(
  candidates: readonly Connection[],
  { time }: SeenHandshake,
  isNamed: boolean,
): Connection | undefined {
  return candidates.find(({ opening, key }) => isNear(time - opening) && !(isNamed && key !== ''));
}

/** Whether several were made so close to each other that only their order tells them apart. */
function isCrowded(connections: readonly Connection[]): boolean {
  return connections.some((connection, at) => {
    const next = connections[at + 1];
    return next !== undefined && next.opening - connection.opening < HANDSHAKE_EARLIEST_MS;
  });
}

const isNear = (late: number): boolean => late > -HANDSHAKE_EARLIEST_MS && late < HANDSHAKE_LATEST_MS;
