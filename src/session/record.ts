import { assertNever } from '../base/assert-never.ts';
import { utf8Length } from '../base/bytes.ts';
import type { CaptureEvent, FrameEvent, GapEvent, LeftEvent, OpeningEvent } from '../protocol/event.ts';
import type { DocumentInfo } from '../protocol/link.ts';
import type { OmittedReason, Payload } from '../protocol/payload.ts';
import { type Connection, newConnection } from './connection.ts';
import type { Session } from './session.ts';

/**
 * A document introduced itself; a top document that is new, or is shown again, marks a navigation.
 * What had been given up of a document that speaks again goes on.
 */
export function recordDocument(session: Session, document: DocumentInfo): void {
  const known = session.documents.get(document.key);
  session.documents.set(document.key, document);
  for (const connection of session.byDocument.get(document.key)?.values() ?? []) revive(connection);
  if (document.top && (!known || known.shown !== document.shown)) {
    const time = document.shown ?? document.time;
    session.navigations.push({ time, url: document.url, frame: session.frames.length });
  }
}

/**
 * Adds one event of a document to the session: the way a recording changes, but for sockets that only a browser log tells of (`logged-socket`). Events of connections that
 * the session does not know (cleared, or lost with a gap) are ignored but for `opening`.
 */
export function record(session: Session, key: string, event: CaptureEvent): void {
  switch (event.type) {
    case 'opening':
      recordOpening(session, key, event);
      return;
    case 'left':
      recordLeft(session, key, event);
      return;
    case 'forgotten':
      session.forgotten.connections += event.connections;
      session.forgotten.frames += event.frames;
      return;
    case 'result':
      return;
  }
  const connection = session.byDocument.get(key)?.get(event.connection);
  if (!connection) return;
  switch (event.type) {
    case 'open':
      connection.opened = event.time;
      connection.protocol = event.protocol;
      connection.extensions = event.extensions;
      if (connection.state === 'connecting') connection.state = 'open';
      return;
    case 'frame':
      recordFrame(session, connection, event);
      return;
    case 'payload': {
      const rows = session.pending.get(pendingKey(connection));
      const row = rows?.get(event.seq);
      if (row === undefined) return;
      rows?.delete(event.seq);
      settle(session, row, event.payload ?? null, event.omitted);
      return;
    }
    case 'closing':
      connection.closing ??= {
        time: event.time,
        code: event.code,
        reason: event.reason,
        source: event.source,
      };
      if (connection.state === 'open' || connection.state === 'connecting') connection.state = 'closing';
      return;
    case 'closed':
      connection.closed = {
        time: event.time,
        code: event.code,
        reason: event.reason,
        wasClean: event.wasClean,
      };
      connection.state = connection.opened === null ? 'failed' : 'closed';
      return;
    case 'error':
      connection.errored = event.time;
      if (connection.opened === null) connection.state = 'failed';
      return;
    case 'refused':
      connection.refused = { time: event.time, name: event.name, message: event.message };
      connection.state = 'failed';
      return;
    case 'blocked':
      connection.blocked = { time: event.time, directive: event.directive, policy: event.policy };
      return;
    case 'discarded':
      connection.discarded =
        event.count === undefined ? connection.discarded + 1 : Math.max(connection.discarded, event.count);
      return;
    case 'gap':
      recordGap(session, connection, event);
      return;
    default:
      assertNever(event);
  }
}

/**
 * The document is gone without a word: what was open is cut, no number invented. Should it be there again, what it
 * says still counts.
 */
export function recordLost(session: Session, key: string, time: number): void {
  for (const connection of session.byDocument.get(key)?.values() ?? []) cut(session, connection, time);
}

/**
 * Recording was stopped, and what is pending is told of no more; should it come, it still counts. Call the result once
 * what was under way has come.
 */
export function recordStopped(session: Session): () => void {
  const stopped = [...session.pending.values()].flatMap((rows) => [...rows.values()]);
  return () => giveUp(session, stopped, 'stopped');
}

function revive(connection: Connection): void {
  if (connection.state !== 'cut') return;
  connection.cut = null;
  if (connection.closing) connection.state = 'closing';
  else connection.state = connection.opened === null ? 'connecting' : 'open';
}

function recordOpening(session: Session, key: string, event: OpeningEvent): void {
  const document = session.documents.get(key);
  const known = session.byDocument.get(key);
  if (known?.has(event.connection)) return;
  // Sockets may be older than the panel: its times are counted from the first of them. A file has its own start.
  if (session.kind === 'live') session.started = Math.min(session.started, event.time);
  const connection = newConnection(session.connections.length, event.url, event.time);
  connection.document = key;
  connection.id = event.connection;
  connection.requested = event.protocols;
  connection.stack = event.stack;
  connection.source = event.source;
  connection.run = event.run ?? null;
  connection.virtual = event.virtual ?? false;
  connection.key = event.key ?? '';
  if (document) {
    connection.origin = document.origin;
    connection.documentUrl = document.url;
    if (document.worker) connection.context = 'worker';
    else connection.context = document.top ? 'page' : 'iframe';
  }
  session.connections.push(connection);
  if (known) known.set(event.connection, connection);
  else session.byDocument.set(key, new Map([[event.connection, connection]]));
}

function recordFrame(session: Session, connection: Connection, event: FrameEvent): void {
  if (event.seq < connection.nextSeq) return;
  noteHole(session, connection, event.seq);
  connection.nextSeq = event.seq + 1;
  const payload = wellFormed(event);
  const size = event.size ?? (typeof payload === 'string' ? utf8Length(payload) : (payload?.byteLength ?? 0));
  const row = session.frames.append({
    connection: connection.index,
    seq: event.seq,
    time: event.time,
    direction: event.direction,
    shape: event.shape,
    size,
    payload,
    omitted: event.omitted,
    pending: event.pending,
    source: event.source,
    edited: event.edited,
  });
  if (event.pending) {
    const key = pendingKey(connection);
    const rows = session.pending.get(key);
    if (rows) rows.set(event.seq, row);
    else session.pending.set(key, new Map([[event.seq, row]]));
  }
  const traffic = connection[event.direction];
  traffic.frames++;
  traffic.bytes += size;
}

/** `send()` takes a USVString: a lone surrogate goes over the wire as U+FFFD (WHATWG WebSockets, `send`). */
function wellFormed(event: FrameEvent): string | ArrayBuffer | null {
  const { payload } = event;
  if (payload === undefined) return null;
  return typeof payload === 'string' && event.direction === 'sent' ? payload.toWellFormed() : payload;
}

function recordGap(session: Session, connection: Connection, event: GapEvent): void {
  const end = event.seq + event.frames;
  if (end <= connection.nextSeq) return;
  noteHole(session, connection, event.seq);
  // What the session has already of it is not missing. Such a gap begins with the connection.
  const seq = Math.max(event.seq, connection.nextSeq);
  const bytes = seq === event.seq ? event.bytes : Math.max(0, event.bytes - bytesOf(connection));
  pushGap(session, connection, { ...event, seq, frames: end - seq, bytes });
  connection.nextSeq = end;
}

/** Where the numbers jump to `seq` and nothing said why. */
function noteHole(session: Session, connection: Connection, seq: number): void {
  const frames = seq - connection.nextSeq;
  if (frames > 0)
    pushGap(session, connection, { seq: connection.nextSeq, frames, bytes: 0, reason: 'unknown' });
}

const bytesOf = ({ sent, received, gaps }: Connection): number =>
  gaps.reduce((sum, gap) => sum + gap.bytes, sent.bytes + received.bytes);

function pushGap(
  session: Session,
  connection: Connection,
  gap: Pick<GapEvent, 'seq' | 'frames' | 'bytes' | 'reason'>,
): void {
  const { seq, frames, bytes, reason } = gap;
  const before = session.frames.length;
  const last = connection.gaps.at(-1);
  if (last && last.seq + last.frames === seq && last.reason === reason && last.before === before) {
    last.frames += frames;
    last.bytes += bytes;
  } else connection.gaps.push({ seq, frames, bytes, reason, before });
}

function recordLeft(session: Session, key: string, event: LeftEvent): void {
  const connections = session.byDocument.get(key);
  if (!connections) return;
  for (const { connection: id, seq } of event.seqs) {
    const connection = connections.get(id);
    if (!connection || seq < connection.nextSeq) continue;
    const frames = seq + 1 - connection.nextSeq;
    pushGap(session, connection, { seq: connection.nextSeq, frames, bytes: 0, reason: 'left' });
    connection.nextSeq = seq + 1;
  }
  if (event.cached) return;
  for (const connection of connections.values()) {
    cut(session, connection, event.time);
    session.pending.delete(pendingKey(connection));
  }
}

function settle(
  session: Session,
  row: number,
  payload: Payload | null,
  omitted: OmittedReason | undefined,
): void {
  session.frames.settle(row, payload, omitted);
  session.settled.push(row);
}

function giveUp(session: Session, rows: Iterable<number>, reason: OmittedReason): void {
  for (const row of rows) if (session.frames.isPending(row)) settle(session, row, null, reason);
}

function cut(session: Session, connection: Connection, time: number): void {
  giveUp(session, session.pending.get(pendingKey(connection))?.values() ?? [], 'left');
  if (connection.state === 'closed' || connection.state === 'failed' || connection.state === 'cut') return;
  connection.cut = time;
  connection.state = 'cut';
}

const pendingKey = (connection: Connection): string => `${connection.document} ${connection.id}`;
