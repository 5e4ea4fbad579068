import type { Recording, Step, Steps } from '../../replay/recording.ts';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';

/** A connection of a session as the players take it. Reads the session's frames in place: all of it, or `rows`. */
export function recordingOf(
  session: Session,
  connection: Connection,
  rows: ArrayLike<number> = framesOf(session, connection),
): Recording {
  return {
    url: connection.url,
    protocols: requestedProtocols(connection),
    protocol: connection.protocol,
    extensions: connection.extensions,
    opened: connection.opened === null ? null : connection.opened - connection.opening,
    outcome: outcomeOf(connection),
    steps: stepsOfConnection(session, connection, rows),
  };
}

/** Frames of one connection, as rows of the session in order. */
export function framesOf(session: Session, connection: Connection): Uint32Array {
  const { frames } = session;
  const rows = new Uint32Array(connection.sent.frames + connection.received.frames);
  let count = 0;
  for (let frame = 0; frame < frames.length && count < rows.length; frame++)
    if (frames.connection(frame) === connection.index) rows[count++] = frame;
  return rows.subarray(0, count);
}

/** What to ask for again; where that was not seen, the subprotocol that was chosen must have been among it. */
function requestedProtocols({ requested, protocol }: Connection): string[] {
  return requested ?? (protocol === '' ? [] : [protocol]);
}

function outcomeOf(connection: Connection): Recording['outcome'] {
  const { opening, opened, closed, closing, errored } = connection;
  if (opened === null)
    return closed || errored !== null
      ? { is: 'failed', at: (closed?.time ?? errored ?? opening) - opening }
      : { is: 'open' };
  if (!closed) return { is: 'open' };
  const { code, reason, wasClean, time } = closed;
  return { is: 'closed', at: time - opened, code, reason, wasClean, by: closing ? 'page' : 'server' };
}

function stepsOfConnection(session: Session, connection: Connection, rows: ArrayLike<number>): Steps {
  const { frames } = session;
  const start = connection.opened ?? connection.opening;
  return {
    length: rows.length,
    step(index): Step {
      const row = rows[index];
      if (row === undefined) throw new RangeError(`No step ${index} of ${rows.length}.`);
      return {
        at: Math.max(0, frames.time(row) - start),
        direction: frames.direction(row),
        payload: frames.payload(row),
        shape: frames.shape(row),
      };
    },
  };
}
