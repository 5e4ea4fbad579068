import { useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Completion } from '../../filter/complete.ts';
import type { Expression } from '../../filter/expression.ts';
import { remember } from '../filter/filter-history.ts';
import { paintQuery, type Stretch } from '../filter/paint.ts';
import type { CompletionListProps } from './CompletionList.tsx';
import { completionId } from './completion-id.ts';
import { focusFrames } from './focus.ts';
import { lazy } from './lazy.tsx';
import { useStore } from './store-context.ts';

const CompletionList = lazy<CompletionListProps>(() =>
  import('./CompletionList.tsx').then((module) => module.CompletionList),
);

interface Props {
  /** id of the element that says what is wrong, null while nothing is */
  problemId: string | null;
  isWrong: boolean;
}

/** What is proposed, and which of it the keyboard is on; `moved` once the user has chosen with the arrows. */
interface Proposal {
  completions: Completion[];
  at: number;
  moved: boolean;
}

/** The filter's input: the text is painted behind it, and what may come next is proposed below. */
export function QueryInput({ problemId, isWrong }: Props) {
  const { query, library, settings } = useStore();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const paint = useRef<HTMLDivElement>(null);
  const proposal = useSignal<Proposal | null>(null);
  /** counts what was asked for and closed */
  const asked = useRef(0);
  /** says what the query means, once the pointer has asked */
  const explainer = useSignal<{ explain: (expression: Expression | null) => string } | null>(null);
  const text = query.text.value;
  const parsed = query.parsed.value;
  const stretches = useMemo(() => paintQuery(text, parsed.tokens), [text, parsed]);

  const syncScroll = (): void => {
    if (paint.current && input.current) paint.current.scrollLeft = input.current.scrollLeft;
  };
  const close = (): void => {
    asked.current++;
    proposal.value = null;
  };
  /** Not before what knows the language's words is loaded; unless it was closed, or asked for again, meanwhile. */
  const propose = async (): Promise<void> => {
    const ask = ++asked.current;
    const { proposalsFor } = await import('../filter/propose.ts');
    if (ask !== asked.current) return;
    const { savedFilters, usedFilters } = settings;
    const remembered = { saved: savedFilters.peek(), used: usedFilters.peek() };
    const completions = proposalsFor(
      query.text.peek(),
      query.caret.peek(),
      library.active.peek(),
      remembered,
    );
    proposal.value = completions.length > 0 ? { completions, at: 0, moved: false } : null;
  };

  // Asked for before that, the scroll place has the whole panel laid out in the middle of a key stroke.
  useLayoutEffect(() => {
    const frame = requestAnimationFrame(syncScroll);
    return () => cancelAnimationFrame(frame);
  });
  useEffect(() => {
    const onSelection = (): void => {
      const element = input.current;
      if (!element || document.activeElement !== element) return;
      const caret = element.selectionEnd ?? element.value.length;
      if (caret !== query.caret.peek()) {
        query.caret.value = caret;
        if (proposal.peek()) void propose();
      }
      syncScroll();
    };
    document.addEventListener('selectionchange', onSelection);
    return () => document.removeEventListener('selectionchange', onSelection);
  }, []);

  /** What was typed and makes sense can be had again. */
  const keep = (): void => {
    if (query.parsed.peek().errors.length === 0)
      settings.usedFilters.value = remember(settings.usedFilters.peek(), query.text.peek());
  };

  const write = (next: string, caret: number): void => {
    query.text.value = next;
    query.caret.value = caret;
  };

  const take = ({ at, length, text: taken, goesOn }: Completion): void => {
    const element = input.current;
    if (!element) return;
    // A whole term makes way for the next one.
    const isWhole = !goesOn;
    const rest = text.slice(at + length);
    const gap = isWhole && !/^\s/.test(rest) ? ' ' : '';
    const caret = at + taken.length + (isWhole ? 1 : 0);
    element.value = text.slice(0, at) + taken + gap + rest;
    element.setSelectionRange(caret, caret);
    write(element.value, caret);
    // A path may be all that is asked; a field needs a value.
    if (taken.endsWith(':')) void propose();
    else close();
    element.focus();
  };

  const onInput = (): void => {
    const element = input.current;
    if (!element) return;
    write(element.value, element.selectionEnd ?? element.value.length);
    void propose();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.altKey || event.metaKey || (event.ctrlKey && event.key !== ' ')) return;
    // The way back through the panel takes nothing along.
    if (event.key === 'Tab' && event.shiftKey) return;
    const current = proposal.value;
    const handled = current ? onProposalKey(event.key, current) : onPlainKey(event);
    if (handled) event.preventDefault();
  };

  const onProposalKey = (key: string, current: Proposal): boolean => {
    const { completions, at } = current;
    const move = (to: number): boolean => {
      const next = (to + completions.length) % completions.length;
      proposal.value = { completions, at: next, moved: true };
      return true;
    };
    const chosen = completions[at];
    switch (key) {
      case 'ArrowDown':
        return move(current.moved ? at + 1 : completions.length > 1 ? 1 : 0);
      case 'ArrowUp':
        return move(at - 1);
      case 'Tab':
        if (chosen) take(chosen);
        return true;
      case 'Enter':
        if (current.moved && chosen) take(chosen);
        else {
          close();
          keep();
        }
        return true;
      case 'Escape':
        close();
        return true;
      default:
        return false;
    }
  };

  const onPlainKey = ({ key, ctrlKey }: KeyboardEvent): boolean => {
    if (key === 'Escape') {
      if (text === '') focusFrames();
      else {
        keep();
        write('', 0);
      }
      return true;
    }
    if (key === 'Enter') keep();
    if (key === 'ArrowDown' || (key === ' ' && ctrlKey)) {
      void propose();
      return true;
    }
    return false;
  };

  const open = proposal.value;
  return (
    <div class="query">
      <div class="paint" aria-hidden="true" ref={paint}>
        {stretches.map((stretch, index) => (
          <Painted key={index} {...stretch} />
        ))}
      </div>
      <input
        type="search"
        ref={input}
        aria-label="Filter frames"
        aria-autocomplete="list"
        aria-controls={open ? id : undefined}
        aria-activedescendant={open ? completionId(id, open.at) : undefined}
        aria-invalid={isWrong}
        aria-describedby={problemId ?? undefined}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder="dir:in  type:binary  json:path=value  -is:heartbeat"
        title={text === '' ? 'Filter (/)' : explainer.value?.explain(parsed.expression)}
        onPointerEnter={async () => {
          explainer.value = await import('../../filter/explain.ts');
        }}
        value={text}
        onInput={onInput}
        onKeyDown={onKeyDown}
        onScroll={syncScroll}
        onBlur={() => {
          close();
          keep();
        }}
      />
      {open && (
        <CompletionList id={id} query={text} completions={open.completions} chosen={open.at} onTake={take} />
      )}
    </div>
  );
}

function Painted({ kind, tone, parts }: Stretch) {
  const content = parts.map(({ text, isField }, index) => (isField ? <b key={index}>{text}</b> : text));
  return <span class={`${PAINT_CLASSES[kind]} ${tone}`}>{content}</span>;
}

const PAINT_CLASSES: Record<Stretch['kind'], string> = { chip: 'chip', operator: 'op', space: '' };
