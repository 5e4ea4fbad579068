import { assertNever } from '../base/assert-never.ts';
import type { FrameEvent } from '../protocol/event.ts';
import type { Payload } from '../protocol/payload.ts';
import type { Connection, ConnectionState } from './connection.ts';
import type { ProblemList } from './file-problem.ts';
import { record } from './record.ts';
import type { Session } from './session.ts';
import type { FrameDetails, OpeningLine, SessionLine } from './session-line.ts';

/** Document key of every connection that was read from a file. */
export const IMPORT_DOCUMENT = 'import';

/** Shapes a frame may have: WHATWG WebSockets `send()` and `binaryType`, and the views of ECMA-262 section 23.2. */
const BINARY_SHAPES = new Set(
  `ArrayBuffer Blob DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array
   Uint32Array BigInt64Array BigUint64Array Float16Array Float32Array Float64Array`.split(/\s+/),
);

/** A frame from a file, without what it carried. */
export interface ImportedFrame extends FrameDetails {
  connection: number;
  /** the next one of its connection where absent */
  seq?: number;
  time: number;
  direction: FrameEvent['direction'];
}

/** Makes a session from lines that may be incomplete: whatever does not fit is kept as far as it can be, and listed. */
export class SessionBuilder {
  constructor(
    readonly session: Session,
    readonly problems: ProblemList,
  ) {}

  /** The connection with this number in the file, if its opening has been read. */
  connection(number: number): Connection | undefined {
    return this.session.byDocument.get(IMPORT_DOCUMENT)?.get(number);
  }

  /** Adds anything but a frame, whose payload is the caller's to read: see {@link frame}. */
  add(line: Exclude<SessionLine, { type: 'frame' | 'end' }>, where: string): void {
    switch (line.type) {
      case 'navigation':
        this.session.navigations.push({ time: line.time, url: line.url, frame: this.session.frames.length });
        return;
      case 'forgotten':
        record(this.session, IMPORT_DOCUMENT, line);
        return;
      case 'opening':
        this.#open(line, where);
        return;
    }
    const connection = this.#known(line.connection, where);
    switch (line.type) {
      case 'handshake': {
        const { status, statusText, request, response, failure = '', remoteAddress, inferred } = line;
        connection.handshake = { request, status, statusText, response, failure };
        if (remoteAddress !== undefined) connection.handshake.remoteAddress = remoteAddress;
        if (inferred) connection.handshake.inferred = true;
        return;
      }
      case 'discarded':
        connection.discarded = line.count;
        return;
      case 'cut':
        connection.cut = line.time;
        return;
      case 'gap':
        if (line.seq < connection.nextSeq) {
          const message = `A gap of ${line.frames} frames at frame ${line.seq} comes after frame ${connection.nextSeq - 1}; it was skipped.`;
          this.problems.add('OUT_OF_ORDER', where, message);
          return;
        }
        this.#missing(connection, line.seq);
        record(this.session, IMPORT_DOCUMENT, line);
        return;
      case 'refused':
      case 'blocked':
      case 'open':
      case 'closing':
      case 'error':
      case 'closed':
        record(this.session, IMPORT_DOCUMENT, line);
        return;
      default:
        assertNever(line);
    }
  }

  /**
   * Adds a frame; one that its connection has already passed is listed and left out.
   * @param payload null where the file has none
   */
  frame(frame: ImportedFrame, payload: Payload | null, where: string): void {
    const connection = this.#known(frame.connection, where);
    const seq = frame.seq ?? connection.nextSeq;
    if (seq < connection.nextSeq) {
      const message = `Frame ${seq} of connection ${frame.connection} comes after its frame ${connection.nextSeq - 1}; it was left out.`;
      this.problems.add('OUT_OF_ORDER', where, message, 1);
      return;
    }
    const event: FrameEvent = {
      type: 'frame',
      connection: frame.connection,
      seq,
      time: frame.time,
      direction: frame.direction,
      shape: this.#shape(frame.shape, payload, where),
      source: frame.source ?? 'wire',
    };
    if (payload !== null) event.payload = payload;
    else {
      event.omitted = frame.omitted ?? 'absent';
      event.size = frame.size ?? 0;
    }
    if (frame.edited) event.edited = true;
    if (frame.note !== undefined || frame.bookmarked)
      this.session.notes.set(this.session.frames.length, {
        text: frame.note ?? '',
        bookmarked: frame.bookmarked ?? false,
      });
    record(this.session, IMPORT_DOCUMENT, event);
  }

  /** Says of every connection how it stands, once all is read: the lines of a damaged file may be in any order. */
  finish(): void {
    for (const connection of this.session.connections) connection.state = stateOf(connection);
  }

  /** Frames between what the connection has and `seq` were lost with the lines that said so. */
  #missing(connection: Connection, seq: number): void {
    const frames = seq - connection.nextSeq;
    if (frames === 0) return;
    const gap = { seq: connection.nextSeq, frames, bytes: 0, reason: 'unknown' } as const;
    record(this.session, IMPORT_DOCUMENT, { type: 'gap', connection: connection.id, ...gap });
  }

  /** A payload decides whether a frame is text; its shape may only say which kind of binary it was. */
  #shape(shape: string | undefined, payload: Payload | null, where: string): string {
    const isText = payload === null ? shape === 'string' || shape === undefined : typeof payload === 'string';
    const fits = isText ? shape === 'string' : BINARY_SHAPES.has(shape ?? '');
    if (shape !== undefined && fits) return shape;
    const taken = isText ? 'string' : 'ArrayBuffer';
    if (shape !== undefined)
      this.problems.add(
        'FIELD_INVALID',
        where,
        `“shape” does not fit the payload; the frame is taken as ${taken}.`,
      );
    return taken;
  }

  #open(line: OpeningLine, where: string): void {
    if (this.connection(line.connection)) {
      const message = `Connection ${line.connection} is opened a second time; this line was skipped.`;
      this.problems.add('CONNECTION_REPEATED', where, message);
      return;
    }
    record(this.session, IMPORT_DOCUMENT, {
      stack: null,
      source: 'wire',
      ...line,
    });
    const connection = this.connection(line.connection);
    if (!connection) return;
    connection.origin = line.origin ?? '';
    connection.context = line.context ?? 'unknown';
    connection.documentUrl = line.documentUrl ?? '';
    connection.decoder = line.decoder ?? null;
    connection.nextSeq = line.from ?? 1;
  }

  /** Frames and events whose opening was lost still belong together. */
  #known(number: number, where: string): Connection {
    const known = this.connection(number);
    if (known) return known;
    const message = `The opening of connection ${number} is not in the file: its address is not known.`;
    this.problems.add('CONNECTION_UNKNOWN', where, message);
    const time = this.session.started;
    this.#open({ type: 'opening', connection: number, time, url: '', protocols: null }, where);
    return this.connection(number) as Connection;
  }
}

function stateOf({ opened, closing, closed, errored, cut, refused }: Connection): ConnectionState {
  if (refused) return 'failed';
  if (closed) return opened === null ? 'failed' : 'closed';
  if (errored !== null && opened === null) return 'failed';
  if (cut !== null) return 'cut';
  if (closing) return 'closing';
  return opened === null ? 'connecting' : 'open';
}
