import browser from 'webextension-polyfill';
import { overBoth, overBroadcast, overMessages, showPresence } from '../protocol/hand-over-channel.ts';
import { HANDSHAKE_PORT } from '../protocol/handshake.ts';
import { openLink } from '../protocol/open-link.ts';
import { RECONNECT_MS } from '../protocol/relay-link.ts';
import { createCaretaker } from './caretaker.ts';
import { keepsLog } from './keeps-log.ts';

const tab = browser.devtools.inspectedWindow.tabId;

createCaretaker({
  openLink: (listener) => openLink(browser, tab, crypto.randomUUID(), listener),
  channel:
    __BROWSER__ === 'firefox'
      ? overBoth(overBroadcast(tab), overMessages(browser.runtime, tab))
      : overBroadcast(tab),
  keepsLog: () => keepsLog(localStorage),
});

/** Firefox: handshakes are watched for as long as somebody asks, so ask from the moment DevTools open. */
function watchHandshakes(): void {
  const port = browser.runtime.connect({ name: `${HANDSHAKE_PORT}${tab}` });
  port.onDisconnect.addListener(() => setTimeout(watchHandshakes, RECONNECT_MS));
}
if (__BROWSER__ === 'firefox') {
  showPresence(tab);
  watchHandshakes();
}

browser.devtools.panels.create('Framereel', '/icons/32.png', '/src/panel/panel.html');
