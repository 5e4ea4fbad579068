import type { Session } from '../../session/session.ts';
import type { Side } from './comparison.ts';
import { framesOf } from './recording-of.ts';

/**
 * Has what is replayed in memory, and what comes with it: players and comparisons read it at once. From then on no
 * payload of these sessions goes to the disk.
 *
 * @param live where the replay is recorded
 * @returns null where all of it is there already
 */
export function keepInMemory(sides: readonly Side[], live: Session): Promise<unknown> | null {
  for (const { frames } of [live, ...sides.map(({ session }) => session)]) frames.hold();
  const away = sides.filter(({ session, connection }) =>
    framesOf(session, connection).some((row) => session.frames.isShelved(row)),
  );
  if (away.length === 0) return null;
  return Promise.all(
    away.map(({ session, connection }) => session.frames.recall(framesOf(session, connection))),
  );
}
