import './FindBar.css';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { counted, formatCount } from '../format/count.ts';
import type { Finder } from '../store/find.ts';
import { focusFrames } from './focus.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** Steps through the frames that hold a text. */
export function FindBar() {
  const { finder } = useStore();
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  const close = (): void => {
    finder.isOpen.value = false;
    focusFrames();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    if (event.key === 'Escape') close();
    else if (event.target === input.current) finder.step(event.shiftKey ? -1 : 1);
    else (event.target as HTMLElement).click();
  };
  return (
    <div class="bar find" role="search" aria-label="Find" onKeyDown={onKeyDown}>
      <input
        type="text"
        class="field"
        ref={input}
        aria-label="Find in frames"
        placeholder="Find in the frames shown"
        autocomplete="off"
        spellcheck={false}
        value={finder.text.value}
        onInput={(event) => (finder.text.value = event.currentTarget.value)}
      />
      <span class="places" aria-live="polite">
        {placesOf(finder)}
      </span>
      <button
        type="button"
        class="tool"
        aria-label="Previous match"
        title="Previous match (Shift+Enter)"
        onClick={() => finder.step(-1)}
      >
        <Icon name="sent" />
      </button>
      <button
        type="button"
        class="tool"
        aria-label="Next match"
        title="Next match (Enter)"
        onClick={() => finder.step(1)}
      >
        <Icon name="received" />
      </button>
      <span class="spring" />
      <button type="button" class="tool" aria-label="Close find" title="Close (Esc)" onClick={close}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** `3 of 12`, `12 frames`; with an ellipsis while there may be more. */
function placesOf({ text, count, place, isDone }: Finder): string {
  if (text.value === '') return '';
  const more = isDone.value ? '' : '…';
  const at = place.value;
  return at === null
    ? `${counted(count.value, 'frame')}${more}`
    : `${formatCount(at)} of ${formatCount(count.value)}${more}`;
}
