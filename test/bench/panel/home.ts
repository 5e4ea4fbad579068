import { ChromiumBrowser } from '../../support/chromium-browser.ts';
import type { Work } from '../../support/driven-browser.ts';
import { type BrowserKind, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { openChromiumWindow } from '../panel-window.ts';

/** The panel beside a page: in Chromium in a window of its own, where its heap can be read; in Firefox in its toolbox. */
export interface PanelHome {
  driver: PanelDriver;
  inPanel<A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>>;
  /** Runs code that is no function; null where that is not possible. */
  evaluate: ((code: string) => Promise<unknown>) | null;
  importFile(file: string): Promise<void>;
  /** Presses a key of the element that has the focus, as a person does. */
  press(key: string): Promise<void>;
  reload(): Promise<void>;
  /** Shows another page where the panel is, and returns the way back; null where that is not possible. */
  instead: ((url: string) => Promise<() => Promise<void>>) | null;
  /** bytes of the panel's heap with its buffers, after a collection; null where the browser does not tell */
  heap(): Promise<number | null>;
  close(): Promise<void>;
}

export async function openHome(kind: BrowserKind, url: string): Promise<PanelHome> {
  const driver = await launch(kind, { size: { width: 1280, height: 900 } });
  try {
    await driver.open(url);
    return driver.browser instanceof ChromiumBrowser
      ? await windowHome(driver, driver.browser, url)
      : await toolboxHome(driver);
  } catch (error) {
    await driver.close();
    throw error;
  }
}

async function windowHome(
  driver: PanelDriver,
  { chromium }: ChromiumBrowser,
  url: string,
): Promise<PanelHome> {
  const { page, run } = await openChromiumWindow(chromium, url);
  const session = await page.createCDPSession();
  return {
    driver,
    inPanel: run,
    evaluate: (code) => page.evaluate(code),
    async importFile(file) {
      const input = await page.waitForSelector('input[type=file]', { visible: false });
      await (input as Awaited<ReturnType<typeof page.$<'input'>>>)?.uploadFile(file);
    },
    press: (key) => page.keyboard.press(key as 'x'),
    async reload() {
      await page.reload();
    },
    async instead(url) {
      const panel = page.url();
      await page.goto(url);
      return async () => void (await page.goto(panel));
    },
    async heap() {
      await session.send('HeapProfiler.collectGarbage');
      const usage = (await session.send('Runtime.getHeapUsage')) as unknown as Record<string, number>;
      return (usage.usedSize ?? 0) + (usage.backingStorageSize ?? 0);
    },
    close: () => driver.close(),
  };
}

async function toolboxHome(driver: PanelDriver): Promise<PanelHome> {
  await driver.openPanel();
  return {
    driver,
    inPanel: (work, ...args) => driver.evalInPanel(work, ...args),
    evaluate: null,
    importFile: (file) => driver.upload('Import session', file),
    press: (key) => driver.press(key),
    reload: () => driver.reloadPanel(),
    instead: null,
    heap: async () => null,
    close: () => driver.close(),
  };
}
