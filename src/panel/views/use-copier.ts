import type { Payload } from '../../protocol/payload.ts';
import { type CopyForm, writeDown } from '../frames/copy-form.ts';
import { copyText } from './copy-text.ts';
import { useStore } from './store-context.ts';

/** Puts things on the clipboard, without what the user hides. Each tells whether it is there, and has said where not. */
export interface Copier {
  /** `names` are those of the JSON members that lead to it, where it is the value of one. */
  text(text: string, names?: readonly string[]): Promise<boolean>;
  /** Null is too much. */
  payloads(payloads: Promise<readonly Payload[] | null>, form: CopyForm | null): Promise<boolean>;
}

/** Call it in a click or key press. */
export function useCopier(): Copier {
  const { hiding, problems } = useStore();

  const put = async (text: string): Promise<boolean> => {
    const isThere = await copyText(text);
    if (!isThere)
      problems.add(
        'The clipboard is closed to this panel.',
        'Select the text in the details and copy it there.',
      );
    return isThere;
  };

  return {
    async text(text, names) {
      const cleaner = hiding.cleaner();
      if (!cleaner) return put(text);
      const shown = await (await cleaner).clean([names ? { text, names } : { text }]);
      return shown !== null && put(shown.join(''));
    },
    async payloads(coming, form) {
      const payloads = await coming;
      if (payloads === null) {
        problems.add('This is too much for the clipboard.', 'Save the frames to a file instead.');
        return false;
      }
      if (payloads.length === 0) return false;
      const cleaner = hiding.cleaner();
      if (!cleaner) return put(writeDown(payloads, form));
      const texts = payloads.filter((payload) => typeof payload === 'string');
      const shown = (await (await cleaner).clean(texts.map((text) => ({ text }))))?.values();
      if (!shown) return false;
      const cleaned = payloads.map((payload) =>
        typeof payload === 'string' ? (shown.next().value ?? '') : payload,
      );
      return put(writeDown(cleaned, form));
    },
  };
}
