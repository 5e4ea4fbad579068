import type { Payload } from '../../protocol/payload.ts';
import { type AlignedRow, align, LATE_BY } from '../../replay/align.ts';
import { type Mask, NO_MASK } from '../../replay/mask.ts';
import type { Target } from '../../replay/plan.ts';
import type { Steps } from '../../replay/recording.ts';
import { summarize } from '../../replay/summary.ts';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import type { Comparison, ComparisonRow, ComparisonVerdict } from '../store/replay-state.ts';
import { factsOf } from './connection-facts.ts';
import { framesOf, recordingOf } from './recording-of.ts';

/** One side of a comparison: a connection of a session. */
export interface Side {
  session: Session;
  connection: Connection;
}

export interface CompareOptions {
  /** fields that do not count */
  mask?: Mask;
  /** index of the first frame that was to be played; those before are left out of the comparison */
  from?: number;
  /** index after the last that was to be: a recording may go on while it is replayed */
  to?: number;
  /** frames that were taken out of the replay, by index in the recording */
  skipped?: ReadonlySet<number>;
  /** frames that were to be other than recorded, by index in the recording, … */
  edited?: ReadonlySet<number>;
  /** … and what went out in the place of each, null while nothing did */
  inPlaceOf?: (step: number) => Payload | null;
  /** whom it was played to, the server if left out: what the page received came from us, as late as we wanted */
  target?: Target;
}

/**
 * Holds what came so far against the recording.
 *
 * @param underWay while a replay goes on, what has not come is still to come rather than missing
 */
export function compare(
  recorded: Side,
  fresh: Side | null,
  underWay: boolean,
  options: CompareOptions = {},
): Comparison {
  const { mask = NO_MASK, from = 0, to, skipped, edited, target = 'server' } = options;
  const oldFrames = framesOf(recorded.session, recorded.connection).subarray(from, to);
  const newFrames = fresh ? framesOf(fresh.session, fresh.connection) : new Uint32Array();
  const old = recordingOf(recorded.session, recorded.connection, oldFrames).steps;
  const now = fresh ? recordingOf(fresh.session, fresh.connection, newFrames).steps : NO_STEPS;
  const lateBy = target === 'server' ? LATE_BY : Number.POSITIVE_INFINITY;
  const rows = align(asPlayed(old, options), now, { mask, lateBy });
  for (const row of rows) if (row.verdict === 'differs' && isAt(row, edited, from)) row.verdict = 'same';
  const pendingFrom = underWay ? lastPaired(rows) + 1 : rows.length;

  const verdictAt = (index: number): ComparisonVerdict => {
    const row = rows[index] as AlignedRow;
    if (row.verdict !== 'missing') return row.verdict;
    if (isAt(row, skipped, from)) return 'skipped';
    return index >= pendingFrom ? 'pending' : 'missing';
  };
  const counts: Record<ComparisonVerdict, number> = {
    same: 0,
    differs: 0,
    missing: 0,
    extra: 0,
    late: 0,
    pending: 0,
    skipped: 0,
  };
  for (let index = 0; index < rows.length; index++) counts[verdictAt(index)]++;
  const { wait, delay } = target === 'server' ? summarize(rows, old) : NO_WAITS;

  return {
    length: rows.length,
    at(index): ComparisonRow {
      const row = rows[index] as AlignedRow;
      const { recorded: oldAt, fresh: newAt } = row;
      const direction = oldAt === null ? now.step(newAt as number).direction : old.step(oldAt).direction;
      return {
        step: oldAt === null ? null : from + oldAt + 1,
        direction,
        recorded: oldAt === null ? null : (oldFrames[oldAt] ?? null),
        fresh: newAt === null ? null : (newFrames[newAt] ?? null),
        verdict: verdictAt(index),
        wait: row.wait,
      };
    },
    counts,
    wait,
    delay,
    facts: factsOf(recorded.connection, fresh?.connection ?? null, underWay),
    connections: [recorded.connection, fresh?.connection ?? null],
    mask,
    recorded: recorded.session,
    fresh: fresh?.session ?? null,
    recordedStart: startOf(recorded.connection),
    freshStart: fresh ? startOf(fresh.connection) : 0,
  };
}

const NO_STEPS = {
  length: 0,
  step(): never {
    throw new RangeError('There is nothing to compare with.');
  },
};

const NO_WAITS = { wait: { recorded: null, fresh: null }, delay: null } as const;

/** The recording with its edits in it, as they went out: what came is held against that. */
function asPlayed(old: Steps, { edited, inPlaceOf, from = 0 }: CompareOptions): Steps {
  if (!edited || edited.size === 0 || !inPlaceOf) return old;
  return {
    length: old.length,
    step(index) {
      const step = old.step(index);
      return edited.has(from + index) ? { ...step, payload: inPlaceOf(from + index) ?? step.payload } : step;
    },
  };
}

const isAt = ({ recorded }: AlignedRow, steps: ReadonlySet<number> | undefined, from: number): boolean =>
  recorded !== null && (steps?.has(from + recorded) ?? false);

const startOf = (connection: Connection): number => connection.opened ?? connection.opening;

function lastPaired(rows: readonly AlignedRow[]): number {
  for (let index = rows.length - 1; index >= 0; index--) if (rows[index]?.fresh !== null) return index;
  return -1;
}
