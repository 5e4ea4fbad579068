import { ChromiumBrowser } from '../../support/chromium-browser.ts';
import { FirefoxBrowser } from '../../support/firefox-browser.ts';
import type { PanelDriver } from '../../support/panel-driver.ts';

export const STATES = ['panel visible', 'panel hidden', 'page in background'] as const;
export type State = (typeof STATES)[number];

/** A string, because bundlers rewrite `import()` in functions. */
const SHOW_CONSOLE = `import('devtools://devtools/bundled/ui/legacy/legacy.js')
  .then(({ ViewManager }) => void ViewManager.ViewManager.instance().showView('console'))`;
/** The driver takes a panel that has been shown once for one that is in front. */
const SHOW_PANEL = `import('devtools://devtools/bundled/ui/legacy/legacy.js').then(({ ViewManager }) => {
  const manager = ViewManager.ViewManager.instance();
  const ours = (key) => key.startsWith('chrome-extension://') && key.endsWith('Framereel');
  manager.showView([...manager.views.keys()].find(ours));
})`;
const SHOW_OPTIONS = `
  const { require: load } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
  const { gDevTools } = load('devtools/client/framework/devtools');
  await gDevTools.getToolboxForTab(window.gBrowser.selectedTab).selectTool('options');`;

/** Puts another DevTools panel or another tab in front; returns the way to have the page in front again. */
export async function takeAway({ browser }: PanelDriver, state: State): Promise<() => Promise<void>> {
  if (state === 'panel hidden') {
    if (browser instanceof ChromiumBrowser) await browser.chromium.devtools?.evaluate(SHOW_CONSOLE);
    if (browser instanceof FirefoxBrowser) await browser.firefox.marionette.run('chrome', SHOW_OPTIONS, []);
  }
  if (state === 'page in background') {
    if (browser instanceof ChromiumBrowser) return coverInChromium(browser);
    if (browser instanceof FirefoxBrowser) return coverInFirefox(browser);
  }
  return async () => {};
}

/** Shows the panel, where another one was in front of it. */
export async function showAgain(driver: PanelDriver): Promise<void> {
  const { browser } = driver;
  if (browser instanceof ChromiumBrowser) await browser.chromium.devtools?.evaluate(SHOW_PANEL);
  await driver.openPanel();
}

async function coverInChromium({ chromium }: ChromiumBrowser) {
  const other = await chromium.browser.newPage();
  await other.bringToFront();
  return async () => {
    await other.close();
    await chromium.page.bringToFront();
  };
}

async function coverInFirefox({ firefox }: FirefoxBrowser) {
  await firefox.target('page');
  const page: string = await firefox.command('WebDriver:GetWindowHandle');
  const { handle } = await firefox.command('WebDriver:NewWindow', { type: 'tab' });
  await firefox.command('WebDriver:SwitchToWindow', { handle, focus: true });
  return async () => {
    await firefox.command('WebDriver:CloseWindow');
    await firefox.command('WebDriver:SwitchToWindow', { handle: page, focus: true });
  };
}
