import browser from 'webextension-polyfill';
import { collectHandshakes } from './background-handshakes.ts';
import { download } from './download.ts';
import type { Host } from './host.ts';
import { isPrivate } from './is-private.ts';
import { loadWorkerTaps } from './load-worker-taps.ts';
import { openLink } from './open-link.ts';
import { requestAccess, siteAccess } from './site-access.ts';

/** The panel in a window of its own, for a tab whose DevTools may be closed. */
export function windowHost(tab: number): Host {
  const id = crypto.randomUUID();
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const collected = __BROWSER__ === 'firefox' ? collectHandshakes(tab) : null;
  const pageUrl = async (): Promise<string> => (await browser.tabs.get(tab).catch(() => null))?.url ?? '';

  return {
    home: 'window',
    openLink: (listener) => openLink(tab, id, listener),
    inherit: async () => null,
    bequeath() {
      // Nobody outlives this window; the documents keep their history.
    },
    theme: () => (dark.matches ? 'dark' : 'light'),
    onTheme: (listener) => dark.addEventListener('change', () => listener(dark.matches ? 'dark' : 'light')),
    reload: () => void browser.tabs.reload(tab),
    pageUrl,
    handshakes: async () => collected?.() ?? [],
    pageRequests: async () => [],
    log: null,
    workerTaps: __BROWSER__ === 'chrome' ? () => loadWorkerTaps(tab) : null,
    onNavigated(listener) {
      browser.tabs.onUpdated.addListener((updated, change) => {
        if (updated === tab && change.status === 'complete') void pageUrl().then(listener);
      });
    },
    isPrivate: () => isPrivate(tab),
    siteAccess: async () => siteAccess(await pageUrl()),
    requestAccess: async () => requestAccess(await pageUrl()),
    evaluate: null,
    download,
  };
}
