import type { Connection } from '../../session/connection.ts';
import type { FrameTable } from '../../session/frame-table.ts';
import type { TimeRange } from './time-range.ts';

/** When frames are missing: from the frame that came before to the one that came after. */
export function gapTimes(connections: readonly Connection[], frames: FrameTable): TimeRange[] {
  if (frames.length === 0) return [];
  return connections.flatMap(({ gaps }) =>
    gaps.map(({ before }) => {
      const after = frames.time(Math.min(before, frames.length - 1));
      const from = frames.time(Math.max(0, Math.min(before, frames.length) - 1));
      return { from: Math.min(from, after), to: after };
    }),
  );
}
