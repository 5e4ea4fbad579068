import './Timeline.css';
import { useSignal, useSignalEffect } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { gapTimes } from '../timeline/gap-times.ts';
import { laneAt, lanesOf } from '../timeline/lanes.ts';
import { heightOf, LANES_BOTTOM, LANES_TOP, paint } from '../timeline/paint.ts';
import { type TimeRange, xOf } from '../timeline/time-range.ts';
import { sayLane, sayMoment, sayWhole } from '../timeline/words.ts';
import { useCanvasStyle } from './canvas-style.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';
import { useCanvas } from './use-canvas.ts';
import { useTimelineInput } from './use-timeline-input.ts';

/** An interval is drawn about so wide, in CSS pixels. */
const BAR_WIDTH = 2;
/** What the pointer is on is told for so many CSS pixels around it. */
const READING = 4;
/** Activity in a lane is drawn in pieces about so wide, in CSS pixels. */
const LANE_BAR_WIDTH = 3;

/** What the table shows while it follows is drawn after so many milliseconds at the latest. */
const FOLLOWING_MS = 200;

/** The recording by time: what went up and down, and how long each connection was there. */
export function Timeline() {
  const store = useStore();
  const { library, timeline, rows, rowsInView, selection, follow } = store;
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  /** the drawing of where the table is, while it follows */
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  /** where the pointer or the keyboard is, and from where to where it has been dragged */
  const cursor = useSignal<number | null>(null);
  const marked = useSignal<TimeRange | null>(null);
  /** height of the pointer over the drawing's lower edge, where the pointer is */
  const above = useSignal<number | null>(null);
  // It follows all that comes, at its own pace.
  timeline.revision.value;
  const session = library.active.value;
  const whole = timeline.whole();
  const range = timeline.zoom.value ?? whole;
  const { width, style } = useCanvas(canvas, range !== null);
  const lookOf = useCanvasStyle(style);
  const input = useTimelineInput({ range, whole, width, cursor, marked, above });
  const lanes = lanesOf(session.connections);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    element.addEventListener('wheel', input.onWheel, { passive: false });
    return () => element.removeEventListener('wheel', input.onWheel);
  });

  const draw = (): void => {
    clearTimeout(waiting.current);
    waiting.current = undefined;
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context || !range || width === 0) return;
    const { first, end } = rowsInView.range.peek();
    const frame = selection.frame.peek();
    const look = lookOf(element);
    const scale = devicePixelRatio;
    const height = heightOf(look.heights, lanes.rows);
    element.width = Math.round(width * scale);
    element.height = Math.round(height * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const timeOf = (row: number): number => session.frames.time(rows.frameAt(row));
    const last = Math.min(end, rows.length) - 1;
    const picture = {
      range,
      zero: session.started,
      intervals: timeline.traffic().between(range.from, range.to, width / BAR_WIDTH),
      measure: timeline.measure.peek(),
      busy: (connection: number) =>
        timeline.trafficOf(connection)?.between(range.from, range.to, width / LANE_BAR_WIDTH) ?? [],
      lanes,
      gaps: gapTimes(session.connections, session.frames),
      shown: first <= last ? { from: timeOf(first), to: timeOf(last) } : null,
      selected: frame === null || frame >= session.frames.length ? null : session.frames.time(frame),
      scope: selection.scope.peek(),
    };
    paint(context, picture, width, look);
  };
  useLayoutEffect(draw);
  useLayoutEffect(() => () => clearTimeout(waiting.current), []);
  useSignalEffect(() => {
    rowsInView.range.value;
    // Who follows moves with all that comes, and that is mostly drawn before.
    if (!follow.on.peek()) draw();
    else waiting.current ??= setTimeout(draw, FOLLOWING_MS);
  });
  useSignalEffect(() => {
    selection.frame.value;
    selection.scope.value;
    style.value;
    timeline.measure.value;
    draw();
  });

  /** The connection whose lane the pointer is on. */
  const laneUnder = (time: number) => {
    if (above.value === null || !canvas.current) return null;
    const { lane } = lookOf(canvas.current).heights;
    const row = lanes.rows - 1 - Math.floor((above.value - LANES_BOTTOM) / lane);
    return row >= 0 && row < lanes.rows ? laneAt(lanes, row, time) : null;
  };

  if (!whole || !range) return null;
  const at = cursor.value;
  const reach = ((range.to - range.from) / Math.max(1, width)) * READING;
  const reading =
    marked.value ?? (at === null ? range : { from: Math.max(at - reach, range.from), to: at + reach });
  const lane = at === null || marked.value !== null ? null : laneUnder(at);
  const connection = session.connections[lane?.connection ?? -1];
  const says =
    lane && connection
      ? sayLane(connection, lane, session.started)
      : sayMoment(timeline.traffic(), reading, session.started);
  const x = (time: number): number => xOf(time, range, width);
  return (
    <>
      <div
        class="timeline"
        role="slider"
        aria-label="Timeline"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={Math.round(range.to - range.from)}
        aria-valuenow={Math.round((at ?? range.from) - range.from)}
        aria-valuetext={says}
        aria-describedby={id}
        tabIndex={0}
        ref={box}
        {...input.handlers}
      >
        <canvas ref={canvas} />
        <Icon name="sent" class="legend sent" />
        <Icon name="received" class="legend received" />
        {lanes.isOwn &&
          lanes.lanes.map(({ connection, row }) => (
            <span
              key={connection}
              class="lane-number"
              aria-hidden="true"
              style={{
                top: `calc(var(--axis-h) + var(--traffic-h) + ${LANES_TOP + 1}px + ${row} * var(--lane-h))`,
              }}
            >
              {connection + 1}
            </span>
          ))}
        {marked.value && (
          <span
            class="mark"
            style={{
              left: `${18 + x(marked.value.from)}px`,
              width: `${x(marked.value.to) - x(marked.value.from)}px`,
            }}
          />
        )}
        {at !== null && (
          <span class={x(at) > width / 2 ? 'says clip left' : 'says clip'} aria-hidden="true">
            {says}
          </span>
        )}
        <p class="sr" id={id}>
          {sayWhole(session, timeline.traffic(), whole)} Arrow keys move, with Shift they mark; Enter shows
          what is marked or goes there; plus and minus zoom, 0 shows all.
        </p>
      </div>
      <MeasureButton />
    </>
  );
}

/** What the bars are as high as. Beside the timeline: a slider has no buttons in it. */
function MeasureButton() {
  const { measure } = useStore().timeline;
  const other = measure.value === 'bytes' ? 'frames' : 'bytes';
  return (
    <button
      type="button"
      class="measure"
      title={`Bars are as high as there are ${measure.value}. Click for ${other}`}
      onClick={() => {
        measure.value = other;
      }}
    >
      <span class="sr">Timeline by</span> {measure.value}
    </button>
  );
}
