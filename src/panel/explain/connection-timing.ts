import type { Connection } from '../../session/connection.ts';

/** A stretch of a connection's life. Times are milliseconds since the epoch. */
export interface Phase {
  name: string;
  kind: 'wait' | 'open' | 'frames' | 'failed';
  from: number;
  to: number;
  /** false while it goes on */
  isOver: boolean;
}

/** Something that happened at a moment. */
export interface Moment {
  name: string;
  time: number;
}

/** First and last frame, milliseconds since the epoch; null where there is none. */
export interface FrameTimes {
  first: number | null;
  last: number | null;
}

/** When what is known of the connection ends, null while it goes on. */
export const endOf = ({ closed, cut, errored, opened, refused }: Connection): number | null =>
  closed?.time ?? refused?.time ?? cut ?? (opened === null ? errored : null);

/**
 * The phases of a connection in the order they begin.
 *
 * @param until where what still goes on is drawn to
 */
export function phasesOf(connection: Connection, frames: FrameTimes, until: number): Phase[] {
  const { opening, opened, closing, closed } = connection;
  const end = endOf(connection);
  const phases: Phase[] = [];
  const add = (name: string, kind: Phase['kind'], from: number, to: number | null): void => {
    phases.push({ name, kind, from, to: Math.max(from, to ?? until), isOver: to !== null });
  };
  add('Handshake', opened === null && end !== null ? 'failed' : 'wait', opening, opened ?? end);
  if (opened !== null) add('Open', 'open', opened, end);
  if (frames.first !== null && frames.last !== null) add('Frames', 'frames', frames.first, frames.last);
  if (closing && opened !== null) add('Closing', 'wait', closing.time, closed?.time ?? end);
  return phases;
}

export function momentsOf(connection: Connection, frames: FrameTimes): Moment[] {
  const { opening, opened, closing, closed, errored, cut, refused, blocked } = connection;
  const moments: [string, number | null | undefined][] = [
    [refused ? 'Constructor threw' : 'Constructed', opening],
    ['Blocked by policy', blocked?.time],
    ['Opened', opened],
    ['First frame', frames.first],
    ['Last frame', frames.last],
    ['close() called', closing?.time],
    ['Error event', errored],
    ['Close event', closed?.time],
    ['Page left', cut],
  ];
  return moments
    .flatMap(([name, time]) => (time === null || time === undefined ? [] : [{ name, time }]))
    .sort((a, b) => a.time - b.time);
}
