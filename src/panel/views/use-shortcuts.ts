import { useLayoutEffect } from 'preact/hooks';
import type { Store } from '../store/store.ts';
import { focusFilter, focusFind } from './focus.ts';
import { hasCommand, keyOf } from './keys.ts';

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
      const isInDialog = document.querySelector('dialog[open]') !== null;
      // The browser closes a dialog by itself.
      if (event.defaultPrevented || (isInDialog && event.key === 'Escape')) return event.stopPropagation();
      if (event.altKey || event.isComposing) return;
      const action =
        event.key === 'F3' ? finder.isOpen.value && view.value === 'frames' && 'step' : actionOf(event);
      if (!action || (action === 'menu' && !openMenu(event))) return;
      event.preventDefault();
      event.stopPropagation();
      // Nothing changes behind a dialog, nor for as long as a key is held.
      if (isInDialog || (event.repeat && action !== 'step')) return;
      if (action === 'filter') toFilter();
      else if (action === 'find') toFind();
      else if (action === 'help') showsShortcuts.value = true;
      else if (action === 'step') finder.step(event.shiftKey ? -1 : 1);
      else if (action === 'record') recording.toggle();
      // Beside a file that is shown, nobody would see what is lost.
      else if (action === 'clear' && library.active.peek().kind === 'live') recording.clear();
    };
    document.body.addEventListener('keydown', onKeyDown);
    return () => document.body.removeEventListener('keydown', onKeyDown);
  }, []);
}

type Action = 'filter' | 'find' | 'help' | 'clear' | 'record' | 'menu';

function actionOf(event: KeyboardEvent): Action | null {
  const { ctrlKey, metaKey, shiftKey, target } = event;
  const key = keyOf(event);
  // Ctrl+L clears in the tools of a Mac, too.
  if (key === 'l' && ctrlKey && !shiftKey) return 'clear';
  if (hasCommand(event))
    switch (key) {
      case 'f':
        return isInTable(target) ? 'find' : 'filter';
      case 'l':
        return 'clear';
      case 'e':
        return 'record';
      default:
        return null;
    }
  if (ctrlKey || metaKey) return null;
  if (key === 'F10' && shiftKey) return 'menu';
  const isTyping =
    target instanceof Element &&
    target.matches('input:not([type=checkbox], [type=radio], [type=file]), textarea');
  if (isTyping) return null;
  return key === '/' ? 'filter' : key === '?' ? 'help' : null;
}

/** On a Mac no key does. Whether somebody has a menu. */
const openMenu = ({ target }: KeyboardEvent): boolean =>
  target?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true })) === false;

/** In the frame table, or in what finds things in it. */
const isInTable = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.find, [role=grid][aria-label=Frames]') !== null;
