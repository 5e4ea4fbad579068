import { useLayoutEffect } from 'preact/hooks';
import type { Store } from '../store/store.ts';
import { focusFilter, focusFind } from './focus.ts';

/**
 * Keys that work everywhere in the panel. Chrome's DevTools listen at the panel's document and take Ctrl+F, F1, F3, ?
 * and Esc for their own, whatever the panel has made of them: what means something here ends at the body.
 */
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
      // The browser closes a dialog by itself.
      if (event.defaultPrevented || isForDialog(event)) return event.stopPropagation();
      if (event.altKey || event.isComposing) return;
      const action = event.key === 'F3' ? finder.isOpen.value && 'step' : actionOf(event);
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      if (action === 'filter') toFilter();
      else if (action === 'find') toFind();
      else if (action === 'help') showsShortcuts.value = true;
      else if (action === 'step') finder.step(event.shiftKey ? -1 : 1);
      else if (action === 'record') recording.toggle();
      // Beside a file that is shown, nobody would see what is lost.
      else if (library.active.peek().kind === 'live') recording.clear();
    };
    document.body.addEventListener('keydown', onKeyDown);
    return () => document.body.removeEventListener('keydown', onKeyDown);
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

const isForDialog = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Escape' && target instanceof Element && target.closest('dialog') !== null;

/** In the frame table, or in what finds things in it. */
const isInTable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.find, [role=grid][aria-label=Frames]') !== null;
