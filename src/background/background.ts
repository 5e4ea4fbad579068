import browser from 'webextension-polyfill';
import { removeOrphans } from '../protocol/spill.ts';
import { answerAccessQuestions } from './access.ts';
import { watchHandshakes } from './handshakes.ts';
import { createSwitchboard } from './switchboard.ts';

/** Firefox only: its panels reach no tab by themselves. Keeps nothing that is worth saving. */
const switchboard = createSwitchboard((tab, call) => {
  browser.tabs.sendMessage(tab, { ...call, tap: __WORKER_TAP__ }).catch(() => {
    // No document of this tab runs our script (yet).
  });
});

/** Until the lock of a panel that goes is free, in milliseconds. */
const GOING_MS = 500;

/** What a closed panel had on the disk goes with it, as far as it is in our storage. */
const tidySoon = (): void => {
  setTimeout(() => void removeOrphans().catch(() => {}), GOING_MS);
};

browser.runtime.onConnect.addListener((port) => {
  const { sender } = port;
  const own = sender?.url?.startsWith(browser.runtime.getURL('')) ?? false;
  switchboard.connect(port, own ? 'recorder' : 'document');
  if (own) port.onDisconnect.addListener(tidySoon);
});

browser.runtime.onMessage.addListener((message: unknown, sender: { tab?: { id?: number } }) => {
  const answer = switchboard.answer(message, sender.tab?.id);
  return answer === null ? undefined : Promise.resolve({ ...answer, tap: __WORKER_TAP__ });
});

answerAccessQuestions();
watchHandshakes();
