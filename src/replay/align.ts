import type { Direction } from '../protocol/event.ts';
import { comparePayloads } from './compare-payload.ts';
import { type Mask, NO_MASK } from './mask.ts';
import { pairFrames } from './pair-frames.ts';
import type { Step, Steps } from './recording.ts';
import { type Sequence, UNPAIRED } from './sequence.ts';
import { signatureOf } from './signature.ts';

/**
 * - `same`: nothing differs but what is ignored
 * - `differs`: the counterpart has other content
 * - `late`: the same, but it came later after the frame it followed than the recording did, by more than allowed
 * - `missing`: recorded, did not come
 * - `extra`: came, was not recorded
 */
export type Verdict = 'same' | 'differs' | 'late' | 'missing' | 'extra';

/** One row of a comparison: a recorded frame, its counterpart, or one of them alone. */
export interface AlignedRow {
  /** index in the recorded steps, null for an extra frame */
  recorded: number | null;
  /** index in the new steps, null for a missing frame */
  fresh: number | null;
  verdict: Verdict;
  /** true where the counterpart came out of order */
  moved: boolean;
  /** milliseconds after the sent frame it followed (or the open), as recorded and now */
  wait: { recorded: number | null; fresh: number | null };
}

export interface AlignOptions {
  /** fields that do not count */
  mask?: Mask;
  /** how many milliseconds a frame may be later than recorded; see {@link LATE_BY} */
  lateBy?: number;
  /** what kind of frame it is, for payloads a decoder knows better; null leaves it to the built-in guess */
  kindOf?: (step: Step) => string | null;
}

/** Milliseconds a reply may come later than recorded before it is called late. */
export const LATE_BY = 100;

/**
 * Holds what came now against what was recorded. The directions are aligned apart, since who came first of a
 * send and an unrelated reply is chance. Rows stand in recorded order, each extra frame after the one it came
 * after; every recorded and every new frame is in exactly one row.
 */
export function align(recorded: Steps, fresh: Steps, options: AlignOptions = {}): AlignedRow[] {
  const mask = options.mask ?? NO_MASK;
  const counterpart = new Int32Array(recorded.length).fill(UNPAIRED);
  const moved = new Uint8Array(recorded.length);
  const kinds = new Map<string, number>();
  for (const direction of ['sent', 'received'] as const) {
    const here = readSequence(recorded, direction, mask, options, kinds);
    const there = readSequence(fresh, direction, mask, options, kinds);
    const pairs = pairFrames(here, there);
    const outOfOrder = pairMoved(here, there, pairs);
    for (let index = 0; index < pairs.length; index++) {
      const pair = pairs[index] as number;
      const at = here.index[index] as number;
      if (pair !== UNPAIRED) counterpart[at] = there.index[pair] as number;
      if (outOfOrder.has(index)) moved[at] = 1;
    }
  }
  return rowsOf(recorded, fresh, counterpart, moved, mask, options.lateBy ?? LATE_BY);
}

interface DirectionSequence extends Sequence {
  /** place in the sequence → index in the steps */
  index: Int32Array;
}

function readSequence(
  steps: Steps,
  direction: Direction,
  mask: Mask,
  options: AlignOptions,
  kinds: Map<string, number>,
): DirectionSequence {
  const index = new Int32Array(steps.length);
  const content = new Float64Array(steps.length);
  const kind = new Int32Array(steps.length);
  let length = 0;
  for (let at = 0; at < steps.length; at++) {
    const step = steps.step(at);
    if (step.direction !== direction) continue;
    const signature = signatureOf(step.payload, mask);
    const name = options.kindOf?.(step) ?? signature.kind;
    const number = kinds.get(name) ?? kinds.size;
    kinds.set(name, number);
    index[length] = at;
    content[length] = signature.content;
    kind[length++] = number;
  }
  return {
    index: index.subarray(0, length),
    content: content.subarray(0, length),
    kind: kind.subarray(0, length),
  };
}

/** Pairs what is left alone on both sides with the same content, whatever its place. Returns whose pairs these are. */
function pairMoved(here: DirectionSequence, there: DirectionSequence, pairs: Int32Array): Set<number> {
  const paired = new Uint8Array(there.content.length);
  for (const pair of pairs) if (pair !== UNPAIRED) paired[pair] = 1;
  const alone = new Map<number, number[]>();
  for (let at = there.content.length - 1; at >= 0; at--) {
    if (paired[at]) continue;
    const content = there.content[at] as number;
    const list = alone.get(content);
    if (list) list.push(at);
    else alone.set(content, [at]);
  }
  const moved = new Set<number>();
  for (let at = 0; at < pairs.length; at++) {
    if (pairs[at] !== UNPAIRED) continue;
    const found = alone.get(here.content[at] as number)?.pop();
    if (found === undefined) continue;
    pairs[at] = found;
    moved.add(at);
  }
  return moved;
}

function rowsOf(
  recorded: Steps,
  fresh: Steps,
  counterpart: Int32Array,
  moved: Uint8Array,
  mask: Mask,
  lateBy: number,
): AlignedRow[] {
  const recordedOf = new Int32Array(fresh.length).fill(UNPAIRED);
  for (let at = 0; at < counterpart.length; at++) {
    const pair = counterpart[at] as number;
    if (pair !== UNPAIRED) recordedOf[pair] = at;
  }
  const extras = extrasAfter(recordedOf, moved);
  const rows: AlignedRow[] = [];
  const addExtras = (after: number): void => {
    for (const at of extras.get(after) ?? [])
      rows.push({
        recorded: null,
        fresh: at,
        verdict: 'extra',
        moved: false,
        wait: { recorded: null, fresh: null },
      });
  };
  addExtras(UNPAIRED);
  let lastSend: { recorded: number; fresh: number | null } = { recorded: 0, fresh: 0 };
  for (let at = 0; at < recorded.length; at++) {
    const old = recorded.step(at);
    const pair = counterpart[at] as number;
    const now = pair === UNPAIRED ? null : fresh.step(pair);
    const wait = {
      recorded: old.at - lastSend.recorded,
      fresh: now && lastSend.fresh !== null ? now.at - lastSend.fresh : null,
    };
    const verdict = now ? verdictOf(old, now, wait, mask, lateBy) : 'missing';
    rows.push({ recorded: at, fresh: now ? pair : null, verdict, moved: moved[at] === 1, wait });
    if (old.direction === 'sent') lastSend = { recorded: old.at, fresh: now?.at ?? null };
    addExtras(at);
  }
  return rows;
}

/** Extra frames by the recorded frame whose row they follow: that of the last paired frame that came before. */
function extrasAfter(recordedOf: Int32Array, moved: Uint8Array): Map<number, number[]> {
  const extras = new Map<number, number[]>();
  let after = UNPAIRED;
  for (let at = 0; at < recordedOf.length; at++) {
    const pair = recordedOf[at] as number;
    if (pair !== UNPAIRED) {
      if (!moved[pair]) after = Math.max(after, pair);
      continue;
    }
    const list = extras.get(after);
    if (list) list.push(at);
    else extras.set(after, [at]);
  }
  return extras;
}

function verdictOf(
  old: Step,
  now: Step,
  wait: AlignedRow['wait'],
  mask: Mask,
  lateBy: number,
): Exclude<Verdict, 'missing' | 'extra'> {
  if (!comparePayloads(old.payload, now.payload, mask).same) return 'differs';
  if (old.direction === 'sent' || wait.recorded === null || wait.fresh === null) return 'same';
  return wait.fresh - wait.recorded > lateBy ? 'late' : 'same';
}
