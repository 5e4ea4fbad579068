import { payloadsOf } from '../frames/copy-form.ts';
import { framesOf } from '../frames/frames-of.ts';
import { rowForKey } from '../list/list-keys.ts';
import type { ListWindow } from '../list/use-list-window.ts';
import { focusDetails } from './focus.ts';
import { hasCommand, keyOf } from './keys.ts';
import { useStore } from './store-context.ts';
import { useCompare } from './use-compare.ts';
import { useCopier } from './use-copier.ts';
import { useNextOfName } from './use-next-of-name.ts';

/** What is done once, however long the key is held: nobody wants to send a frame so often. */
const ONCE = new Set(['b', 'd', 'e', 'g', 'r', 'v']);

/**
 * What keys do in the frame table.
 *
 * @param extend selects the rows up to this one
 * @param selectedRow the row of the selected frame; between two rows (2.5) where it is not shown, null where none is
 */
export function useFrameKeys(
  list: ListWindow,
  selectedRow: number | null,
  extend: (row: number) => void,
): (event: KeyboardEvent) => void {
  const { library, rows, selection, follow, composer, notes, pageConsole, askForTime } = useStore();
  const { compareChosen } = useCompare();
  const nextOfName = useNextOfName();
  const session = library.active.value;
  const copier = useCopier();

  /** Whether the key does something with the selected frame. */
  const actOn = (frame: number, key: string): boolean => {
    switch (key) {
      case 'Enter':
        focusDetails();
        return true;
      case 'Escape':
        selection.selectFrame(null);
        return true;
      case 'n':
      case 'p': {
        void nextOfName(frame, key === 'n' ? 1 : -1).then((next) => {
          if (typeof next === 'number') selection.selectFrame(next);
        });
        return true;
      }
      case 'd':
        void compareChosen(frame);
        return true;
      case 'v':
        void pageConsole.put(selection.chosen());
        return true;
      case 'b':
        notes.toggle(selection.chosen());
        return true;
      case 'e':
        if (composer.canRepeat(frame)) void composer.edit(frame);
        return true;
      case 'r':
        if (composer.canRepeat(frame)) void composer.resend(frame);
        return true;
      default:
        return false;
    }
  };

  const copy = (): boolean => {
    if (getSelection()?.isCollapsed === false) return false;
    void copier.payloads(payloadsOf(session, selection.chosen()), null);
    return true;
  };

  const selectAll = (): boolean => {
    if (rows.length === 0) return false;
    selection.selectFrames(framesOf(rows, 0, rows.length - 1), selection.frame.value ?? rows.frameAt(0));
    return true;
  };

  /** With Ctrl or Cmd. */
  const command = (key: string): boolean => {
    if (key === 'a') return selectAll();
    return key === 'c' && selection.frame.value !== null && copy();
  };

  const goTo = (key: string): boolean => {
    if (key !== 'g') return false;
    void askForTime();
    return true;
  };

  const move = (key: string, isExtending: boolean): boolean => {
    const to = rowForKey(key, {
      current: selectedRow,
      count: rows.length,
      page: list.page,
      firstInView: list.first,
      lastInView: list.end - 1,
    });
    if (to === null) return false;
    if (isExtending) extend(to);
    else selection.selectFrame(rows.frameAt(to));
    list.reveal(to);
    if (key === 'End' && session.kind === 'live' && rows.applied.value === null) follow.resume();
    return true;
  };

  return (event) => {
    const { ctrlKey, metaKey, altKey, shiftKey, repeat, target } = event;
    const key = keyOf(event);
    const frame = selection.frame.value;
    const isInHead = target instanceof Element && target.closest('[role=columnheader]') !== null;
    const isCommand = ctrlKey || metaKey;
    if (altKey || (isInHead && !isCommand) || event.defaultPrevented) return;
    const isHeld = repeat && ONCE.has(key);
    const isDone = isCommand
      ? hasCommand(event) && command(key)
      : isHeld || (frame !== null && actOn(frame, key)) || goTo(key) || move(key, shiftKey);
    if (isDone) event.preventDefault();
  };
}
