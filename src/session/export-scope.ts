import type { Connection } from './connection.ts';
import type { FrameTable } from './frame-table.ts';
import type { Session } from './session.ts';

/** Which part of a session to write. What is not said is not limited; what is said must all hold. */
export interface ExportScope {
  /** indexes in the session's list; these are written even where no frame of theirs is */
  connections?: readonly number[];
  /** indexes in the frame table, or a test on them */
  frames?: readonly number[] | ((index: number) => boolean);
  /** milliseconds since the epoch, both ends included */
  time?: { from: number; to: number };
}

/** A session as it is at one moment, and which part of it is meant: recording may go on meanwhile. */
export interface Selection {
  session: Session;
  /** in the session's order; the place in this list, from 1, is the number in the file */
  connections: Connection[];
  /** number in the file by index in the session, 0 where it is left out */
  numbers: Uint32Array;
  /** seq of the first frame or gap by index in the session; the next one expected where there is none */
  firstSeqs: Uint32Array;
  /** frames of the session when the selection was made */
  rows: number;
  /** how many of them are included */
  frames: number;
  includes(row: number): boolean;
}

/** Takes the part of `session` that `scope` asks for. Costs one byte a frame. */
export function select(session: Session, scope: ExportScope = {}): Selection {
  const { frames, connections } = session;
  const rows = frames.length;
  const chosen = scope.connections && new Set(scope.connections);
  const passes = frameTest(frames, scope);
  const included = new Uint8Array(rows);
  const hasFrames = new Uint8Array(connections.length);
  const firstSeqs = new Uint32Array(connections.length);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const connection = frames.connection(row);
    firstSeqs[connection] ||= frames.seq(row);
    if ((chosen && !chosen.has(connection)) || !passes(row)) continue;
    included[row] = 1;
    hasFrames[connection] = 1;
    count++;
  }
  const isMeant = (connection: Connection): boolean => {
    if (chosen) return chosen.has(connection.index);
    if (hasFrames[connection.index]) return true;
    return !scope.frames && (!scope.time || livedIn(connection, scope.time));
  };
  const meant = connections.filter(isMeant).map((connection) => ({
    ...connection,
    gaps: [...connection.gaps],
  }));
  for (const { index, gaps, nextSeq } of connections)
    firstSeqs[index] = Math.min(firstSeqs[index] || nextSeq, gaps[0]?.seq ?? nextSeq);
  const numbers = new Uint32Array(connections.length);
  for (const [place, connection] of meant.entries()) numbers[connection.index] = place + 1;
  return {
    session,
    connections: meant,
    numbers,
    firstSeqs,
    rows,
    frames: count,
    includes: (row) => included[row] === 1,
  };
}

function frameTest(table: FrameTable, { frames, time }: ExportScope): (row: number) => boolean {
  const listed = typeof frames === 'function' || !frames ? null : new Set(frames);
  return (row) => {
    if (listed && !listed.has(row)) return false;
    if (typeof frames === 'function' && !frames(row)) return false;
    return !time || (table.time(row) >= time.from && table.time(row) <= time.to);
  };
}

function livedIn(connection: Connection, { from, to }: { from: number; to: number }): boolean {
  const end = connection.closed?.time ?? connection.errored ?? connection.cut ?? Number.POSITIVE_INFINITY;
  return connection.opening <= to && end >= from;
}
