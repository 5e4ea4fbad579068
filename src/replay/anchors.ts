import type { Gap, Sequence } from './sequence.ts';

/** A run of anchors is given up when keeping it costs more unpaired frames than this for each of its frames. */
const DETOUR_LIMIT = 4;

/**
 * Frames that are certain counterparts: content that stands exactly once on each side, in the longest common
 * order (patience sorting). They keep an insertion or a loss from shifting what follows. A lone coincidence far
 * off the diagonal would tear a whole stretch apart, so runs that cost more than they pair are left out.
 */
export function anchors(recorded: Sequence, fresh: Sequence, gap: Gap): Pair[] {
  return worthwhile(longestOrder(uniquePairs(recorded, fresh, gap)), gap);
}

/** A recorded frame and its counterpart, by their places. */
export type Pair = readonly [at: number, freshAt: number];

function uniquePairs(recorded: Sequence, fresh: Sequence, gap: Gap): Pair[] {
  const here = placesOfUnique(recorded.content, gap.from, gap.to);
  const there = placesOfUnique(fresh.content, gap.freshFrom, gap.freshTo);
  const pairs: Pair[] = [];
  for (const [content, at] of here) {
    const freshAt = there.get(content) ?? -1;
    if (at >= 0 && freshAt >= 0) pairs.push([at, freshAt]);
  }
  return pairs;
}

/** Content → its place, or -1 where it stands more than once; in order of first appearance. */
function placesOfUnique(content: Float64Array, from: number, to: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at < to; at++) {
    const value = content[at] as number;
    places.set(value, places.has(value) ? -1 : at);
  }
  return places;
}

/** The longest part of `pairs` (sorted by `at`) whose `freshAt` rises too: patience sorting, O(n log n). */
function longestOrder(pairs: Pair[]): Pair[] {
  const tails: number[] = [];
  const before = new Int32Array(pairs.length);
  for (let index = 0; index < pairs.length; index++) {
    const freshAt = (pairs[index] as Pair)[1];
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] as number] as Pair)[1] < freshAt) low = middle + 1;
      else high = middle;
    }
    before[index] = low > 0 ? (tails[low - 1] as number) : -1;
    tails[low] = index;
  }
  const order: Pair[] = [];
  for (let index = tails[tails.length - 1] ?? -1; index >= 0; index = before[index] as number)
    order.push(pairs[index] as Pair);
  return order.reverse();
}

/** Pairs by how far apart their places are, neighbours at the same distance together. */
interface Run {
  shift: number;
  pairs: Pair[];
}

/**
 * Leaves out runs that lead away and back again at more than {@link DETOUR_LIMIT} for each pair. Where one goes,
 * its neighbours may come together to a longer run, or turn out to be part of the same detour.
 */
function worthwhile(pairs: Pair[], gap: Gap): Pair[] {
  const start: Run = { shift: gap.freshFrom - gap.from, pairs: [] };
  const kept: Run[] = [start];
  const dropDetours = (next: number): void => {
    for (let top = kept.at(-1); top && top !== start; top = kept.at(-1)) {
      const before = kept.at(-2)?.shift ?? next;
      const here = top.shift;
      const detour = Math.abs(here - before) + Math.abs(next - here) - Math.abs(next - before);
      if (detour <= DETOUR_LIMIT * top.pairs.length) return;
      kept.pop();
    }
  };
  for (const pair of pairs) {
    const shift = pair[1] - pair[0];
    if (kept.at(-1)?.shift !== shift) dropDetours(shift);
    const top = kept.at(-1);
    if (top && top !== start && top.shift === shift) top.pairs.push(pair);
    else kept.push({ shift, pairs: [pair] });
  }
  dropDetours(gap.freshTo - gap.to);
  return kept.flatMap((run) => run.pairs);
}
