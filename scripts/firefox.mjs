// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureBrowser } from './browsers.mjs';
import { firefoxChrome } from './firefox-chrome.mjs';
import { writePrefs } from './firefox-prefs.mjs';
import { createProfile, Guard, makeDownloads, removeProfile } from './guard.mjs';
import { ELEMENT, Marionette } from './marionette.mjs';

/**
 * @typedef {object} FirefoxOptions
 * @property {string | null} [extension] folder of the unpacked extension; null for a browser without it
 * @property {boolean} [headless] true unless told otherwise
 * @property {'light' | 'dark'} [theme] of DevTools and of pages; the system's unless given
 * @property {'bottom' | 'right' | 'window'} [dock] where the toolbox opens; at the bottom unless told otherwise
 * @property {{ width: number, height: number }} [size] of the window, in CSS pixels
 * @property {Record<string, string | number | boolean>} [prefs] more preferences
 */

/**
 * Where content commands and scripts go.
 * @typedef {'page' | 'panel' | 'background'} Target
 */

/** Milliseconds until a browser that does not come up is given up. */
const START_TIMEOUT = 60_000;

const WINDOW = { width: 1280, height: 900 };

/**
 * A Firefox with a fresh profile, the extension in it, and one page. The commands below act on what `target` points
 * at, as trusted input would.
 */
export class Firefox {
  #process;
  #guard;
  #toolbox;
  /** @type {Target | null} */
  #target = null;
  #extension = '';

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {Guard} guard
   * @param {Marionette} marionette
   * @param {Pick<Required<FirefoxOptions>, 'dock' | 'size'>} toolbox
   * @param {string} downloads the folder they go to, which is removed with the profile
   */
  constructor(child, guard, marionette, toolbox, downloads) {
    this.#process = child;
    this.#guard = guard;
    this.marionette = marionette;
    this.#toolbox = toolbox;
    this.downloads = downloads;
  }

  /**
   * @param {FirefoxOptions} [options]
   * @throws where no Firefox can be found or started
   */
  static async launch({ extension = null, headless = true, dock = 'bottom', size = WINDOW, ...rest } = {}) {
    const executable = ensureBrowser('firefox');
    const profile = createProfile();
    const { width, height } = size;
    const downloads = makeDownloads(profile);
    writePrefs(profile, { size, downloads, ...rest });
    const parameters = ['--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access'];
    if (headless) parameters.push('--headless');
    const child = spawn(
      executable,
      [...parameters, `--width=${width}`, `--height=${height}`, 'about:blank'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        detached: true,
        env: {
          ...process.env,
          MOZ_CRASHREPORTER_DISABLE: '1',
          ...(headless && { MOZ_HEADLESS_WIDTH: String(width), MOZ_HEADLESS_HEIGHT: String(height) }),
        },
      },
    );
    await once(child, 'spawn').catch((error) => {
      removeProfile(profile);
      throw new Error(`Firefox at ${executable} did not start.`, { cause: error });
    });
    const guard = new Guard(child.pid ?? 0, profile);
    try {
      const marionette = await Marionette.connect(await marionettePort(child, profile));
      const firefox = new Firefox(child, guard, marionette, { dock, size }, downloads);
      if (extension) await firefox.#install(extension);
      return firefox;
    } catch (error) {
      await guard.release();
      throw error;
    }
  }

  /** Settles when the browser has ended, by whomever. */
  async ended() {
    if (this.#process.exitCode === null && this.#process.signalCode === null)
      await once(this.#process, 'exit');
  }

  /**
   * @template {keyof import('./firefox-chrome.mjs').FirefoxChrome} N
   * @param {N} name
   * @param {Parameters<import('./firefox-chrome.mjs').FirefoxChrome[N]>} args
   * @returns {Promise<Awaited<ReturnType<import('./firefox-chrome.mjs').FirefoxChrome[N]>>>}
   */
  #chrome(name, ...args) {
    const script = `return (${firefoxChrome})(window)[${JSON.stringify(name)}](...args);`;
    return this.marionette.run('chrome', script, args);
  }

  /** @param {string} folder */
  async #install(folder) {
    await this.marionette.command('Marionette:SetContext', { value: 'chrome' });
    const absolute = path.resolve(folder);
    this.#extension = await this.marionette.command('Addon:Install', {
      path: absolute,
      temporary: true,
      allowPrivateBrowsing: true,
    });
  }

  /**
   * Loads `url` in the page and waits for its `load`.
   * @param {string} url
   */
  async goto(url) {
    await this.target('page');
    await this.command('WebDriver:Navigate', { url });
  }

  /** Opens a private window, whose page is the page from now on. */
  async openPrivateWindow() {
    await this.target('page');
    const opened = await this.command('WebDriver:NewWindow', { type: 'window', private: true });
    await this.command('WebDriver:CloseWindow');
    await this.command('WebDriver:SwitchToWindow', { handle: opened.handle, focus: true });
    this.#target = null;
    await this.target('page');
  }

  /** Opens a tab in a container, which is the page from now on. */
  async openContainerTab() {
    await this.target('page');
    await this.#chrome('openContainerTab');
    await this.command('WebDriver:CloseWindow');
    this.#target = null;
    await this.target('page');
  }

  /** Opens the toolbox for the page, as it opens for a person: on some other panel. */
  async openDevtools() {
    await this.#chrome('open', this.#toolbox.dock, this.#toolbox.size);
  }

  /** Opens the toolbox where it is not open yet, and shows our panel in it. */
  async openPanel() {
    await this.openDevtools();
    await this.#chrome('showPanel', this.#extension);
    this.#target = null;
    await this.target('panel');
  }

  async closeDevtools() {
    await this.#chrome('close');
    await this.target('page');
  }

  /** Loads the panel's document anew. */
  async reloadPanel() {
    await this.#chrome('reloadPanel', this.#extension);
  }

  /**
   * Points content commands and {@link run} at another document. WebDriver itself knows tabs only.
   * @param {Target} target
   */
  async target(target) {
    // The event page may have been stopped and started since.
    if (target === this.#target && target !== 'background') return;
    this.#target = target;
    if (target === 'page') {
      await this.marionette.command('Marionette:SetContext', { value: 'content' });
      const [handle] = await this.marionette.command('WebDriver:GetWindowHandles');
      await this.marionette.command('WebDriver:SwitchToWindow', { handle, focus: false });
    } else await this.#chrome('point', this.marionette.session, target, this.#extension);
  }

  /**
   * A WebDriver command for the target.
   * @param {string} name
   * @param {object} [parameters]
   */
  async command(name, parameters) {
    await this.marionette.command('Marionette:SetContext', { value: 'content' });
    return this.marionette.command(name, parameters);
  }

  /**
   * Runs `work` in the target, in a scope that sees its DOM and its globals.
   * @template {unknown[]} A, R
   * @param {(...args: A) => R} work closes over nothing
   * @param {A} args JSON, or elements as {@link ElementHandle}
   * @returns {Promise<Awaited<R>>} as JSON; elements come as {@link ElementHandle}
   */
  run(work, ...args) {
    return this.marionette.run('content', `return (${work})(...args);`, args);
  }

  /**
   * Runs `work` in the page's own realm, as the page's own scripts run. Where the page's policy forbids `eval` it
   * runs in a scope in front of the page's: it sees the page's globals, but makes objects of another realm.
   * @template {unknown[]} A, R
   * @param {((...args: A) => R) | string} work closes over nothing
   * @param {A} args JSON
   * @returns {Promise<Awaited<R>>} as JSON
   */
  async runInPage(work, ...args) {
    await this.target('page');
    const call = `(${work})(...${JSON.stringify(args)})`;
    const script = `
      const page = window.wrappedJSObject ?? window;
      try { page.eval('0'); } catch { return ${call}; }
      return page.eval(args[0]);`;
    return this.marionette.run('content', script, [call]);
  }

  /** @param {ElementHandle} element */
  click(element) {
    return this.command('WebDriver:ElementClick', { id: element[ELEMENT] });
  }

  /**
   * Types into an element; into a file input, the path of a file. Keys without a character are WebDriver's.
   * @param {ElementHandle} element
   * @param {string} text
   */
  type(element, text) {
    return this.command('WebDriver:ElementSendKeys', { id: element[ELEMENT], text });
  }

  /**
   * Input as WebDriver's actions describe it.
   * @param {object[]} actions
   */
  perform(actions) {
    return this.command('WebDriver:PerformActions', { actions });
  }

  /**
   * Writes a PNG of the whole window with its toolbox.
   * @param {string} file
   */
  async screenshot(file) {
    const data = await this.#chrome('draw', this.#extension);
    writeFileSync(file, Buffer.from(data, 'base64'));
  }

  /**
   * Loads the extension anew under the open pages, as its "reload" button does. The toolbox has to be opened again.
   * @param {string} folder
   */
  async reloadExtension(folder) {
    await this.closeDevtools();
    await this.#install(folder);
  }

  /** Stops the extension's event page, as Firefox does when it has been idle. */
  async stopBackground() {
    await this.#chrome('stopBackground', this.#extension);
  }

  /**
   * Gives the extension its host permission, or takes it away, as a person does in the add-on's settings.
   * @param {boolean} granted
   */
  async setSiteAccess(granted) {
    await this.#chrome('setSiteAccess', this.#extension, granted);
  }

  /** Ends the browser and removes its profile. */
  async close() {
    const quit = this.marionette
      .command('Marionette:Quit', { flags: ['eForceQuit'] })
      .then(() => this.ended());
    await Promise.race([quit.catch(() => {}), sleep(5000, undefined, { ref: false })]);
    await this.#guard.release();
  }
}

/** @typedef {{ [ELEMENT]: string }} ElementHandle */

/**
 * Firefox writes the port it chose into its profile.
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} profile
 */
async function marionettePort(child, profile) {
  let errors = '';
  child.stderr?.on('data', (chunk) => {
    errors = (errors + chunk).slice(-4000);
  });
  const end = Date.now() + START_TIMEOUT;
  while (Date.now() < end) {
    if (child.exitCode !== null)
      throw new Error(`Firefox ended at once, with code ${child.exitCode}: ${errors}`);
    const port = Number(readIfThere(path.join(profile, 'MarionetteActivePort')));
    if (port) return port;
    await sleep(50);
  }
  throw new Error(`Firefox opened no port for Marionette within ${START_TIMEOUT / 1000} s: ${errors}`);
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
