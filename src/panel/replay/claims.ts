import { effect, untracked } from '@preact/signals';
import { joinParts } from '../../session/carry-over.ts';
import type { Connection } from '../../session/connection.ts';
import type { Library } from '../store/library.ts';
import type { Side } from './comparison.ts';

/**
 * Which connections belong to which track of a replay. What was recorded of them stays with it in memory, although
 * the live session is cleared or a navigation takes its place.
 */
export interface Claims {
  /** `document` and `id` are the key and number a connection is recorded under. */
  claim(track: number, document: string, id: number): void;
  /** All that came on the track; null while nothing did. */
  find(track: number): Side | null;
  /** All that came on all tracks, each piece where it was recorded. */
  pieces(): Side[];
  /** Nobody asks any more. */
  dispose(): void;
}

interface Part extends Side {
  /** Lets its payloads leave memory. */
  release(): void;
}

interface Claim {
  document: string;
  id: number;
  /** more than one where the live session was cleared meanwhile */
  parts: Part[];
}

export function createClaims(library: Library): Claims {
  const claimed = new Map<number, Claim>();
  let isOver = false;

  const follow = ({ document, id, parts }: Claim): void => {
    const session = library.live();
    const connection = session.byDocument.get(document)?.get(id);
    const last = parts.at(-1);
    if (isOver || !connection || last?.session === session) return;
    // Clear leaves a connection without its frames; what a navigation leaves has them all.
    if (last && framesIn(connection) >= framesIn(last.connection)) parts.pop()?.release();
    parts.push({ session, connection, release: session.frames.hold() });
  };

  const stop = effect(() => {
    library.sessions.value;
    untracked(() => claimed.forEach(follow));
  });

  return {
    claim(track, document, id) {
      const known = claimed.get(track);
      const claim = known?.document === document && known.id === id ? known : { document, id, parts: [] };
      claimed.set(track, claim);
      untracked(() => follow(claim));
    },
    find(track) {
      const [first, ...rest] = claimed.get(track)?.parts ?? [];
      return first && rest.length > 0 ? joinParts([first, ...rest]) : (first ?? null);
    },
    pieces: () => [...claimed.values()].flatMap(({ parts }) => parts),
    dispose() {
      isOver = true;
      stop();
      for (const { parts } of claimed.values()) for (const { release } of parts) release();
    },
  };
}

const framesIn = ({ sent, received }: Connection): number => sent.frames + received.frames;
