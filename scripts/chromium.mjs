// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import { ensureBrowser } from './browsers.mjs';
import { createProfile, Guard, makeDownloads, removeProfile } from './guard.mjs';

/**
 * @typedef {object} ChromiumOptions
 * @property {string | null} [extension] folder of the unpacked extension; null for a browser without it
 * @property {boolean} [headless] true unless told otherwise
 * @property {'light' | 'dark'} [theme] of DevTools and of pages; the system's unless given
 * @property {'bottom' | 'right' | 'window'} [dock] where DevTools open; in a window of their own unless told otherwise
 * @property {{ width: number, height: number }} [size] of the windows, in CSS pixels
 */

/** As `devtools.panels.create` names it. */
const PANEL_TITLE = 'Framereel';
const PANEL_PATH = '/src/panel/panel.html';

/** Milliseconds until a panel that does not come up is given up. */
const PANEL_TIMEOUT = 30_000;

const WINDOW = { width: 1280, height: 840 };

const SWITCHES = [
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/**
 * Shows a view by DevTools' own view manager, which works at any window size: in a narrow window the tab is in the
 * overflow menu and not in the document. A string, because bundlers rewrite `import()` in functions. `showView` is
 * not awaited: called while DevTools start, its promise may never settle.
 */
const SHOW_PANEL = `(async () => {
  const { ViewManager } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
  const manager = ViewManager.ViewManager.instance();
  const view = [...manager.views.keys()].find(
    (key) => key.startsWith('chrome-extension://') && key.endsWith('${PANEL_TITLE}'),
  );
  if (view) manager.showView(view);
  return view ? 'the panel is registered and not shown yet' : 'no extension has registered the panel';
})()`;

/** A Chromium with a fresh profile, the extension in it, and one page. */
export class Chromium {
  /** @type {import('puppeteer-core').Page | null} */
  devtools = null;
  #guard;

  /**
   * @param {import('puppeteer-core').Browser} browser
   * @param {import('puppeteer-core').Page} page
   * @param {Guard} guard
   * @param {string} extension its id
   * @param {string} downloads the folder they go to, which is removed with the profile
   */
  constructor(browser, page, guard, extension, downloads) {
    this.browser = browser;
    this.page = page;
    this.extension = extension;
    this.downloads = downloads;
    this.#guard = guard;
  }

  /**
   * @param {ChromiumOptions} [options]
   * @throws where no Chromium can be found or started
   */
  static async launch({ extension = null, headless = true, theme, dock = 'window', size = WINDOW } = {}) {
    const executablePath = ensureBrowser('chrome');
    const profile = createProfile();
    const { width, height } = size;
    const downloads = makeDownloads(profile);
    writePreferences(profile, { theme, dock, width, height, downloads });
    let browser;
    try {
      browser = await puppeteer.launch({
        executablePath,
        headless,
        userDataDir: profile,
        defaultViewport: null,
        // Extensions can be loaded by pipe only.
        pipe: true,
        networkEnabled: false,
        enableExtensions: extension !== null,
        handleSIGINT: false,
        handleSIGTERM: false,
        handleSIGHUP: false,
        args: [
          ...SWITCHES,
          `--window-size=${width},${height}`,
          // Chromium refuses to run as root with its sandbox.
          ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
          ...(headless ? ['--disable-gpu'] : []),
        ],
      });
    } catch (error) {
      removeProfile(profile);
      throw new Error(`Chromium at ${executablePath} did not start.`, { cause: error });
    }
    const guard = new Guard(browser.process()?.pid ?? 0, profile);
    try {
      const id = extension === null ? '' : await browser.installExtension(path.resolve(extension));
      const page = (await browser.pages())[0] ?? (await browser.newPage());
      if (theme) await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
      return new Chromium(browser, page, guard, id, downloads);
    } catch (error) {
      await guard.release();
      throw error;
    }
  }

  /** Opens DevTools for the page, as they open for a person: on some other panel. */
  async openDevtools() {
    // For a tab in the background DevTools may never come up.
    await this.page.bringToFront();
    this.devtools = await this.page.openDevTools();
    return this.devtools;
  }

  /**
   * Opens DevTools where they are not open yet, and shows our panel in them.
   * @returns {Promise<{ devtools: import('puppeteer-core').Page, panel: import('puppeteer-core').Frame }>}
   */
  async openPanel() {
    const devtools = this.devtools ?? (await this.openDevtools());
    const end = Date.now() + PANEL_TIMEOUT;
    let last = '';
    // Polled: a panel is an iframe in nested shadow roots, where no selector waits reliably.
    while (Date.now() < end) {
      const panel = devtools.frames().find((frame) => frame.url() === this.#panelUrl);
      if (panel && (await isLoaded(panel))) return { devtools, panel };
      // Until DevTools have started, their modules throw.
      last = await devtools.evaluate(SHOW_PANEL).then(String, (error) => error.message);
      await sleep(100);
    }
    throw new Error(`The panel did not come up within ${PANEL_TIMEOUT / 1000} s: ${last}.`);
  }

  async closeDevtools() {
    await this.devtools?.close();
    this.devtools = null;
  }

  /**
   * Loads the extension anew under the open pages, as its "reload" button does. DevTools have to be opened again.
   * @param {string} folder
   */
  async reloadExtension(folder) {
    await this.closeDevtools();
    await this.browser.installExtension(path.resolve(folder));
  }

  /**
   * Gives the extension its host permission, or takes it away, as a person does in the extension's settings.
   * @param {boolean} granted
   */
  async setSiteAccess(granted) {
    await this.#configure({ hostAccess: granted ? 'ON_ALL_SITES' : 'ON_CLICK' });
    await this.page.bringToFront();
  }

  /** Lets the extension into private windows, and opens one: its page is the page from now on. */
  async openPrivateWindow() {
    await this.#configure({ incognitoAccess: true });
    const helper = await this.browser.newPage();
    const known = new Set(this.browser.targets());
    await helper.goto(this.#panelUrl);
    await helper.evaluate(() =>
      /** @type {any} */ (window).chrome.windows.create({ incognito: true, url: 'about:blank' }),
    );
    const target = await this.browser.waitForTarget((one) => one.type() === 'page' && !known.has(one));
    const page = await target.page();
    if (!page) throw new Error('The private window has no page.');
    await helper.close();
    this.page = page;
  }

  /** @param {object} settings those of the extension, as `chrome.developerPrivate` names them */
  async #configure(settings) {
    const page = await this.browser.newPage();
    await page.goto('chrome://extensions');
    await page.evaluate(
      async (settings) => {
        const { developerPrivate } = /** @type {any} */ (window).chrome;
        // Some settings load the extension anew, and an unpacked one is switched off then without this.
        await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
        await developerPrivate.updateExtensionConfiguration(settings);
      },
      { extensionId: this.extension, ...settings },
    );
    await page.close();
  }

  get #panelUrl() {
    return `chrome-extension://${this.extension}${PANEL_PATH}`;
  }

  /** Ends the browser and removes its profile. */
  async close() {
    await Promise.race([this.browser.close().catch(() => {}), sleep(5000, undefined, { ref: false })]);
    await this.#guard.release();
  }
}

/** @param {import('puppeteer-core').Frame} frame */
function isLoaded(frame) {
  return frame.evaluate(() => document.readyState === 'complete').catch(() => false);
}

/**
 * DevTools keep their settings in the profile's preferences, each as JSON in a string.
 * @param {string} profile
 * @param {{ theme?: 'light' | 'dark', dock: string, width: number, height: number, downloads: string }} wanted
 */
function writePreferences(profile, { theme, dock, width, height, downloads }) {
  const settings = {
    currentDockState: JSON.stringify(dock === 'window' ? 'undocked' : dock),
    ...(theme && { 'ui-theme': JSON.stringify(theme === 'dark' ? 'dark' : 'default') }),
  };
  const preferences = {
    devtools: { preferences: settings, synced_preferences_sync_disabled: settings },
    browser: {
      app_window_placement: {
        DevToolsApp: { left: 0, top: 0, right: width, bottom: height, maximized: false },
      },
    },
    download: { default_directory: downloads, prompt_for_download: false },
  };
  mkdirSync(path.join(profile, 'Default'));
  writeFileSync(path.join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
}
