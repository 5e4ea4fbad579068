import { isMac } from '../format/key-label.ts';

/**
 * What a key is called in shortcuts. Letters are small, whatever Caps Lock is; where a layout has no Latin letters, the
 * one that is there in a layout that has some, as in DevTools.
 */
export function keyOf({ key, code, shiftKey }: KeyboardEvent): string {
  if (key.length !== 1) return key;
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter && /\p{L}/u.test(key) && !/\p{Script=Latin}/u.test(key))
    return shiftKey ? letter : letter.toLowerCase();
  return shiftKey ? key : key.toLowerCase();
}

/** Ctrl, or Cmd on a Mac, where Ctrl moves the caret. With Shift it is another key, and with Alt a character. */
export const hasCommand = ({ ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): boolean =>
  (isMac ? metaKey : ctrlKey) && !shiftKey && !altKey;

/** Whether a menu was asked for by a key, and has no place of the pointer's. On a Mac Ctrl makes a click one that asks. */
export const isByKey = ({ button, ctrlKey }: MouseEvent): boolean => button !== 2 && !ctrlKey;
