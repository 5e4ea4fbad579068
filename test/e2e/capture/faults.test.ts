import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Chromium } from '../../../scripts/chromium.mjs';
import { ChromiumBrowser } from '../../support/chromium-browser.ts';
import { BROWSERS, DIST, PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import {
  type Capture,
  expectAccounted,
  expectWhole,
  missing,
  pathOf,
  sessionWhen,
  setCapture,
  settled,
} from './capture.ts';
import { type PanelSession, readSession } from './panel-session.ts';
import { STREAMS } from './streams.ts';

/** A page with one socket that says the page's name once a moment. */
const TALK = `<!doctype html><title>talk</title><script>
  const socket = new WebSocket(location.href.replace('http', 'ws').replace('talk', 'echo'));
  let count = 0;
  socket.onopen = () => setInterval(() => socket.send(location.search + ' ' + ++count), 20);
</script>`;

describe.each(BROWSERS)('faults in %s', (kind) => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture(kind, { pages: { '/talk': TALK }, plays: STREAMS });
  });
  beforeEach(() => capture.start());
  afterAll(() => capture.close());

  /** Opens a stream in the page, which counts what it receives and notes its own errors. */
  const listen = (path: string) =>
    capture.panel.evalInPage(async (url: string) => {
      const page = window as unknown as { socket: WebSocket; heard: number; faults: string[] };
      page.heard = 0;
      page.faults = [];
      addEventListener('error', ({ message }) => page.faults.push(message));
      addEventListener('unhandledrejection', ({ reason }) => page.faults.push(String(reason)));
      page.socket = new WebSocket(url);
      page.socket.onmessage = () => page.heard++;
      await new Promise((resolve) => page.socket.addEventListener('open', resolve));
    }, capture.sockets + path);
  const state = () =>
    capture.panel.evalInPage(() => {
      const { socket, heard, faults } = window as unknown as {
        socket: WebSocket;
        heard: number;
        faults: string[];
      };
      return { open: socket.readyState === WebSocket.OPEN, heard, faults };
    });

  // Only Firefox has a relay.
  it.runIf(kind === 'firefox')('a relay that is stopped again and again costs nothing', async () => {
    await listen('numbers?rate=1000');
    for (let round = 0; round < 10; round++) {
      await sleep(150);
      await capture.firefox?.stopBackground();
    }
    await capture.panel.evalInPage(() => (window as unknown as { socket: WebSocket }).socket.close());
    await sleep(500);
    const { heard } = await state();
    const { connections } = await sessionWhen(capture, `${heard} messages`, ({ connections }) =>
      connections.some((one) => one.frames.length + missing(one) >= heard),
    );
    expect(heard).toBeGreaterThan(1000);
    expect(connections).toHaveLength(1);
    for (const connection of connections) {
      expectAccounted(connection, heard);
      expect(missing(connection)).toBe(0);
    }
  });

  it('a page without Preserve log that comes back tells its own story, and not that of the page between', async () => {
    const talk = (path: string) =>
      capture.panel.evalInPage(async (url: string) => {
        const socket = new WebSocket(url);
        await new Promise((resolve) => socket.addEventListener('open', resolve));
        const echoed = new Promise((resolve) => socket.addEventListener('message', resolve));
        socket.send('hello');
        await echoed;
        const over = new Promise((resolve) => socket.addEventListener('close', resolve));
        socket.close();
        await over;
        Object.assign(window, { kept: true });
      }, capture.sockets + path);
    await talk('first');
    await settled(capture, '/first');
    await capture.panel.open(`${capture.stage.url}between`);
    await talk('second');
    await settled(capture, '/second');
    await capture.panel.browser.back();
    const kept = await until('the first page', () =>
      capture.panel.evalInPage(() =>
        location.pathname.endsWith('/between') ? null : { it: 'kept' in window },
      ),
    );
    await talk('third');
    const [third, staged] = await settled(capture, '/third');
    // A socket that was over before the panel had come back to the page is counted, as before DevTools are open.
    expect(third.frames.length + missing(third)).toBe(staged.sent.length + staged.received.length);
    // What happens before the panel has asked for the story comes first.
    const told = kept.it ? ['/first', '/third'] : ['/third'];
    const { connections } = await sessionWhen(
      capture,
      'the story',
      (session) => session.connections.length >= told.length,
    );
    expect(connections.map(pathOf).sort()).toEqual(told);
    const first = connections.find((one) => pathOf(one) === '/first');
    expect(missing(first ?? third)).toBe(kept.it ? 2 : 0);
  });

  it('two tabs with two panels hear their own page only', async () => {
    await capture.panel.open(`${capture.stage.url}talk?one`);
    const other = await openTab(capture, `${capture.stage.url}talk?two`);
    const paths = ({ connections }: PanelSession) => connections.map(pathOf);
    const talked = ({ connections }: PanelSession) => connections.some(({ frames }) => frames.length > 20);
    const second = await until('frames in the second panel', async () => {
      const session = await other.session();
      return talked(session) && session;
    });
    await other.close();
    const first = await sessionWhen(capture, 'frames in the first panel', talked);
    expect(paths(first)).toEqual(['/echo?one']);
    expect(paths(second)).toEqual(['/echo?two']);
    for (const { connections } of [first, second]) expect(connections.map(missing)).toEqual([0]);
  });

  it('the extension loaded anew under a live page leaves the page unharmed, and asks for a reload', async () => {
    await listen('numbers?rate=500');
    await sleep(300);
    await capture.panel.browser.reloadExtension();
    await sleep(500);
    const before = await state();
    await sleep(300);
    const after = await state();
    expect(after).toMatchObject({ open: true, faults: [] });
    expect(after.heard).toBeGreaterThan(before.heard);
    await capture.panel.evalInPage(() =>
      (window as unknown as { socket: WebSocket }).socket.send('still here'),
    );
    await until('the message on the stage', async () =>
      capture.stage.sockets[0]?.sent.includes('text 10 "still here"'),
    );

    await capture.panel.openPanel();
    await until('the call for a reload', async () =>
      (await capture.panel.panelText()).includes('Reload to record'),
    );
    expect((await capture.session()).connections).toEqual([]);

    await capture.panel.browser.reload();
    await listen('burst?count=50');
    const [connection, staged] = await settled(capture, '/burst?count=50');
    expectWhole(connection, staged);
    expect(await capture.panel.panelText()).not.toContain('Reload to record');
  });

  // Chromium puts an extension into pages that load after it, and into no other.
  it.runIf(kind === 'firefox')(
    'an extension that comes while a page loads leaves it alone, and asks for a reload',
    async () => {
      const late = await setCapture(kind, {
        extension: null,
        closed: true,
        pages: { '/half': '<!doctype html><script>window.ran = true</script><p>half' },
      });
      try {
        await late.firefox?.marionette.run(
          'chrome',
          `const triggeringPrincipal = Services.scriptSecurityManager.getSystemPrincipal();
         gBrowser.selectedBrowser.fixupAndLoadURIString(args[0], { triggeringPrincipal });`,
          [`${late.stage.url}half`],
        );
        const isLoading = () =>
          late.panel.evalInPage(() => 'ran' in window && document.readyState === 'loading');
        await until('half a page', isLoading);
        await late.firefox?.reloadExtension(path.join(DIST, kind));
        await late.panel.openPanel();
        await until('the call for a reload', async () =>
          (await late.panel.panelText()).includes('Reload to record'),
        );
        expect(await isLoading()).toBe(true);
      } finally {
        await late.close();
      }
    },
  );

  // Firefox does not prerender. The last test in Chromium: Puppeteer loses a page that makes room for another.
  it.runIf(kind === 'chrome')(
    'a page that is prerendered is not yet the page, and is recorded from its first frame',
    async () => {
      await capture.start('talk?shown');
      await sessionWhen(capture, 'the page', ({ connections }) =>
        connections.some(({ frames }) => frames.length > 4),
      );
      await capture.panel.evalInPage(() => {
        const rules = document.createElement('script');
        rules.type = 'speculationrules';
        rules.textContent = JSON.stringify({
          prerender: [{ source: 'list', urls: ['/talk?prerendered'], eagerness: 'immediate' }],
        });
        document.head.append(rules);
      });
      await sleep(1_500);
      expect((await capture.session()).connections.map(pathOf)).toEqual(['/echo?shown']);
      await capture.panel.evalInPage(() => {
        location.href = '/talk?prerendered';
      });
      const { connections, navigations } = await sessionWhen(
        capture,
        'the page that was prerendered',
        (session) =>
          session.connections.some((one) => pathOf(one) === '/echo?prerendered' && one.frames.length > 4),
      );
      expect(connections.map(pathOf)).toEqual(['/echo?prerendered']);
      expect(connections.map(missing)).toEqual([0]);
      expect(navigations.map((url) => new URL(url).search)).toEqual(['?prerendered']);
    },
  );
});

/** Opens a page in another tab with a panel of its own. */
async function openTab(
  { chromium, firefox, panel }: Capture,
  url: string,
): Promise<{ session(): Promise<PanelSession>; close(): Promise<void> }> {
  if (chromium) {
    const page = await chromium.browser.newPage();
    const guard = { release: async () => {} } as ConstructorParameters<typeof Chromium>[2];
    const tab = new Chromium(chromium.browser, page, guard, chromium.extension, chromium.downloads);
    const driver = new PanelDriver('chrome', new ChromiumBrowser(tab, null));
    await driver.open(url);
    await driver.openPanel();
    return {
      session: () => readSession(driver),
      async close() {
        await tab.closeDevtools();
        await page.close();
        await chromium.page.bringToFront();
      },
    };
  }
  const inFirefox = (script: string) => firefox?.marionette.run('chrome', script, [url]);
  await inFirefox(`
    const tab = gBrowser.addTrustedTab(args[0]);
    gBrowser.selectedTab = tab;
    while (tab.linkedBrowser.currentURI.spec !== args[0] || tab.linkedBrowser.webProgress.isLoadingDocument)
      await new Promise((resolve) => setTimeout(resolve, 20));`);
  await firefox?.target('page');
  await panel.openPanel();
  return {
    session: () => readSession(panel),
    async close() {
      await inFirefox('gBrowser.removeTab(gBrowser.selectedTab); gBrowser.selectedTab = gBrowser.tabs[0];');
      await firefox?.target('page');
    },
  };
}
