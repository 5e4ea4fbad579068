import type { Page } from 'puppeteer-core';
import type { Chromium } from '../../scripts/chromium.mjs';
import type { Firefox } from '../../scripts/firefox.mjs';
import type { Work } from '../support/driven-browser.ts';
import { until } from '../support/until.ts';

type Run = <A extends unknown[], R>(work: Work<A, R>, ...args: A) => Promise<Awaited<R>>;
type Sendable = (...args: unknown[]) => unknown;

const PANEL = 'src/panel/panel.html';

/** Opens the panel in a window of its own for the page at `url`, as the toolbar's popup does. */
export async function openChromiumWindow(chromium: Chromium, url: string): Promise<{ page: Page; run: Run }> {
  const { browser, extension } = chromium;
  const panel = `chrome-extension://${extension}/${PANEL}`;
  // Only the extension's own pages have the API that names a tab.
  const helper = await browser.newPage();
  await helper.goto(`${panel}?tab=0`);
  const address = await helper.evaluate(
    async (url: string, panel: string) => {
      const { chrome } = window as unknown as { chrome: ChromeApi };
      const tabs = await chrome.tabs.query({});
      const tab = tabs.find((one) => one.url === url);
      if (!tab) throw new Error(`No tab has ${url}, only ${tabs.map((one) => one.url).join(' ')}`);
      const address = `${panel}?tab=${tab.id}`;
      await chrome.windows.create({ url: address, type: 'popup', width: 1100, height: 720 });
      return address;
    },
    url,
    panel,
  );
  await helper.close();
  const page = await until('the window with the panel', async () => {
    for (const page of await browser.pages()) if (page.url() === address) return page;
    return null;
  });
  await chromium.page.bringToFront();
  await until('the panel in its window', () =>
    page.evaluate(() => document.querySelector('[role=grid]') !== null),
  );
  return {
    page,
    run: async <A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>> =>
      (await page.evaluate(work as unknown as Sendable, ...args)) as Awaited<R>,
  };
}

interface ChromeApi {
  tabs: { query(filter: object): Promise<{ id: number; url: string }[]> };
  windows: { create(options: object): Promise<unknown> };
}

const PANEL_URL = `
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const tab = ExtensionParent.apiManager.global.tabTracker.getId(window.gBrowser.selectedTab);
  const policy = WebExtensionPolicy.getActiveExtensions().find(({ id }) => id === args[0]);
  return policy.getURL('${PANEL}?tab=' + tab);`;
const OPEN_WINDOW = `
  window.openTrustedLinkIn(args[0], 'window', {});`;

/** The same in Firefox. */
export async function openFirefoxWindow(firefox: Firefox): Promise<Run> {
  const { marionette } = firefox;
  await firefox.target('page');
  const page: string = await firefox.command('WebDriver:GetWindowHandle');
  const url = await marionette.run('chrome', PANEL_URL, ['framereel@framereel.dev']);
  await marionette.run('chrome', OPEN_WINDOW, [url]);
  const panel = await until('the window with the panel', async () => {
    const handles: string[] = await firefox.command('WebDriver:GetWindowHandles');
    return handles.find((handle) => handle !== page);
  });
  const run: Run = async <A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>> => {
    await firefox.command('WebDriver:SwitchToWindow', { handle: panel, focus: false });
    try {
      return await firefox.run(work, ...args);
    } finally {
      await firefox.command('WebDriver:SwitchToWindow', { handle: page, focus: false });
    }
  };
  await until('the panel in its window', () => run(() => document.querySelector('[role=grid]') !== null));
  return run;
}
