import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import {
  type Capture,
  expectAccounted,
  isRegistered,
  missing,
  pathOf,
  sessionWhen,
  setCapture,
} from './capture.ts';
import {
  countFrames,
  type PanelConnection,
  type PanelSession,
  readInPanel,
  toSession,
} from './panel-session.ts';
import { STREAMS } from './streams.ts';

describe.each(BROWSERS)('recorders come and go in %s', (kind) => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture(kind, { plays: STREAMS, closed: true });
  });
  beforeEach(() => capture.start());
  afterAll(() => capture.close());

  /** Opens a socket of the page and counts what it receives in `window.heard`. */
  const listen = (path: string) =>
    capture.panel.evalInPage(async (url: string) => {
      const page = window as unknown as { socket: WebSocket; heard: number };
      page.heard = 0;
      page.socket = new WebSocket(url);
      page.socket.onmessage = () => page.heard++;
      await new Promise((resolve) => page.socket.addEventListener('open', resolve));
    }, capture.sockets + path);

  const heard = () => capture.panel.evalInPage(() => (window as unknown as { heard: number }).heard);

  /** Ends the stream and says how many messages the page has received in all. */
  const stop = async (path: string): Promise<number> => {
    await capture.panel.evalInPage(() => (window as unknown as { socket: WebSocket }).socket.close());
    await until('the end of the stream', async () => capture.stage.socket(`/${path}`).closed);
    return until('the rest of the stream', async () => {
      const count = await heard();
      await sleep(200);
      return count > 0 && count === (await heard()) && count;
    });
  };

  /** What the panel holds of the stream, once it accounts for `total` messages. */
  const accounted = async (path: string, total: number): Promise<PanelConnection> => {
    await until(`${total} messages of ${path} in the panel`, async () => {
      const counts = await countFrames(capture.panel);
      return counts.some((one) => pathOf(one) === `/${path}` && one.frames >= total);
    });
    const { connections } = await capture.session();
    const connection = connections.find((one) => pathOf(one) === `/${path}`);
    if (!connection) throw new Error(`${path} is not in the panel.`);
    expectAccounted(connection, total);
    return connection;
  };

  it('a socket that was opened before DevTools is there with its latest frames', async () => {
    await listen('burst?count=3000');
    await until('all of it in the page', async () => (await heard()) === 3000);
    await capture.panel.openPanel();
    const connection = await accounted('burst?count=3000', 3000);
    expect(connection.state).toBe('open');
    expect(connection.gaps).toMatchObject([{ seq: 1, frames: 2000, reason: 'history' }]);
    await capture.panel.browser.closeDevtools();
  });

  it('recording begins with DevTools, not with our tab in them', async () => {
    await listen('numbers?rate=1000');
    await capture.panel.browser.openDevtools();
    await until('our DevTools page', () => isRegistered(capture));
    await sleep(500);
    const before = await heard();
    await sleep(1_500);
    await capture.panel.openPanel();
    await sleep(300);
    const total = await stop('numbers?rate=1000');
    const connection = await accounted('numbers?rate=1000', total);
    // All there was before DevTools is in one gap at the start, but for the latest.
    expect(connection.gaps.length).toBeLessThanOrEqual(1);
    expect(missing(connection)).toBeLessThan(before);
    expect(total).toBeGreaterThan(before + 1_000);
    await capture.panel.browser.closeDevtools();
  });

  it('a panel that is reloaded in the middle of it all misses nothing', async () => {
    await capture.panel.openPanel();
    await listen('numbers?rate=1000');
    for (let round = 0; round < 3; round++) {
      await sleep(300);
      await capture.panel.reloadPanel();
    }
    await sleep(500);
    const total = await stop('numbers?rate=1000');
    const connection = await accounted('numbers?rate=1000', total);
    expect(missing(connection)).toBe(0);
    await capture.panel.browser.closeDevtools();
  });

  it('DevTools that are closed and opened again know exactly what they missed', async () => {
    await capture.panel.openPanel();
    await listen('numbers?rate=1000');
    await sleep(300);
    await capture.panel.browser.closeDevtools();
    const before = await heard();
    // More than the page keeps.
    await until('much more of it', async () => (await heard()) > before + 1_500);
    await capture.panel.openPanel();
    await sleep(500);
    const total = await stop('numbers?rate=1000');
    const connection = await accounted('numbers?rate=1000', total);
    expect(missing(connection)).toBeGreaterThan(0);
    expect(connection.gaps.every(({ reason }) => reason === 'history')).toBe(true);
    expect(connection.frames.length).toBeGreaterThan(300);
    await capture.panel.browser.closeDevtools();
  });

  it('recording that is stopped and started again knows exactly what it missed', async () => {
    await capture.panel.openPanel();
    await listen('numbers?rate=1000');
    await sleep(300);
    await capture.panel.click('button', 'Record');
    const before = await heard();
    // More than the page keeps.
    await until('much more of it', async () => (await heard()) > before + 1_500);
    await capture.panel.click('button', 'Record');
    await sleep(300);
    const total = await stop('numbers?rate=1000');
    const connection = await accounted('numbers?rate=1000', total);
    expect(missing(connection)).toBeGreaterThan(300);
    // It goes on with the latest that the page kept.
    expect(connection.gaps).toHaveLength(1);
  });

  it('Clear keeps what is open, and nothing is missing after it', async () => {
    await capture.panel.openPanel();
    await listen('numbers?rate=1000');
    await sleep(300);
    await capture.panel.click('button', 'Clear');
    await sleep(300);
    const total = await stop('numbers?rate=1000');
    const { connections } = await sessionWhen(capture, 'the end', ({ connections }) =>
      connections.some((one) => one.frames.at(-1)?.seq === total),
    );
    const [connection] = connections;
    expect(connection?.gaps).toEqual([]);
    const seqs = connection?.frames.map(({ seq }) => seq) ?? [];
    expect(seqs[0]).toBeGreaterThan(1);
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
    expect(connection?.state).toBe('closed');
  });

  it('the panel in a window of its own, beside the one in DevTools: each has it all', async () => {
    await capture.panel.openPanel();
    await listen('numbers?rate=500');
    await sleep(300);
    const window = await openWindow(capture);
    await until(
      'the connection in the window',
      async () => (await window.session()).connections.length === 1,
    );
    const before = await heard();
    await until('more of it', async () => (await heard()) > before + 100);
    const total = await stop('numbers?rate=500');
    const inDevtools = await accounted('numbers?rate=500', total);
    expect(missing(inDevtools)).toBe(0);
    const inWindow = await until('all of it in the window', async () => {
      const { connections } = await window.session();
      const [connection] = connections;
      return connection && connection.frames.length + missing(connection) >= total && connection;
    });
    expectAccounted(inWindow, total);
    expect(inWindow.frames.length).toBeGreaterThan(100);
    await window.close();
    await capture.panel.browser.closeDevtools();
  });

  // Firefox freezes no pages.
  it.runIf(kind === 'chrome')(
    'a page that is frozen for a while loses nothing of what came meanwhile',
    async () => {
      await capture.panel.openPanel();
      await listen('numbers?rate=500');
      const session = await capture.chromium?.page.createCDPSession();
      for (const state of ['frozen', 'active'] as const) {
        await sleep(300);
        await session?.send('Page.setWebLifecycleState', { state });
      }
      await sleep(300);
      const total = await stop('numbers?rate=500');
      const connection = await accounted('numbers?rate=500', total);
      expect(missing(connection)).toBe(0);
      await session?.detach();
      await capture.panel.browser.closeDevtools();
    },
  );

  it('a page in the background, whose timers are held back, loses nothing of what came meanwhile', async () => {
    await capture.panel.openPanel();
    await listen('numbers?rate=500');
    const uncover = await coverPage(capture);
    await until('the page to be hidden', () => capture.panel.evalInPage(() => document.hidden));
    const before = await heard();
    await until('more of it', async () => (await heard()) > before + 1_000);
    await uncover();
    const total = await stop('numbers?rate=500');
    const connection = await accounted('numbers?rate=500', total);
    expect(missing(connection)).toBe(0);
    await capture.panel.browser.closeDevtools();
  });

  it('DevTools that are docked elsewhere miss nothing', async () => {
    await capture.panel.openPanel();
    await listen('numbers?rate=1000');
    await sleep(200);
    for (const side of ['right', 'bottom'] as const) {
      await dock(capture, side);
      await sleep(400);
    }
    const total = await stop('numbers?rate=1000');
    await capture.panel.openPanel();
    const connection = await accounted('numbers?rate=1000', total);
    expect(missing(connection)).toBe(0);
    await capture.panel.browser.closeDevtools();
  });
});

/** Opens an empty tab in front of the page, and gives what closes it. */
async function coverPage({ chromium, firefox }: Capture): Promise<() => Promise<void>> {
  if (chromium) {
    const cover = await chromium.browser.newPage();
    await cover.bringToFront();
    return async () => {
      await cover.close();
      await chromium.page.bringToFront();
    };
  }
  const inFirefox = async (script: string): Promise<void> => firefox?.marionette.run('chrome', script, []);
  await inFirefox(`gBrowser.selectedTab = gBrowser.addTrustedTab('about:blank');`);
  return () =>
    inFirefox('gBrowser.removeTab(gBrowser.selectedTab); gBrowser.selectedTab = gBrowser.tabs[0];');
}

/** Moves DevTools, as their own menu does. */
async function dock({ chromium, firefox }: Capture, side: 'right' | 'bottom'): Promise<void> {
  await chromium?.devtools?.evaluate(`(async () => {
    const { DockController } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
    DockController.DockController.instance().setDockSide('${side}');
  })()`);
  await firefox?.marionette.run(
    'chrome',
    `const { require: load } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
     const { gDevTools } = load('devtools/client/framework/devtools');
     await gDevTools.getToolboxForTab(gBrowser.selectedTab).switchHost('${side}');`,
    [],
  );
}

/** Opens the panel in a window of its own, as the toolbar button does. */
async function openWindow({
  chromium,
  firefox,
  panel,
}: Capture): Promise<{ session(): Promise<PanelSession>; close(): Promise<void> }> {
  if (chromium) {
    const url = await panel.evalInPanel(() => {
      const { inspectedWindow } = (
        window as unknown as { chrome: { devtools: { inspectedWindow: { tabId: number } } } }
      ).chrome.devtools;
      return `${location.origin}${location.pathname}?tab=${inspectedWindow.tabId}`;
    });
    const page = await chromium.browser.newPage();
    await page.goto(url);
    await chromium.page.bringToFront();
    return { session: async () => toSession(await page.evaluate(readInPanel)), close: () => page.close() };
  }
  if (!firefox) throw new Error('There is no browser.');
  const { marionette } = firefox;
  const url = await panel.evalInPanel(() => location.origin + location.pathname);
  await marionette.run(
    'chrome',
    `const { tabTracker } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs').ExtensionParent.apiManager.global;
     const tab = gBrowser.addTrustedTab(args[0] + '?tab=' + tabTracker.getId(gBrowser.selectedTab));
     while (tab.linkedBrowser.webProgress.isLoadingDocument || !tab.linkedBrowser.currentURI.schemeIs('moz-extension'))
       await new Promise((resolve) => setTimeout(resolve, 20));`,
    [url],
  );
  const inWindow = async <T>(work: () => Promise<T>): Promise<T> => {
    await marionette.command('Marionette:SetContext', { value: 'content' });
    const [, handle] = await marionette.command('WebDriver:GetWindowHandles');
    await marionette.command('WebDriver:SwitchToWindow', { handle, focus: false });
    const done = await work();
    // The driver believes itself where it was: it has to be turned away and back.
    await firefox.target('background');
    await firefox.target('page');
    return done;
  };
  return {
    session: () => inWindow(async () => toSession(await firefox.run(readInPanel))),
    async close() {
      await marionette.run('chrome', 'gBrowser.removeTab(gBrowser.tabs[1]);', []);
    },
  };
}
