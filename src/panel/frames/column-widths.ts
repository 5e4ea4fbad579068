import type { Session } from '../../session/session.ts';
import { formatElapsed } from '../format/time.ts';

/** Width of a character of data text, and what a cell adds around it, in CSS pixels. */
const CHARACTER = 6.7;
const PADDING = 13;

/** Columns that have to hold more the longer a recording is; CSS pixels. */
export interface ColumnWidths {
  time: number;
  connection: number;
}

export function columnWidths({ frames, connections, started }: Session): ColumnWidths {
  const timeAt = (frame: number): number => formatElapsed(frames.time(frame) - started).length;
  const longest = frames.length === 0 ? 0 : Math.max(timeAt(0), timeAt(frames.length - 1));
  return {
    time: widthOf(Math.max(8, longest)),
    connection: widthOf(Math.max(2, String(connections.length).length)),
  };
}

const widthOf = (characters: number): number => Math.ceil(characters * CHARACTER + PADDING);
