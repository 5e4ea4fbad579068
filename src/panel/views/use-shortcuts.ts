import { useLayoutEffect } from 'preact/hooks';
import type { Store } from '../store/store.ts';
import { focusFilter, focusFind } from './focus.ts';

/** Keys that work everywhere in the panel. */
export function useShortcuts({ library, recording, view, finder, showsShortcuts }: Store): void {
  useLayoutEffect(() => {
    const toFilter = (): void => {
      view.value = 'frames';
      // Hidden until the view has been drawn.
      requestAnimationFrame(focusFilter);
    };
    const toFind = (): void => {
      finder.isOpen.value = true;
      focusFind();
    };
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.isComposing) return;
      if (event.key === 'F3' && finder.isOpen.value) {
        event.preventDefault();
        finder.step(event.shiftKey ? -1 : 1);
        return;
      }
      const action = actionOf(event);
      if (!action) return;
      event.preventDefault();
      if (action === 'filter') toFilter();
      else if (action === 'find') toFind();
      else if (action === 'help') showsShortcuts.value = true;
      else if (action === 'record') recording.toggle();
      // Beside a file that is shown, nobody would see what is lost.
      else if (library.active.peek().kind === 'live') recording.clear();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

type Action = 'filter' | 'find' | 'help' | 'clear' | 'record';

function actionOf({ key, ctrlKey, metaKey, target }: KeyboardEvent): Action | null {
  if (ctrlKey || metaKey)
    switch (key.toLowerCase()) {
      case 'f':
        return isInTable(target) ? 'find' : 'filter';
      case 'l':
        return 'clear';
      case 'e':
        return 'record';
      default:
        return null;
    }
  const isTyping =
    target instanceof Element && target.matches('input:not([type=checkbox], [type=radio]), textarea, select');
  if (isTyping) return null;
  return key === '/' ? 'filter' : key === '?' ? 'help' : null;
}

/** In the frame table, or in what finds things in it. */
const isInTable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.find, [role=grid][aria-label=Frames]') !== null;
