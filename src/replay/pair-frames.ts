import { anchors } from './anchors.ts';
import { type Gap, type Sequence, UNPAIRED } from './sequence.ts';

/** Stretches up to this many recorded × new frames are paired at once. */
export const EXACT_CELLS = 1 << 18;
/** Longer ones are paired window by window of this many frames a side: losses up to half of it shift nothing. */
export const WINDOW = 512;

/* what a pairing costs: two lone frames cost more than a pair that differs, which costs more than a lone one */
const DIFFERS = 3;
const LONE = 2;
const NEVER = 2 * LONE + 1;

/**
 * Pairs the frames of two sequences so that order is kept on both sides. Returns for each recorded frame the
 * index of its counterpart, or {@link UNPAIRED}. Same content is preferred, then the same kind; frames of
 * different kinds are never paired. Time grows about linearly with the number of frames: certain counterparts
 * first, then what lies between them, at the least cost within a window of {@link WINDOW} frames.
 */
export function pairFrames(recorded: Sequence, fresh: Sequence): Int32Array {
  const counterpart = new Int32Array(recorded.content.length).fill(UNPAIRED);
  const whole = { from: 0, to: recorded.content.length, freshFrom: 0, freshTo: fresh.content.length };
  const rest = trim(recorded, fresh, whole, counterpart);
  let { from, freshFrom } = rest;
  for (const [at, freshAt] of anchors(recorded, fresh, rest)) {
    counterpart[at] = freshAt;
    pairGap(recorded, fresh, { from, to: at, freshFrom, freshTo: freshAt }, counterpart);
    from = at + 1;
    freshFrom = freshAt + 1;
  }
  pairGap(recorded, fresh, { from, to: rest.to, freshFrom, freshTo: rest.freshTo }, counterpart);
  return counterpart;
}

/** Pairs what is the same from both ends inwards and returns what lies between. */
function trim(recorded: Sequence, fresh: Sequence, gap: Gap, counterpart: Int32Array): Gap {
  let { from, to, freshFrom, freshTo } = gap;
  while (from < to && freshFrom < freshTo && recorded.content[from] === fresh.content[freshFrom])
    counterpart[from++] = freshFrom++;
  while (from < to && freshFrom < freshTo && recorded.content[to - 1] === fresh.content[freshTo - 1])
    counterpart[--to] = --freshTo;
  return { from, to, freshFrom, freshTo };
}

function pairGap(recorded: Sequence, fresh: Sequence, gap: Gap, counterpart: Int32Array): void {
  const rest = trim(recorded, fresh, gap, counterpart);
  const rows = rest.to - rest.from;
  const columns = rest.freshTo - rest.freshFrom;
  if (rows === 0 || columns === 0) return;
  if (rows * columns <= EXACT_CELLS) pairCheapest(recorded, fresh, rest, counterpart, rows + columns);
  else pairInWindows(recorded, fresh, rest, counterpart);
}

/** The cheapest pairing of a window reaches its corner by force, so only its first half is taken; then the next. */
function pairInWindows(recorded: Sequence, fresh: Sequence, gap: Gap, counterpart: Int32Array): void {
  let { from, freshFrom } = gap;
  while (from < gap.to && freshFrom < gap.freshTo) {
    const to = Math.min(from + WINDOW, gap.to);
    const freshTo = Math.min(freshFrom + WINDOW, gap.freshTo);
    const isLast = to === gap.to && freshTo === gap.freshTo;
    const window = { from, to, freshFrom, freshTo };
    const taken = pairCheapest(recorded, fresh, window, counterpart, isLast ? 2 * WINDOW : WINDOW / 2);
    from += taken.rows;
    freshFrom += taken.columns;
  }
}

/**
 * The cheapest pairing (Needleman and Wunsch) of a short gap, taken until `limit` frames of one side are dealt
 * with. Returns how many of each side were.
 */
function pairCheapest(
  recorded: Sequence,
  fresh: Sequence,
  gap: Gap,
  counterpart: Int32Array,
  limit: number,
): { rows: number; columns: number } {
  const rows = gap.to - gap.from;
  const columns = gap.freshTo - gap.freshFrom;
  const width = columns + 1;
  const pairCost = (row: number, column: number): number => {
    const at = gap.from + row;
    const freshAt = gap.freshFrom + column;
    if (recorded.content[at] === fresh.content[freshAt]) return 0;
    return recorded.kind[at] === fresh.kind[freshAt] ? DIFFERS : NEVER;
  };
  // cost[row][column] is that of all from there on, so that the walk below decides ties front first
  const cost = new Int32Array((rows + 1) * width);
  for (let column = 0; column < columns; column++) cost[rows * width + column] = (columns - column) * LONE;
  for (let row = rows - 1; row >= 0; row--) {
    cost[row * width + columns] = (rows - row) * LONE;
    for (let column = columns - 1; column >= 0; column--) {
      const cell = row * width + column;
      const paired = pairCost(row, column) + (cost[cell + width + 1] as number);
      const alone = LONE + Math.min(cost[cell + width] as number, cost[cell + 1] as number);
      cost[cell] = paired < alone ? paired : alone;
    }
  }
  let row = 0;
  let column = 0;
  while (row < rows && column < columns && row < limit && column < limit) {
    const cell = row * width + column;
    if (cost[cell] === pairCost(row, column) + (cost[cell + width + 1] as number))
      counterpart[gap.from + row++] = gap.freshFrom + column++;
    else if (cost[cell] === LONE + (cost[cell + width] as number)) row++;
    else column++;
  }
  return { rows: row, columns: column };
}
