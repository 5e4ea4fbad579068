import { utf8Length } from '../base/bytes.ts';
import type { Direction } from '../protocol/event.ts';
import type { Payload } from '../protocol/payload.ts';
import { type Connection, type Handshake, newConnection } from './connection.ts';
import type { Session } from './session.ts';

/** In {@link Connection.document} of sockets that no document told of, only the browser's own log. */
export const LOG_DOCUMENT = 'browser-log';

/** Whether it was never in our hands: it can be read, and nothing can be sent on it. */
export const isLogged = ({ document }: Pick<Connection, 'document'>): boolean => document === LOG_DOCUMENT;

/** A message in the log. */
export interface LoggedFrame {
  time: number;
  direction: Direction;
  isBinary: boolean;
  /** null where the log has none: of a Blob that was sent it says nothing */
  payload: Payload | null;
}

/** One socket as the browser's log has it now. Times are milliseconds since the epoch. */
export interface LoggedSocket {
  /** the same each time the log is read */
  id: string;
  url: string;
  /** serialised origin that went out, '' if none did */
  origin: string;
  requested: string[];
  protocol: string;
  extensions: string;
  opening: number;
  opened: number | null;
  /** when it ended or failed, null while it goes on */
  ended: number | null;
  stack: string | null;
  handshake: Handshake;
  /** entries in its list of messages, frames or not */
  messages: number;
  /** the frames among the messages from this place on */
  frames(from: number): LoggedFrame[];
}

/**
 * Brings the session up to what the log says of a socket.
 *
 * @param read how many of its messages were taken before
 * @returns whether anything changed
 */
export function recordLogged(session: Session, socket: LoggedSocket, read: number): boolean {
  const known = findLogged(session, socket.id);
  const connection = known ?? begin(session, socket);
  const state = stateOf(socket);
  const frames = socket.frames(read);
  for (const frame of frames) append(session, connection, frame);
  const changed = known === null || frames.length > 0 || connection.state !== state;
  connection.opened = socket.opened;
  connection.protocol = socket.protocol;
  connection.extensions = socket.extensions;
  connection.handshake = socket.handshake;
  connection.state = state;
  connection.cut = state === 'cut' ? socket.ended : null;
  connection.errored = state === 'failed' ? socket.ended : null;
  return changed;
}

/** The log holds these sockets and no other any more: what else was open has ended, how is not known. */
export function endMissing(session: Session, ids: ReadonlySet<string>, now: number): boolean {
  let changed = false;
  for (const connection of session.connections) {
    if (!isLogged(connection) || ids.has(connection.key)) continue;
    if (connection.state !== 'open' && connection.state !== 'connecting') continue;
    connection.state = 'cut';
    connection.cut = now;
    changed = true;
  }
  return changed;
}

/** The connection of a socket in the log, by {@link LoggedSocket.id}; null if the session has none. */
export function findLogged(session: Session, id: string): Connection | null {
  for (const connection of session.byDocument.get(LOG_DOCUMENT)?.values() ?? [])
    if (connection.key === id) return connection;
  return null;
}

function stateOf({ opened, ended, handshake }: LoggedSocket): Connection['state'] {
  if (opened === null) return ended === null && handshake.failure === '' ? 'connecting' : 'failed';
  return ended === null ? 'open' : 'cut';
}

function begin(session: Session, socket: LoggedSocket): Connection {
  const { id, url, origin, requested, opening, stack } = socket;
  session.started = Math.min(session.started, opening);
  const connection = newConnection(session.connections.length, url, opening);
  connection.document = LOG_DOCUMENT;
  connection.id = connection.index + 1;
  connection.key = id;
  connection.origin = origin;
  connection.requested = requested;
  connection.stack = stack;
  connection.context = 'worker';
  session.connections.push(connection);
  const known = session.byDocument.get(LOG_DOCUMENT) ?? new Map<number, Connection>();
  // Places change when the list is cleared; a number that was given away is not given again.
  while (known.has(connection.id)) connection.id++;
  session.byDocument.set(LOG_DOCUMENT, known.set(connection.id, connection));
  return connection;
}

function append(session: Session, connection: Connection, frame: LoggedFrame): void {
  const { payload, time, direction, isBinary } = frame;
  const size = typeof payload === 'string' ? utf8Length(payload) : (payload?.byteLength ?? 0);
  session.frames.append({
    connection: connection.index,
    seq: connection.nextSeq++,
    time,
    direction,
    shape: payload === null ? 'Blob' : isBinary ? 'ArrayBuffer' : 'string',
    size,
    payload,
    omitted: payload === null ? 'unreadable' : undefined,
    source: 'wire',
  });
  connection[direction].frames++;
  connection[direction].bytes += size;
}
