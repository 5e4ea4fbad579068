import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Expression, meaningOf, termsOf } from '../../filter/expression.ts';
import { compile, type Matcher } from '../../filter/match.ts';
import { type Parsed, parse } from '../../filter/parse.ts';
import { regexTerms } from '../../filter/regex-risk.ts';

/** The filter box: what is typed, and what it means. */
export interface Query {
  text: Signal<string>;
  /** where the caret stands in it: a term that is only begun there is no error yet */
  caret: Signal<number>;
  parsed: ReadonlySignal<Parsed>;
  /** null where nothing is filtered */
  matcher: ReadonlySignal<Matcher | null>;
  /** the query where it must not be run here, as it may take for ever; null where it may */
  risky: ReadonlySignal<Expression | null>;
  /** whether what it finds depends on the user's bookmarks */
  asksForBookmarks: ReadonlySignal<boolean>;
}

interface Meant {
  meaning: string;
  matcher: Matcher | null;
  risky: Expression | null;
}

export function createQuery(): Query {
  const text = signal('');
  const caret = signal(0);
  const parsed = computed(() => parse(text.value, caret.value));
  let last: Meant = { meaning: meaningOf(null), matcher: null, risky: null };
  const meant = computed(() => {
    const { expression } = parsed.value;
    // The same meaning is the same matcher: a space typed must not begin a scan anew.
    const meaning = meaningOf(expression);
    if (meaning !== last.meaning)
      last = {
        meaning,
        matcher: expression === null ? null : compile(expression),
        risky: riskyOf(expression),
      };
    return last;
  });
  const matcher = computed(() => meant.value.matcher);
  const risky = computed(() => meant.value.risky);
  const asksForBookmarks = computed(() =>
    termsOf(parsed.value.expression).some((term) => term.is === 'flag' && term.flag === 'bookmarked'),
  );
  return { text, caret, parsed, matcher, risky, asksForBookmarks };
}

const riskyOf = (expression: Expression | null): Expression | null =>
  regexTerms(expression).some(({ risk }) => risk === 'risky') ? expression : null;
