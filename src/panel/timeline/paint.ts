import type { Lanes } from './lanes.ts';
import type { Measure } from './measure.ts';
import { type TimeRange, ticks, xOf } from './time-range.ts';
import type { Flow, Interval } from './traffic.ts';

/** Heights of the timeline's parts in CSS pixels, from the top. */
export interface Heights {
  axis: number;
  traffic: number;
  lane: number;
}

/** Space around the lanes, in CSS pixels. */
export const LANES_TOP = 3;
export const LANES_BOTTOM = 4;
/** Ticks stand at least so far apart, in CSS pixels. */
const TICK_ROOM = 84;
/** A gap is drawn at least so wide, in CSS pixels. */
const LEAST_GAP = 4;
/** Errors are marked at the outer edge, so high in CSS pixels however few frames there are. */
const ERROR_HEIGHT = 3;
/** Lanes lower than this, in CSS pixels, have thinner lines, so that they stay apart. */
const ROOMY_LANE = 6;

export const COLORS = [
  'sent',
  'received',
  'error',
  'fg-dim',
  'line-soft',
  'line-control',
  'accent',
  'replayed',
] as const;
export type Colors = Record<(typeof COLORS)[number], string>;

/** What the style sheet says. */
export interface Look {
  heights: Heights;
  colors: Colors;
  /** its families, as in CSS */
  font: string;
}

/** What is drawn. Times are milliseconds since the epoch. */
export interface Picture {
  range: TimeRange;
  /** when the times on the axis begin to count */
  zero: number;
  intervals: readonly Interval[];
  measure: Measure;
  /** when a connection had frames; empty where that is not known */
  busy: (connection: number) => readonly Interval[];
  lanes: Lanes;
  gaps: readonly TimeRange[];
  /** the time that the table shows, null where it shows nothing */
  shown: TimeRange | null;
  selected: number | null;
  /** connections whose frames the table shows */
  scope: 'all' | ReadonlySet<number>;
}

/** Draws the timeline into a box of `width` CSS pixels. */
export function paint(
  context: CanvasRenderingContext2D,
  picture: Picture,
  width: number,
  { heights, colors, font }: Look,
): void {
  const { range, shown, selected } = picture;
  const height = heightOf(heights, picture.lanes.rows);
  const x = (time: number): number => xOf(time, range, width);
  context.clearRect(0, 0, width, height);
  context.font = `10px ${font}`;
  paintAxis(context, picture, width, height, heights, colors);
  if (shown) {
    context.globalAlpha = 0.16;
    context.fillStyle = colors.accent;
    context.fillRect(x(shown.from), 0, Math.max(2, x(shown.to) - x(shown.from)), height);
    context.globalAlpha = 1;
  }
  paintTraffic(context, picture, width, heights, colors);
  paintGaps(context, picture, width, heights, colors);
  paintLanes(context, picture, width, heights, colors);
  if (selected !== null) {
    context.fillStyle = colors.accent;
    context.fillRect(Math.round(x(selected)), 0, 1, height);
  }
}

export const heightOf = ({ axis, traffic, lane }: Heights, rows: number): number =>
  axis + traffic + 1 + LANES_TOP + rows * lane + LANES_BOTTOM;

/** What the button that says what is measured covers at the end of the axis, in CSS pixels. */
const MEASURE_ROOM = 44;

function paintAxis(
  context: CanvasRenderingContext2D,
  { range, zero }: Picture,
  width: number,
  height: number,
  { axis, traffic }: Heights,
  colors: Colors,
): void {
  context.textBaseline = 'middle';
  for (const { time, label } of ticks(range, width, zero, TICK_ROOM)) {
    const at = Math.round(xOf(time, range, width));
    context.fillStyle = colors['line-soft'];
    context.fillRect(at, 0, 1, height);
    if (at + 4 + context.measureText(label).width > width - MEASURE_ROOM) continue;
    context.fillStyle = colors['fg-dim'];
    context.fillText(label, at + 4, axis / 2 + 0.5);
  }
  context.fillStyle = colors['line-soft'];
  context.fillRect(0, axis + traffic, width, 1);
}

function paintTraffic(
  context: CanvasRenderingContext2D,
  { range, intervals, measure }: Picture,
  width: number,
  { axis, traffic }: Heights,
  colors: Colors,
): void {
  const middle = axis + Math.floor(traffic / 2);
  const half = Math.floor(traffic / 2) - 1;
  let most = 1;
  for (const { sent, received } of intervals) most = Math.max(most, sent[measure], received[measure]);
  const heightOfShare = (share: number): number => (share === 0 ? 0 : Math.max(1, Math.round(share * half)));
  const bar = (left: number, wide: number, flow: Flow, way: 1 | -1): void => {
    const fill = (from: number, to: number, alpha: number): void => {
      if (to <= from) return;
      context.globalAlpha = alpha;
      context.fillRect(left, way < 0 ? middle - to : middle + 1 + from, wide, to - from);
    };
    const all = heightOfShare(flow[measure] / most);
    // Nobody asks how many bytes heartbeats are.
    const lively = measure === 'bytes' ? all : heightOfShare((flow.frames - flow.heartbeats) / most);
    fill(0, lively, 0.9);
    fill(lively, all, 0.4);
    if (flow.errors === 0) return;
    context.fillStyle = colors.error;
    fill(half - ERROR_HEIGHT, half, 1);
  };
  for (const { from, to, sent, received } of intervals) {
    const left = Math.round(xOf(from, range, width));
    const wide = Math.max(1, Math.round(xOf(to, range, width)) - left - (to - from > 0 ? 0 : 1));
    context.fillStyle = colors.sent;
    bar(left, wide, sent, -1);
    context.fillStyle = colors.received;
    bar(left, wide, received, 1);
  }
  context.globalAlpha = 1;
  context.fillStyle = colors['line-control'];
  context.fillRect(0, middle, width, 1);
}

function paintGaps(
  context: CanvasRenderingContext2D,
  { range, gaps }: Picture,
  width: number,
  { axis, traffic }: Heights,
  colors: Colors,
): void {
  context.strokeStyle = colors.error;
  context.lineWidth = 1;
  for (const { from, to } of gaps) {
    const left = xOf(from, range, width);
    const wide = Math.max(LEAST_GAP, xOf(to, range, width) - left);
    if (left > width || left + wide < 0) continue;
    context.save();
    context.beginPath();
    context.rect(left, axis, wide, traffic);
    context.clip();
    context.beginPath();
    for (let at = left - traffic; at < Math.min(left + wide, width); at += 4) {
      context.moveTo(at, axis + traffic);
      context.lineTo(at + traffic, axis);
    }
    context.stroke();
    context.restore();
  }
}

function paintLanes(
  context: CanvasRenderingContext2D,
  picture: Picture,
  width: number,
  { axis, traffic, lane: laneHeight }: Heights,
  colors: Colors,
): void {
  const { range, lanes, scope } = picture;
  const top = axis + traffic + 1 + LANES_TOP;
  const line = laneHeight < ROOMY_LANE ? 1 : 2;
  for (const lane of lanes.lanes) {
    const middle = top + (lane.row + 0.5) * laneHeight;
    const end = Math.min(width, lane.end === null ? width : xOf(lane.end, range, width));
    const begin = xOf(lane.opening, range, width);
    if (begin > width || end < 0) continue;
    const open = lane.opened === null ? end : xOf(lane.opened, range, width);
    const isMeant = scope === 'all' || scope.has(lane.connection);
    context.globalAlpha = isMeant ? 1 : 0.35;
    context.fillStyle = lane.isReplay ? colors.replayed : colors['fg-dim'];
    // The handshake is dotted, as nothing can be sent yet.
    for (let at = Math.max(begin, 0); at < open; at += 4)
      context.fillRect(at, middle - 1, Math.min(2, Math.max(1, open - at)), 2);
    if (lane.opened !== null) {
      const from = Math.max(0, open);
      context.globalAlpha = isMeant ? 0.75 : 0.3;
      context.fillRect(from, Math.round(middle - line / 2), Math.max(1, end - from), line);
      context.globalAlpha = isMeant ? 1 : 0.35;
      context.fillRect(open, middle - Math.min(3, laneHeight / 2), 1, Math.min(6, laneHeight));
      paintBusy(context, { ...lane, middle, isMeant }, picture, width, laneHeight, colors);
    }
    if (lane.end !== null && end < width + 1)
      paintEnding(context, lane.ending, end, middle, laneHeight, colors);
  }
  context.globalAlpha = 1;
}

/** Where a connection had frames its lane is thick, the stronger the more there were. */
function paintBusy(
  context: CanvasRenderingContext2D,
  { connection, isReplay, middle, isMeant }: Lanes['lanes'][number] & { middle: number; isMeant: boolean },
  { range, busy }: Picture,
  width: number,
  laneHeight: number,
  colors: Colors,
): void {
  const intervals = busy(connection);
  const thick = laneHeight < ROOMY_LANE ? 3 : 4;
  let most = 1;
  for (const { sent, received } of intervals) most = Math.max(most, sent.frames + received.frames);
  for (const { from, to, sent, received } of intervals) {
    const frames = sent.frames + received.frames;
    if (frames === 0) continue;
    const at = xOf(from, range, width);
    const color = received.frames >= sent.frames ? colors.received : colors.sent;
    context.fillStyle = isReplay ? colors.replayed : color;
    context.globalAlpha = (isMeant ? 1 : 0.35) * (0.35 + 0.65 * Math.sqrt(frames / most));
    context.fillRect(at, middle - thick / 2, Math.max(1, xOf(to, range, width) - at), thick);
  }
  context.globalAlpha = isMeant ? 1 : 0.35;
}

function paintEnding(
  context: CanvasRenderingContext2D,
  ending: Lanes['lanes'][number]['ending'],
  x: number,
  middle: number,
  laneHeight: number,
  colors: Colors,
): void {
  const reach = Math.min(3, laneHeight / 2);
  if (ending === 'cut') return;
  if (ending === 'closed') {
    context.fillRect(x - 1, middle - reach, 1, reach * 2);
    return;
  }
  context.strokeStyle = colors.error;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x - reach, middle - reach);
  context.lineTo(x + reach, middle + reach);
  context.moveTo(x + reach, middle - reach);
  context.lineTo(x - reach, middle + reach);
  context.stroke();
}
