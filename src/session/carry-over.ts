import type { Connection } from './connection.ts';
import type { FrameRow, FrameTable } from './frame-table.ts';
import { newSession, type Session } from './session.ts';

/**
 * An empty session that goes on where `session` stands: connections that have not ended are there, with no frames
 * yet and nothing missing. This is what Clear leaves.
 */
export function carryOver(session: Session, id: string, now: number): Session {
  const next = newSession(id, session.name, session.kind, now);
  next.documents = session.documents;
  for (const connection of session.connections)
    if (connection.document !== '' && isAlive(connection))
      addConnection(next, {
        ...connection,
        sent: { frames: 0, bytes: 0 },
        received: { frames: 0, bytes: 0 },
        discarded: 0,
        gaps: [],
      });
  return next;
}

/** A session of nothing but what these documents did. This is what a navigation leaves: the new page's part. */
export function keepDocuments(session: Session, keys: ReadonlySet<string>, id: string, now: number): Session {
  const next = newSession(id, session.name, session.kind, now);
  for (const [key, document] of session.documents) if (keys.has(key)) next.documents.set(key, document);
  const indexes = new Map<number, Connection>();
  for (const connection of session.connections)
    if (keys.has(connection.document)) indexes.set(connection.index, addConnection(next, { ...connection }));
  if (indexes.size === 0) return next;

  /** where each row went, or the next one that stayed */
  const moved = new Uint32Array(session.frames.length + 1);
  for (let index = 0; index < session.frames.length; index++) {
    moved[index] = next.frames.length;
    const connection = indexes.get(session.frames.connection(index));
    if (connection) next.frames.append(rowOf(session.frames, index, connection.index));
  }
  moved[session.frames.length] = next.frames.length;
  const movedTo = (index: number): number => moved[index] ?? next.frames.length;

  for (const connection of indexes.values())
    connection.gaps = connection.gaps.map((gap) => ({ ...gap, before: movedTo(gap.before) }));
  for (const [key, rows] of session.pending)
    if (keys.has(key.slice(0, key.indexOf(' '))))
      next.pending.set(key, new Map([...rows].map(([seq, row]) => [seq, movedTo(row)])));
  for (const [row, note] of session.notes)
    if (indexes.has(session.frames.connection(row))) next.notes.set(movedTo(row), note);
  return next;
}

/** One recorded connection. */
export interface ConnectionPart {
  session: Session;
  connection: Connection;
}

/**
 * What {@link carryOver} took apart: a session of one connection with the frames of all `parts` in order, and what
 * else the last of them knows of it.
 */
export function joinParts(parts: readonly [ConnectionPart, ...ConnectionPart[]]): ConnectionPart {
  const { session, connection } = parts.at(-1) ?? parts[0];
  const next = newSession(session.id, session.name, session.kind, session.started);
  const joined = addConnection(next, {
    ...connection,
    sent: { frames: 0, bytes: 0 },
    received: { frames: 0, bytes: 0 },
    gaps: [],
  });
  for (const part of parts) {
    const { frames } = part.session;
    for (let index = 0; index < frames.length; index++) {
      if (frames.connection(index) !== part.connection.index) continue;
      const row = rowOf(frames, index, joined.index);
      next.frames.append(row);
      joined[row.direction].frames++;
      joined[row.direction].bytes += row.size;
    }
  }
  return { session: next, connection: joined };
}

function addConnection(session: Session, connection: Connection): Connection {
  connection.index = session.connections.length;
  session.connections.push(connection);
  const known = session.byDocument.get(connection.document);
  if (known) known.set(connection.id, connection);
  else session.byDocument.set(connection.document, new Map([[connection.id, connection]]));
  return connection;
}

const rowOf = (frames: FrameTable, index: number, connection: number): FrameRow => ({
  connection,
  seq: frames.seq(index),
  time: frames.time(index),
  direction: frames.direction(index),
  shape: frames.shape(index),
  size: frames.size(index),
  payload: frames.payload(index),
  omitted: frames.omitted(index) ?? (frames.isAway(index) ? 'disk' : undefined),
  pending: frames.isPending(index),
  source: frames.source(index),
  edited: frames.isEdited(index),
});

const isAlive = ({ state }: Connection): boolean =>
  state === 'connecting' || state === 'open' || state === 'closing';
