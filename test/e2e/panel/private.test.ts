import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDemo } from '../../../demo/server.mjs';
import type { FirefoxBrowser } from '../../support/firefox-browser.ts';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { startSite } from '../../support/site.ts';
import { until } from '../../support/until.ts';
import { converse } from './panel-page.ts';

const MESSAGES = Array.from({ length: 48 }, (_, index) => `message ${index} `.padEnd(64 * 1024, 'x'));

/** Runs in the panel: what the extension has on the disk. */
const onDisk = async (): Promise<string[]> => {
  const names = Object.keys(localStorage);
  const root = await navigator.storage.getDirectory().catch(() => null);
  const keys = root?.keys();
  for (let next = await keys?.next(); next && !next.done; next = await keys?.next()) names.push(next.value);
  return names;
};

describe.each(BROWSERS)('a private window in %s', (kind) => {
  let demo: Awaited<ReturnType<typeof startDemo>>;
  let site: Awaited<ReturnType<typeof startSite>>;
  let panel: PanelDriver;
  beforeAll(async () => {
    [demo, site] = [await startDemo(), await startSite()];
    panel = await launch(kind, { size: { width: 1280, height: 840 } });
    await panel.browser.openPrivateWindow();
    await panel.open(site.url);
    await panel.openPanel();
  });
  afterAll(async () => {
    await panel?.close();
    await site?.close();
    await demo?.close();
  });

  it('is recorded, and nothing of it goes to the disk', async () => {
    await panel.click('button', 'Settings');
    await panel.type('spinbutton', 'Payloads in memory, MiB', '1');
    await panel.press('Tab');
    await panel.click('button', 'Close settings');
    await converse(panel, `${demo.url.replace('http', 'ws')}echo`, MESSAGES);
    await panel.waitForRows('Frames', 2 * MESSAGES.length);
    await panel.clickRow('Frames', 2);
    await panel.click('button', 'Settings');
    const text = await panel.read('dialog', 'Settings', (element) => element.textContent ?? '');
    expect(text).toContain('private window');
    await panel.click('button', 'Close settings');
    expect(await panel.evalInPanel(onDisk)).toEqual([]);
  });

  it('is still there when its panel is loaded anew, and goes on', async () => {
    await panel.reloadPanel();
    await panel.waitForRows('Frames', 2 * MESSAGES.length);
    await converse(panel, `${demo.url.replace('http', 'ws')}echo`, ['one more']);
    await panel.waitForRows('Frames', 2 * MESSAGES.length + 2);
    expect(await panel.evalInPanel(onDisk)).toEqual([]);
  });
});

// Panels of such a tab have a storage of their own; Chrome has nothing of the kind.
describe.runIf(BROWSERS.includes('firefox'))('a tab in a container in firefox', () => {
  it('is recorded from when its tools are open', async () => {
    const [demo, site] = [await startDemo(), await startSite()];
    const panel = await launch('firefox');
    try {
      await (panel.browser as FirefoxBrowser).firefox.openContainerTab();
      await panel.open(site.url);
      await panel.browser.openDevtools();
      await converse(panel, `${demo.url.replace('http', 'ws')}echo`, MESSAGES);
      await panel.openPanel();
      await panel.waitForRows('Frames', 2 * MESSAGES.length);
      // The page keeps no more than a mebibyte: the rest comes from who recorded before.
      await panel.clickRow('Frames', 2);
      await panel.click('tab', 'Text');
      await until('the first payload', async () => (await panel.panelText()).includes('message 0 xxx'));
    } finally {
      await panel.close();
      await site.close();
      await demo.close();
    }
  });
});
