import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { meaningOf } from '../../filter/expression.ts';
import { searchesIn } from '../frames/find-in-query.ts';
import { spansOf, type TextSpan } from '../text/match-spans.ts';
import { useStore } from './store-context.ts';

/** Where in a text stands what is looked for: by Find while it is open, else by the filter. */
export function useSearch(text: string): readonly TextSpan[] {
  const { query, finder } = useStore();
  const meaning = useComputed(() =>
    meaningOf(finder.expression.value ?? query.parsed.value.expression),
  ).value;
  return useMemo(
    () => spansOf(text, searchesIn(finder.expression.peek() ?? query.parsed.peek().expression)),
    [text, meaning],
  );
}
