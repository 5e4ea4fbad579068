import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChromiumBrowser } from '../../support/chromium-browser.ts';
import { FirefoxBrowser } from '../../support/firefox-browser.ts';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { converse, type Stage, setStage } from './panel-page.ts';

const MESSAGES = Array.from({ length: 48 }, (_, index) => `message ${index} `.padEnd(64 * 1024, 'x'));

/** Runs in the panel: the folders that panels have on the disk. */
const folders = async (): Promise<string[]> => {
  const root = await navigator.storage.getDirectory();
  const all = await root.getDirectoryHandle('spill', { create: true });
  const names: string[] = [];
  const keys = all.keys();
  for (let next = await keys.next(); !next.done; next = await keys.next()) names.push(next.value);
  return names;
};

describe.each(BROWSERS)('payloads past the budget in %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  const dialogText = async (): Promise<string> => {
    await stage.panel.click('button', 'Settings');
    const text = await stage.panel.read('dialog', 'Settings', (element) => element.textContent ?? '');
    await stage.panel.click('button', 'Close settings');
    return text;
  };

  async function spill(): Promise<void> {
    const { panel, sockets } = stage;
    await panel.click('button', 'Settings');
    await panel.type('spinbutton', 'Payloads in memory, MiB', '1');
    await panel.press('Tab');
    await panel.click('button', 'Close settings');
    await converse(panel, `${sockets}echo`, MESSAGES);
    await panel.waitForRows('Frames', 2 * MESSAGES.length);
    await until('payloads on the disk', async () => /[3-9]\.\d MB are there now/.test(await dialogText()));
  }

  it('open as if they were in memory, and leave the disk with Clear', async () => {
    const { panel } = stage;
    await spill();
    await panel.clickRow('Frames', 2);
    await panel.click('tab', 'Text');
    await until('the payload', async () => (await panel.panelText()).includes('message 0 xxx'));
    await panel.type('searchbox', 'Filter frames', '"message 7 "');
    await panel.waitForRows('Frames', 2);
    const rows = await panel.rows('Frames');
    expect(rows.map(({ cells }) => cells.data?.slice(0, 12))).toEqual(['message 7 xx', 'message 7 xx']);
    await panel.click('button', 'Clear');
    await until('an empty disk', async () => !(await dialogText()).includes('there now'));
  });

  it('are taken away by the next panel, and said to be lost where the panel was reloaded', async () => {
    const { panel } = stage;
    await spill();
    const left = await panel.evalInPanel(folders);
    expect(left).toHaveLength(1);
    await until('a disk without them', async () => {
      await panel.reloadPanel();
      await until('the panel', () => panel.has('button', 'Clear'));
      await until(
        'the looking',
        async () => !(await panel.evalInPanel(folders)).includes(left[0] ?? ''),
        3_000,
      ).catch(() => null);
      return !(await panel.evalInPanel(folders)).includes(left[0] ?? '');
    });
    await panel.waitForRows('Frames', 2 * MESSAGES.length);
    await panel.clickRow('Frames', 2);
    await until('the reason', async () => (await panel.panelText()).includes('could not be read back'));
  });

  it('leave the disk when the panel is closed', async () => {
    const { browser } = stage.panel;
    /** Seen from elsewhere in the extension: the panel is gone by then. */
    const left = async (): Promise<string[]> => {
      if (browser instanceof FirefoxBrowser) {
        await browser.firefox.target('background');
        return browser.firefox.run(folders);
      }
      const { chromium } = browser as ChromiumBrowser;
      const page = await chromium.browser.newPage();
      await page.goto(`chrome-extension://${chromium.extension}/blank.html`);
      const names = await page.evaluate(folders);
      await page.close();
      return names;
    };
    await spill();
    expect(await left()).toHaveLength(1);
    await browser.closeDevtools();
    await until('an empty disk', async () => (await left()).length === 0);
    await stage.panel.openPanel();
  });
});
