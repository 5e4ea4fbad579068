import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface Props {
  label: string;
  /** `x` stands between columns, `y` between rows */
  axis: 'x' | 'y';
  /** the edge of the part it stands in: dragged outwards, the part grows */
  edge: 'start' | 'end';
  /** CSS pixels; 0 lets the layout decide */
  size: Signal<number>;
}

/** The least a part is dragged to, in CSS pixels, and how much of the stage it may take. */
const MIN_SIZE = 120;
const MAX_SHARE = 0.75;
/** One press of an arrow key, in CSS pixels. */
const STEP = 16;

/** The edge of a part of the stage, which can be dragged. Double-click lets the layout decide again. */
export function Split({ label, axis, edge, size }: Props) {
  const bar = useRef<HTMLSpanElement>(null);
  const drag = useRef<{ from: number; size: number } | null>(null);
  const [box, setBox] = useState({ now: 0, most: 0 });

  const measure = () => {
    const part = bar.current?.parentElement;
    const stage = part?.parentElement;
    const [now, room] =
      axis === 'x'
        ? [part?.offsetWidth ?? 0, stage?.offsetWidth ?? 0]
        : [part?.offsetHeight ?? 0, stage?.offsetHeight ?? 0];
    return { now, most: Math.max(MIN_SIZE, Math.round(room * MAX_SHARE)) };
  };
  useLayoutEffect(() => setBox(measure()), [size.value, axis]);

  const put = (wanted: number): void => {
    size.value = Math.round(Math.min(Math.max(wanted, MIN_SIZE), measure().most));
  };
  const outwards = edge === 'end' ? 1 : -1;
  const along = (event: PointerEvent): number => (axis === 'x' ? event.clientX : event.clientY);

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    drag.current = { from: along(event), size: measure().now };
    bar.current?.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent): void => {
    const { current } = drag;
    if (current) put(current.size + (along(event) - current.from) * outwards);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
    const way = event.key === more ? 1 : event.key === less ? -1 : 0;
    if (way === 0) return;
    event.preventDefault();
    put(measure().now + way * STEP * outwards);
  };
  const letGo = (): void => {
    drag.current = null;
  };

  return (
    <span
      class={`split ${axis} ${edge}`}
      role="separator"
      aria-label={label}
      aria-orientation={axis === 'x' ? 'vertical' : 'horizontal'}
      aria-valuenow={box.now}
      aria-valuemin={MIN_SIZE}
      aria-valuemax={box.most}
      title="Drag to resize, double-click to reset"
      tabIndex={0}
      ref={bar}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={letGo}
      onLostPointerCapture={letGo}
      onDblClick={() => {
        size.value = 0;
      }}
      onKeyDown={onKeyDown}
    />
  );
}
