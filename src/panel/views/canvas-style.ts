import type { ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { COLORS, type Colors, type Look } from '../timeline/paint.ts';

/**
 * What the style sheet says of a canvas: read anew only when `changes` has counted up, for reading it has the browser
 * work out the style of all that has just changed in the panel.
 */
export function useCanvasStyle(changes: ReadonlySignal<number>): (canvas: HTMLElement) => Look {
  const known = useRef<{ at: number; look: Look } | null>(null);
  return (canvas) => {
    if (known.current?.at !== changes.peek()) known.current = { at: changes.peek(), look: lookOf(canvas) };
    return known.current.look;
  };
}

function lookOf(canvas: HTMLElement): Look {
  const style = getComputedStyle(canvas);
  const pixels = (name: string): number => Number.parseFloat(style.getPropertyValue(name)) || 0;
  return {
    heights: { axis: pixels('--axis-h'), traffic: pixels('--traffic-h'), lane: pixels('--lane-h') },
    colors: colorsOf(canvas),
    font: style.fontFamily,
  };
}

/** The style sheet's colours as a canvas takes them: it knows no custom properties. */
function colorsOf(canvas: HTMLElement): Colors {
  const { style } = canvas;
  const resolve = (name: string): string => {
    style.color = `var(--${name})`;
    return getComputedStyle(canvas).color;
  };
  const colors = Object.fromEntries(COLORS.map((name) => [name, resolve(name)])) as Colors;
  style.color = '';
  return colors;
}
