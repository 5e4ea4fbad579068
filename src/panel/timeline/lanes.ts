import type { Connection } from '../../session/connection.ts';
import { laneRows, MAX_LANES } from './lane-rows.ts';

/** One connection on the timeline. Times are milliseconds since the epoch, null where it is not known or not yet. */
export interface Lane {
  connection: number;
  /** from 0, top to bottom; connections that were not there at the same time may share one */
  row: number;
  opening: number;
  opened: number | null;
  /** null while it lasts */
  end: number | null;
  /** how it ended: `wrong` is a handshake that failed or a close that was not clean */
  ending: 'open' | 'closed' | 'wrong' | 'cut';
  isReplay: boolean;
}

export interface Lanes {
  rows: number;
  /** whether each connection has a row of its own, which its number can name */
  isOwn: boolean;
  lanes: Lane[];
}

export function lanesOf(connections: readonly Connection[]): Lanes {
  const isOwn = connections.length <= MAX_LANES;
  const free: number[] = [];
  const lanes = connections.map((connection): Lane => {
    const end = endOf(connection);
    let row = connection.index;
    if (!isOwn) {
      row = free.findIndex((time) => time <= connection.opening);
      if (row < 0) row = Math.min(free.length, MAX_LANES - 1);
      free[row] = end ?? Number.POSITIVE_INFINITY;
    }
    return {
      connection: connection.index,
      row,
      opening: connection.opening,
      opened: connection.opened,
      end,
      ending: endingOf(connection),
      isReplay: connection.source === 'replay',
    };
  });
  return { rows: laneRows(connections.length), isOwn, lanes };
}

const endOf = ({ closed, errored, cut, refused, blocked }: Connection): number | null =>
  closed?.time ?? errored ?? cut ?? refused?.time ?? blocked?.time ?? null;

function endingOf({ state, closed, opened }: Connection): Lane['ending'] {
  if (state === 'failed') return 'wrong';
  if (state === 'cut') return 'cut';
  if (closed === null) return 'open';
  return closed.wasClean && opened !== null ? 'closed' : 'wrong';
}

/** The connection whose lane is in this row at a moment (milliseconds since the epoch); null where none was there. */
export const laneAt = ({ lanes }: Lanes, row: number, time: number): Lane | null =>
  lanes.find((lane) => lane.row === row && lane.opening <= time && (lane.end === null || time <= lane.end)) ??
  null;
