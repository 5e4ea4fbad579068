import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { launchChromium } from './chromium-browser.ts';
import type { ClickOptions, DrivenBrowser, LaunchOptions, PanelElement, Work } from './driven-browser.ts';
import { launchFirefox } from './firefox-browser.ts';
import { findElement, findRow, type Row, readRowCount, readRows, scrollToRow } from './panel-dom.ts';
import { until } from './until.ts';

export type BrowserKind = 'chrome' | 'firefox';

/** The browsers every end-to-end test runs in; `FRAMEREEL_BROWSER` narrows them to one. */
export const BROWSERS: readonly BrowserKind[] = (['chrome', 'firefox'] as const).filter(
  (kind) => !process.env.FRAMEREEL_BROWSER || process.env.FRAMEREEL_BROWSER === kind,
);

/** Where the builds are; `FRAMEREEL_DIST` names another place. */
export const DIST = path.resolve(process.env.FRAMEREEL_DIST ?? path.join(import.meta.dirname, '../../dist'));

/** Starts a browser with the extension. DevTools are closed: `openPanel()` or `openDevtools()` opens them. */
export async function launch(kind: BrowserKind, options: LaunchOptions = {}): Promise<PanelDriver> {
  const extension = options.extension === undefined ? path.join(DIST, kind) : options.extension;
  if (extension && !existsSync(path.join(extension, 'manifest.json')))
    throw new Error(`There is no extension in ${extension}: run npm run build first.`);
  const start = kind === 'chrome' ? launchChromium : launchFirefox;
  return new PanelDriver(kind, await start(extension, options));
}

/** A page, the panel beside it, and everything a person does with them, in the panel's own names. */
export class PanelDriver {
  readonly kind;
  readonly browser;

  constructor(kind: BrowserKind, browser: DrivenBrowser) {
    this.kind = kind;
    this.browser = browser;
  }

  /** Loads `url` in the page. */
  open(url: string) {
    return this.browser.goto(url);
  }

  openPanel() {
    return this.browser.openPanel();
  }

  reloadPanel() {
    return this.browser.reloadPanel();
  }

  /** Runs a function in the page, as the page's own script. */
  evalInPage<A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>> {
    return this.browser.evalInPage(work, ...args);
  }

  evalInPanel<A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>> {
    return this.browser.evalInPanel(work, ...args);
  }

  /** All the text a person can see in the panel. */
  panelText() {
    return this.evalInPanel(() => document.body.innerText);
  }

  /** The status line. */
  async status() {
    return this.read('status', null, (element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim());
  }

  /** The text of the problem shown, or null. */
  async alert() {
    const alert = await this.browser.element(findElement, { role: 'alert', name: null });
    return alert && ((await alert.read((element) => element.textContent)) || null);
  }

  has(role: string, name: string | null = null): Promise<boolean> {
    return this.browser.element(findElement, { role, name }).then(Boolean);
  }

  async click(role: string, name: string, options?: ClickOptions) {
    await this.#act(
      `${role} "${name}", enabled`,
      async () => {
        const element = await this.browser.element(findElement, { role, name });
        return element && (await element.read(isEnabled)) ? element : null;
      },
      (element) => element.click(options),
    );
  }

  /** Replaces what a text field holds. */
  async type(role: string, name: string, text: string) {
    await this.click(role, name);
    const field = await this.#locate(role, name);
    await field.read((element) => (element as HTMLInputElement).select());
    if (text) await field.type(text);
    else await this.press('Backspace');
  }

  press(keys: string) {
    return this.browser.press(keys);
  }

  /** Gives the file input of this name a file. */
  async upload(name: string, file: string) {
    await (await this.#locate('file', name)).upload(path.resolve(file));
  }

  /** Reads something off an element, waiting until it is there. */
  async read<R>(role: string, name: string | null, work: (element: Element) => R): Promise<Awaited<R>> {
    return (await this.#locate(role, name)).read(work);
  }

  /** The rows of a grid that are in the document. */
  rows(grid: string): Promise<Row[]> {
    return this.read('grid', grid, readRows);
  }

  /** How many rows a grid has, without its header, in the document or not. */
  async rowCount(grid: string): Promise<number> {
    return (await this.read('grid', grid, readRowCount)) - 1;
  }

  /** All rows of a grid, scrolling through it. */
  async allRows(grid: string): Promise<Row[]> {
    const last = (await this.rowCount(grid)) + 1;
    const rows = new Map<number, Row>();
    for (let next = 2; next <= last; ) {
      await this.#scrollTo(grid, next);
      for (const row of await this.rows(grid)) rows.set(row.index, row);
      while (rows.has(next)) next++;
    }
    return [...rows.values()].filter((row) => row.index <= last).sort((a, b) => a.index - b.index);
  }

  /** Waits until a grid has exactly so many rows. */
  async waitForRows(grid: string, count: number) {
    let seen = -1;
    await until(`${count} rows in "${grid}"`, async () => {
      seen = await this.rowCount(grid);
      return seen === count;
    }).catch((error) => {
      throw new Error(`${error.message} It has ${seen}.`);
    });
  }

  /** Clicks a row, or a cell in it, scrolling to it where it is not in the document. `index` is `aria-rowindex`. */
  async clickRow(grid: string, index: number, options: ClickOptions & { column?: string } = {}) {
    const { column, ...click } = options;
    await this.#act(
      `row ${index} of "${grid}"`,
      async () => {
        await this.#scrollTo(grid, index);
        return (await this.#locate('grid', grid)).element(findRow, index, column ?? null);
      },
      (element) => element.click(Object.keys(click).length ? click : undefined),
    );
  }

  /** Does something that ends in a download, and gives the file's path. It is removed with the browser. */
  async download(action: () => Promise<void>): Promise<string> {
    const { downloads } = this.browser;
    const before = new Set(readdirSync(downloads));
    await action();
    const name = await until('a finished download', async () => {
      const fresh = readdirSync(downloads).filter((file) => !before.has(file));
      // Both browsers keep a second, temporary file beside an unfinished one or in its place; Chromium's first is hidden.
      return fresh.length === 1 && !/^\.|\.(?:crdownload|part|tmp)$/.test(fresh[0] ?? '') ? fresh[0] : null;
    });
    return path.join(downloads, name);
  }

  async screenshot(file: string) {
    mkdirSync(path.dirname(file), { recursive: true });
    await this.browser.screenshot(file);
  }

  close() {
    return this.browser.close();
  }

  async #scrollTo(grid: string, index: number) {
    await until(`row ${index} of "${grid}" in the document`, async () => {
      const element = await this.#locate('grid', grid);
      if (await element.element(findRow, index, null)) return true;
      await element.read(scrollToRow, index);
      return false;
    });
  }

  #locate(role: string, name: string | null): Promise<PanelElement> {
    return until(`${role} ${name === null ? '' : `"${name}"`} in the panel`, () =>
      this.browser.element(findElement, { role, name }),
    );
  }

  /** Finds and acts, once more where the panel has drawn the element anew in between. */
  async #act(
    what: string,
    find: () => Promise<PanelElement | null>,
    act: (element: PanelElement) => Promise<void>,
  ) {
    await until(what, async () => {
      const element = await find();
      if (!element) return false;
      await act(element);
      return true;
    });
  }
}

/** Runs in the panel. */
function isEnabled(element: Element): boolean {
  return !element.matches(':disabled, [aria-disabled=true]');
}
