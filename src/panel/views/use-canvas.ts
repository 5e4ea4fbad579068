import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { useMedia } from './use-media.ts';

/**
 * Tells when a canvas has to be drawn anew: `width` is its width in CSS pixels, `style` counts up when what the
 * style sheet says may have changed.
 */
export function useCanvas(
  canvas: RefObject<HTMLCanvasElement | null>,
  isThere: boolean,
): { width: number; style: ReadonlySignal<number> } {
  const width = useSignal(0);
  const style = useSignal(0);
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const isLow = useMedia('(max-height: 600px)');
  const isNarrow = useMedia('(max-width: 600px)');
  const isStark = useMedia('(prefers-contrast: more)');
  useEffect(() => {
    style.value++;
  }, [isDark, isLow, isNarrow, isStark]);
  useEffect(() => {
    const theme = new MutationObserver(() => style.value++);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => theme.disconnect();
  }, []);
  // It is not there before there is something to draw.
  useLayoutEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const measure = (): void => {
      width.value = element.clientWidth;
    };
    const size = new ResizeObserver(measure);
    size.observe(element);
    measure();
    return () => size.disconnect();
  }, [isThere]);
  return { width: width.value, style };
}
