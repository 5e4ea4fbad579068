import browser from 'webextension-polyfill';
import type { HarEntry } from './har-handshakes.ts';
import { sizeOfHar, socketsInHar, tellsOfWorker } from './har-sockets.ts';
import type { BrowserLog } from './host.ts';

/** `chrome.devtools.network` as Chrome has it. */
export interface ChromeNetwork {
  getHAR(): Promise<{ entries: HarEntry[] }>;
  onRequestFinished: { addListener(listener: (entry: HarEntry) => void): void };
}

/** Chrome's log, as far as it tells of sockets that our page script did not make. */
export function openBrowserLog(network: ChromeNetwork): BrowserLog {
  const ours = browser.runtime.getURL('');
  return {
    async read() {
      const { entries } = await network.getHAR();
      return {
        sockets: socketsInHar(entries, ours),
        workers: entries.some(tellsOfWorker),
        bytes: sizeOfHar(entries),
      };
    },
    onWorker(listener) {
      network.onRequestFinished.addListener((entry) => {
        // A socket that ends is the first that is heard of it, where its worker is older than DevTools.
        if (tellsOfWorker(entry) || socketsInHar([entry], ours).length > 0) listener();
      });
    },
  };
}
