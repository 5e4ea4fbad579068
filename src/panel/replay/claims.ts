import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';

/** Which connections of the live session belong to which track of a replay. */
export interface Claims {
  /** `document` and `id` are the key and number a connection is recorded under. */
  claim(track: number, document: string, id: number): void;
  /** The track's connection; null while there is none, or where the session no longer has it. */
  find(track: number, session: Session): Connection | null;
}

export function createClaims(): Claims {
  const claimed = new Map<number, { document: string; id: number }>();
  return {
    claim: (track, document, id) => void claimed.set(track, { document, id }),
    find(track, session) {
      const found = claimed.get(track);
      return (found && session.byDocument.get(found.document)?.get(found.id)) ?? null;
    },
  };
}
