import path from 'node:path';
import { ChromiumBrowser } from '../support/chromium-browser.ts';
import type { Work } from '../support/driven-browser.ts';
import { FirefoxBrowser } from '../support/firefox-browser.ts';
import { type BrowserKind, launch, type PanelDriver } from '../support/panel-driver.ts';
import { until } from '../support/until.ts';
import { openChromiumWindow, openFirefoxWindow } from './panel-window.ts';

/** What stands beside the page, by the letters the tables use. */
export const SETUPS = {
  plain: '(a) plain',
  closed: '(b) DevTools closed',
  recording: '(c) panel recording',
  inspector: '(d) browser’s own inspector',
  empty: '(e) empty panel',
  window: '(f) panel in a window',
} as const;
export type SetupName = keyof typeof SETUPS;

export interface Setup {
  name: SetupName;
  driver: PanelDriver;
  /** runs something in our panel; null where none is open */
  inPanel: (<A extends unknown[], R>(work: Work<A, R>, ...args: A) => Promise<Awaited<R>>) | null;
  close(): Promise<void>;
}

const EMPTY = path.join(import.meta.dirname, 'empty-extension');

/**
 * A string, because bundlers rewrite `import()` in functions. Called while DevTools start, `showView` shows nothing:
 * says whether the panel is there.
 */
const SHOW_NETWORK = `Promise.all([
  import('devtools://devtools/bundled/ui/legacy/legacy.js'),
  import('devtools://devtools/bundled/panels/network/network.js'),
]).then(([{ ViewManager }, { NetworkPanel }]) => {
  ViewManager.ViewManager.instance().showView('network');
  return NetworkPanel.NetworkPanel.instance().isShowing();
})`;
const HAS_LOGGED = `import('devtools://devtools/bundled/models/logs/logs.js')
  .then(({ NetworkLog }) => NetworkLog.NetworkLog.instance().requests().length > 0)`;
const SHOW_NETMONITOR = `
  const { require: load } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = load('devtools/client/framework/devtools');
  await gDevTools.showToolboxForTab(window.gBrowser.selectedTab, { toolId: 'netmonitor', hostType: 'bottom' });`;

/** Starts a browser in one of the states that are compared, on the page at `url`. */
export async function openSetup(kind: BrowserKind, name: SetupName, url: string): Promise<Setup> {
  const none = name === 'plain' || name === 'inspector';
  const driver = await launch(
    kind,
    none ? { extension: null } : name === 'empty' ? { extension: EMPTY } : {},
  );
  const setup: Setup = { name, driver, inPanel: null, close: () => driver.close() };
  try {
    await driver.open(url);
    if (name === 'recording' || name === 'empty') await driver.openPanel();
    if (name === 'recording') setup.inPanel = (work, ...args) => driver.evalInPanel(work, ...args);
    if (name === 'inspector') await showInspector(driver, url);
    if (name === 'window')
      setup.inPanel =
        driver.browser instanceof ChromiumBrowser
          ? (await openChromiumWindow(driver.browser.chromium, url)).run
          : await openFirefoxWindow((driver.browser as FirefoxBrowser).firefox);
    return setup;
  } catch (error) {
    await driver.close();
    throw error;
  }
}

async function showInspector(driver: PanelDriver, url: string): Promise<void> {
  const { browser } = driver;
  if (browser instanceof FirefoxBrowser) {
    await browser.firefox.marionette.run('chrome', SHOW_NETMONITOR, []);
    return;
  }
  if (!(browser instanceof ChromiumBrowser)) return;
  const devtools = await browser.chromium.openDevtools();
  // Until DevTools have started, their modules throw.
  await until('the Network panel', () => devtools.evaluate(SHOW_NETWORK) as Promise<boolean>, 30_000);
  // … and until some time later nothing is logged.
  const isLogging = async (): Promise<boolean> => {
    await driver.open(url);
    return (await devtools.evaluate(HAS_LOGGED)) as boolean;
  };
  await until('a log of the page', isLogging, 30_000);
}
