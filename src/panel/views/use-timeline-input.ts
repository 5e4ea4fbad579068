import type { Signal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { panned, type TimeRange, timeAt, zoomed } from '../timeline/time-range.ts';
import { withTimeRange } from '../timeline/time-term.ts';
import { focusFrames } from './focus.ts';
import { useStore } from './store-context.ts';

/** Left of the drawing, in CSS pixels, as the style sheet has it. */
const LEFT = 18;
/** The pointer has to move so far, in CSS pixels, before a click is a drag. */
const SLACK = 4;
/** One turn of the wheel, one press of a key. */
const WHEEL_ZOOM = 1.0015;
const KEY_ZOOM = 1.5;
const KEY_STEP = 1 / 100;

interface Input {
  range: TimeRange | null;
  whole: TimeRange | null;
  /** of the drawing, in CSS pixels */
  width: number;
  cursor: Signal<number | null>;
  marked: Signal<TimeRange | null>;
  /** how high the pointer is over the lower edge, CSS pixels; null where there is no pointer */
  above: Signal<number | null>;
}

/** What pointer, wheel and keys do on the timeline. */
export function useTimelineInput({ range, whole, width, cursor, marked, above }: Input) {
  const { library, timeline, query, goToTime } = useStore();
  /** where what is marked began, … */
  const from = useRef<number | null>(null);
  /** … and whether the pointer marks it; else the keyboard does */
  const isDragged = useRef(false);
  const session = library.active.value;

  const timeUnder = ({ clientX, currentTarget }: MouseEvent): number => {
    const { left } = (currentTarget as HTMLElement).getBoundingClientRect();
    const x = Math.min(Math.max(clientX - left - LEFT, 0), width);
    return range ? timeAt(x, range, width) : 0;
  };
  const pixels = (time: number): number => (range ? (time / (range.to - range.from)) * width : 0);
  const between = (one: number, other: number): TimeRange => ({
    from: Math.min(one, other),
    to: Math.max(one, other),
  });

  const zoom = (at: number, factor: number): void => {
    if (!range || !whole) return;
    const next = zoomed(range, at, factor, whole);
    timeline.zoom.value = next.to - next.from >= whole.to - whole.from ? null : next;
  };
  const pan = (by: number): void => {
    if (range && whole && timeline.zoom.value) timeline.zoom.value = panned(range, by, whole);
  };
  const filter = ({ from, to }: TimeRange): void => {
    const text = withTimeRange(query.text.value, from - session.started, to - session.started);
    query.text.value = text;
    query.caret.value = text.length;
  };

  const onWheel = (event: WheelEvent): void => {
    if (!range || event.ctrlKey) return;
    event.preventDefault();
    const perPixel = (range.to - range.from) / Math.max(1, width);
    const across = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(across) > Math.abs(event.shiftKey ? 0 : event.deltaY)) pan(across * perPixel);
    else zoom(timeUnder(event), WHEEL_ZOOM ** event.deltaY);
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    from.current = timeUnder(event);
    isDragged.current = true;
    marked.value = null;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent): void => {
    // What the keyboard marks ends where the keyboard is.
    if (from.current !== null && !isDragged.current) return;
    const time = timeUnder(event);
    cursor.value = time;
    above.value = (event.currentTarget as HTMLElement).getBoundingClientRect().bottom - event.clientY;
    if (from.current === null) return;
    const isDrag = marked.value !== null || Math.abs(pixels(time - from.current)) >= SLACK;
    if (isDrag) marked.value = between(from.current, time);
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (!isDragged.current) return;
    const wanted = marked.value;
    if (wanted) filter(wanted);
    else goToTime(timeUnder(event));
    forget();
  };
  const forget = (): void => {
    from.current = null;
    isDragged.current = false;
    marked.value = null;
  };

  const move = (way: number, isMarking: boolean): void => {
    if (!range) return;
    const before = cursor.value ?? range.from;
    const step = (range.to - range.from) * KEY_STEP * way;
    const after = Math.min(Math.max(before + step, range.from), range.to);
    if (isMarking) {
      const anchor = from.current ?? before;
      from.current = anchor;
      marked.value = between(anchor, after);
    } else forget();
    cursor.value = after;
  };
  const act = (key: string, isMarking: boolean): boolean => {
    const middle = cursor.value ?? (range ? (range.from + range.to) / 2 : 0);
    switch (key) {
      case 'ArrowLeft':
      case 'ArrowRight':
        move(key === 'ArrowLeft' ? -1 : 1, isMarking);
        return true;
      case 'PageUp':
      case 'PageDown':
        if (range) pan((range.to - range.from) * (key === 'PageUp' ? -0.5 : 0.5));
        return true;
      case 'Home':
      case 'End':
        forget();
        cursor.value = (key === 'Home' ? range?.from : range?.to) ?? null;
        return true;
      case '+':
      case '=':
        zoom(middle, 1 / KEY_ZOOM);
        return true;
      case '-':
        zoom(middle, KEY_ZOOM);
        return true;
      case '0':
        timeline.zoom.value = null;
        return true;
      case 'Enter':
        if (marked.value) filter(marked.value);
        else if (cursor.value !== null) goToTime(cursor.value);
        forget();
        return true;
      case 'Escape':
        if (marked.value) forget();
        else focusFrames();
        return true;
      default:
        return false;
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!act(event.key, event.shiftKey)) return;
    above.value = null;
    event.preventDefault();
  };

  return {
    onWheel,
    handlers: {
      onKeyDown,
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onLostPointerCapture: forget,
      onPointerLeave: () => {
        above.value = null;
        if (from.current === null) cursor.value = null;
      },
      onBlur: () => {
        cursor.value = null;
        forget();
      },
      onDblClick: () => {
        timeline.zoom.value = null;
      },
    },
  };
}
