import browser from 'webextension-polyfill';
import { isAccessQuestion } from '../protocol/access.ts';

/** Tells panels whether a site may be read, and opens the page that asks. */
export function answerAccessQuestions(): void {
  browser.runtime.onMessage.addListener((message: unknown) => {
    if (!isAccessQuestion(message)) return undefined;
    const { pattern, ask } = message;
    if (ask)
      void browser.tabs.create({ url: `/src/access/access.html?pattern=${encodeURIComponent(pattern)}` });
    return browser.permissions.contains({ origins: [pattern] });
  });
}
