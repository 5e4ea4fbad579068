import { type ReadonlySignal, type Signal, untracked } from '@preact/signals';
import { NEWER_FRAMES } from '../../replay/propose-newer.ts';
import type { Side } from '../replay/comparison.ts';
import { keepInMemory } from '../replay/in-memory.ts';
import { newerThan } from '../replay/newer.ts';
import { recordingOf } from '../replay/recording-of.ts';
import type { Library } from './library.ts';
import type { Preparing, ReplayTarget } from './replay-state.ts';
import type { ReplayValues } from './replay-values.ts';

/** What has to be there before a replay begins: payloads in memory, and the values that change. */
export interface ReplayPreparation {
  /** Looks for values in what is chosen, where it is not what they were found in last. */
  findValues(): void;
  /** Another recording: what was found in the one before counts no more. */
  forget(): void;
  /** Calls `begin` once all is there for `sides`, at once where it is. Only one at a time. */
  prepare(sides: readonly Side[], begin: () => void): void;
  /** What was to begin does not. */
  cancel(): void;
}

interface Ports {
  library: Library;
  values: ReplayValues;
  target: ReadonlySignal<ReplayTarget>;
  /** what a replay that is to begin waits for, null for nothing */
  preparing: Signal<Preparing | null>;
  /** the connections that are chosen */
  sides(): readonly Side[];
}

export function createReplayPreparation(ports: Ports): ReplayPreparation {
  const { library, values, target, preparing } = ports;
  /** in what values were looked for last; `end` is null when they were found */
  let searched: { tracks: string; end: Promise<void> | null } | null = null;
  let starts = 0;

  /** Looks for values in `sides`; null where they are known. Only the server is told them. */
  const search = (sides: readonly Side[]): Promise<void> | null => {
    if (target.peek() !== 'server') return null;
    const newer = sides.map(({ connection }) => newerThan(connection, library.live()));
    const tracks = identityOf(sides, newer);
    if (searched?.tracks === tracks) return searched.end;

    const kept = keepInMemory(sides, [library.live()]);
    const mine: typeof searched = { tracks, end: null };
    searched = mine;
    const find = async (): Promise<void> => {
      await kept.reading;
      // Another choice is looked through by now.
      if (searched === mine)
        await values.search(
          sides.map(({ session, connection }) => ({
            recording: recordingOf(session, connection),
            start: connection.opening,
          })),
          newer.map((side) => side && recordingOf(side.session, side.connection)),
          () => keepInMemory(sides),
        );
      kept.release();
      mine.end = null;
    };
    mine.end = find();
    return mine.end;
  };

  return {
    findValues: () => void untracked(() => search(ports.sides())),
    forget() {
      searched = null;
      values.forget();
    },
    prepare(sides, begin) {
      const searching = untracked(() => search(sides));
      const kept = searching ? null : keepInMemory(sides);
      if (kept && !kept.reading) {
        begin();
        return kept.release();
      }
      const start = ++starts;
      const wait = async (): Promise<void> => {
        preparing.value = searching ? 'values' : 'payloads';
        await searching;
        if (start !== starts) return kept?.release();
        const { reading, release } = kept ?? keepInMemory(sides);
        if (reading) preparing.value = 'payloads';
        await reading;
        try {
          // While it is being prepared the choice is fixed, and what it changes: so until it has begun.
          if (start === starts) begin();
        } finally {
          if (start === starts) preparing.value = null;
          release();
        }
      };
      void wait();
    },
    cancel() {
      starts++;
      preparing.value = null;
    },
  };
}

/** The same for the same connections with the same frames; of newer ones with the same sends that are looked at. */
function identityOf(sides: readonly Side[], newer: readonly (Side | null)[]): string {
  const recorded = sides.map(
    ({ session, connection: { index, sent, received } }) =>
      `${session.id} ${index} ${sent.frames} ${received.frames}`,
  );
  const latest = newer.map(
    (side) => side && `${side.session.id} ${side.connection.index} ${firstTexts(side)}`,
  );
  return JSON.stringify([recorded, latest]);
}

/** How many texts were sent, up to as many as values are looked for in. */
function firstTexts({ session: { frames }, connection: { index, sent } }: Side): number {
  let seen = 0;
  let texts = 0;
  for (let row = 0; row < frames.length && seen < sent.frames && texts < NEWER_FRAMES; row++) {
    if (frames.connection(row) !== index || frames.direction(row) !== 'sent') continue;
    seen++;
    if (!frames.isBinary(row) && frames.hasPayload(row)) texts++;
  }
  return texts;
}
