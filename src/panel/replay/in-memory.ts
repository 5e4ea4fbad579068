import type { Session } from '../../session/session.ts';
import type { Side } from './comparison.ts';
import { framesOf } from './recording-of.ts';

/** Payloads that stay in memory for somebody who reads them at once. */
export interface InMemory {
  /** settles when all are there; null where they are already */
  reading: Promise<unknown> | null;
  /** They may go to the disk again, with all else of their sessions; may be called twice. */
  release(): void;
}

/**
 * Has what is replayed in memory: players and comparisons read it at once. Until it is released no payload of these
 * sessions goes to the disk.
 *
 * @param others sessions that are read as well, as far as they are in memory
 */
export function keepInMemory(sides: readonly Side[], others: readonly Session[] = []): InMemory {
  const sessions = new Set([...others, ...sides.map(({ session }) => session)]);
  const releases = [...sessions].map(({ frames }) => frames.hold());
  const away = sides.filter(({ session, connection }) =>
    framesOf(session, connection).some((row) => session.frames.isShelved(row)),
  );
  return {
    reading:
      away.length === 0
        ? null
        : Promise.all(
            away.map(({ session, connection }) => session.frames.recall(framesOf(session, connection))),
          ),
    release() {
      for (const release of releases) release();
    },
  };
}
