import browser from 'webextension-polyfill';
import { hearsDevtoolsPage, overBroadcast, overMessages } from '../protocol/hand-over-channel.ts';
import type { PagePlan } from '../protocol/plan.ts';
import { ARM_EVENT } from '../protocol/rendezvous.ts';
import { collectHandshakes } from './background-handshakes.ts';
import { type ChromeNetwork, openBrowserLog } from './browser-log.ts';
import { download } from './download.ts';
import { handshakesInHar } from './har-handshakes.ts';
import type { Host, Theme } from './host.ts';
import { bequeath, inherit } from './inherit.ts';
import { createFreshWays, type InspectedWindow } from './inspected-window.ts';
import { isPrivate } from './is-private.ts';
import { loadWorkerTaps } from './load-worker-taps.ts';
import { openLink } from './open-link.ts';
import { RESOURCES, requestsInHar, requestsOfPage } from './other-requests.ts';
import { requestAccess, siteAccess } from './site-access.ts';

/** The panel in DevTools. */
export function devtoolsHost(): Host {
  const { inspectedWindow, network, panels } = browser.devtools;
  const tab = inspectedWindow.tabId;
  const id = crypto.randomUUID();
  let channel = overBroadcast(tab);
  // A document that is just being loaded answers nothing yet.
  let navigated = '';
  network.onNavigated.addListener((url) => {
    navigated = url;
  });
  const collected = __BROWSER__ === 'firefox' ? collectHandshakes(tab) : null;
  const wayToReload = __BROWSER__ === 'firefox' ? createFreshWays() : async () => inspectedWindow;
  const wayToEvaluate = createFreshWays();
  let way: Promise<InspectedWindow> = Promise.resolve(inspectedWindow);
  const evaluate = async (code: string): Promise<unknown> => {
    const tried = way;
    const answer: unknown = await (await tried).eval(code).catch(async (error: unknown) => {
      if (__BROWSER__ === 'chrome') throw error;
      // Of several that fail one after the other, the first makes the new way for all.
      if (way === tried) way = wayToEvaluate();
      return (await way).eval(code);
    });
    // Firefox gives the result with its exception, Chrome the result alone.
    return Array.isArray(answer) ? answer[0] : answer;
  };
  const pageUrl = async (): Promise<string> => {
    const url = await evaluate('location.href').catch(() => '');
    return typeof url === 'string' && url !== '' ? url : navigated;
  };

  return {
    home: 'devtools',
    openLink: (listener) => openLink(tab, id, listener),

    async inherit() {
      if (__BROWSER__ === 'firefox' && !(await hearsDevtoolsPage(tab)))
        channel = overMessages(browser.runtime, tab);
      return inherit(channel, id);
    },
    bequeath: (estate, pieces) => bequeath(channel, estate, pieces),

    theme: () => toTheme(panels.themeName),
    onTheme(listener) {
      const onName = (name: string): void => listener(toTheme(name));
      if (__BROWSER__ === 'firefox') panels.onThemeChanged.addListener(onName);
      else (panels as unknown as ChromePanels).setThemeChangeHandler(onName);
    },

    reload(plan) {
      const options = plan === null ? {} : { injectedScript: armingScript(plan) };
      void wayToReload().then((way) => way.reload(options));
    },
    pageUrl,
    async handshakes() {
      if (collected) return collected();
      const log = await (network as unknown as ChromeNetwork).getHAR();
      return handshakesInHar(log.entries);
    },
    async pageRequests() {
      if (__BROWSER__ === 'chrome')
        return requestsInHar((await (network as unknown as ChromeNetwork).getHAR()).entries);
      return requestsOfPage(await evaluate(RESOURCES));
    },
    log: __BROWSER__ === 'chrome' ? openBrowserLog(network as unknown as ChromeNetwork) : null,
    workerTaps: __BROWSER__ === 'chrome' ? () => loadWorkerTaps(tab) : null,
    onNavigated: (listener) => network.onNavigated.addListener(listener),
    isPrivate: () => isPrivate(tab),
    siteAccess: async () => siteAccess(await pageUrl()),
    requestAccess: async () => requestAccess(await pageUrl()),
    evaluate,
    download,
  };
}

interface ChromePanels {
  setThemeChangeHandler(handler: (name: string) => void): void;
}

const toTheme = (name: string): Theme => (name === 'dark' ? 'dark' : 'light');

/** Runs in the reloaded document before its first script: leaves the plan where the page script asks for it. */
function armingScript(plan: PagePlan): string {
  const literal = JSON.stringify(JSON.stringify(plan));
  return `document.fonts.addEventListener(${JSON.stringify(ARM_EVENT)}, (event) => { event.stopImmediatePropagation(); event.detail.plan = ${literal}; }, { once: true });`;
}
