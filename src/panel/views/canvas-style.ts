import { COLORS, type Colors, type Heights } from '../timeline/paint.ts';

/** The style sheet's colours as a canvas takes them: it knows no custom properties. */
export function colorsOf(element: HTMLElement): Colors {
  const { style } = element;
  const resolve = (name: string): string => {
    style.color = `var(--${name})`;
    return getComputedStyle(element).color;
  };
  const colors = Object.fromEntries(COLORS.map((name) => [name, resolve(name)])) as Colors;
  style.color = '';
  return colors;
}

/** The style sheet's heights of the timeline's parts, in CSS pixels. */
export function heightsOf(element: HTMLElement): Heights {
  const style = getComputedStyle(element);
  const pixels = (name: string): number => Number.parseFloat(style.getPropertyValue(name)) || 0;
  return { axis: pixels('--axis-h'), traffic: pixels('--traffic-h'), lane: pixels('--lane-h') };
}
