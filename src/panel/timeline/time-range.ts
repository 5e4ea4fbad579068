/** A stretch of time, in milliseconds since the epoch. */
export interface TimeRange {
  from: number;
  to: number;
}

/** The shortest stretch that is worth a look, in milliseconds. */
export const SHORTEST_MS = 10;

/** Where a moment stands on a line of `width` pixels, and back. */
export const xOf = (time: number, { from, to }: TimeRange, width: number): number =>
  ((time - from) / (to - from)) * width;
export const timeAt = (x: number, { from, to }: TimeRange, width: number): number =>
  from + (x / width) * (to - from);

/** `range` made `factor` times as long around `at`, within `whole`. */
export function zoomed(range: TimeRange, at: number, factor: number, whole: TimeRange): TimeRange {
  const most = whole.to - whole.from;
  const span = Math.min(Math.max((range.to - range.from) * factor, Math.min(SHORTEST_MS, most)), most);
  const share = (at - range.from) / (range.to - range.from);
  return within({ from: at - share * span, to: at + (1 - share) * span }, whole);
}

/** `range` moved by some milliseconds, within `whole`. */
export const panned = ({ from, to }: TimeRange, by: number, whole: TimeRange): TimeRange =>
  within({ from: from + by, to: to + by }, whole);

function within({ from, to }: TimeRange, whole: TimeRange): TimeRange {
  const span = to - from;
  const start = Math.max(whole.from, Math.min(from, whole.to - span));
  return { from: start, to: Math.min(start + span, whole.to) };
}

/** Steps that people count time in, in milliseconds. */
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 18e5, 36e5,
];

export interface Tick {
  time: number;
  label: string;
}

/** Marks of an axis, at least `room` pixels apart; times are told since `zero`. */
export function ticks(range: TimeRange, width: number, zero: number, room: number): Tick[] {
  const least = ((range.to - range.from) / Math.max(1, width)) * room;
  let step = STEPS.find((candidate) => candidate >= least) ?? 36e5;
  while (step < least) step *= 2;
  const marks: Tick[] = [];
  for (let at = Math.ceil((range.from - zero) / step) * step; zero + at <= range.to; at += step)
    marks.push({ time: zero + at, label: tickLabel(at, step) });
  return marks;
}

/** `0:20`, `1:02:00`; with as many decimals as the step needs. */
function tickLabel(milliseconds: number, step: number): string {
  const digits = step >= 1000 ? 0 : step >= 100 ? 1 : step >= 10 ? 2 : 3;
  const whole = Math.abs(milliseconds);
  const minutes = Math.floor(whole / 60_000);
  const seconds = ((whole % 60_000) / 1000).toFixed(digits).padStart(digits === 0 ? 2 : digits + 3, '0');
  const hours = Math.floor(minutes / 60);
  const head = hours > 0 ? `${hours}:${String(minutes % 60).padStart(2, '0')}` : String(minutes);
  return `${milliseconds < 0 ? '−' : ''}${head}:${seconds}`;
}
