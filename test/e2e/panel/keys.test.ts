import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { converse, type Stage, setStage } from './panel-page.ts';

const ORDERS = ['{"type":"order","id":1}', '{"type":"order","id":2}'];

/**
 * Runs in the panel: the name of what has its focus. Nothing where the browser's tools have taken the focus away, which
 * a Firefox without a screen says of every panel.
 */
const focused = (isTold: boolean): string => {
  const { activeElement } = document;
  if (isTold && !document.hasFocus()) return '';
  return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
};

/** The browser's tools have keys of their own, and hear of keys in a panel. */
describe.each(BROWSERS)('a key pressed in the panel in %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  beforeEach(async () => {
    const { panel, sockets } = stage;
    await stage.reset();
    await converse(panel, `${sockets}echo`, ORDERS);
    await panel.waitForRows('Frames', 4);
    await panel.clickRow('Frames', 2);
    await expectFocus('Frames');
  });
  afterAll(() => stage.close());

  async function expectFocus(name: string): Promise<void> {
    let found = '';
    await until(`the focus in "${name}"`, async () => {
      found = await stage.panel.evalInPanel(focused, kind === 'chrome');
      return found === name;
    }).catch((error) => {
      throw new Error(`${error.message} It is in "${found}".`);
    });
  }

  it('finds in the table by Ctrl+F, and goes back by Escape', async () => {
    const { panel } = stage;
    await panel.press('Control+f');
    await expectFocus('Find in frames');
    await panel.press('Escape');
    await expectFocus('Frames');
    expect(await panel.has('textbox', 'Find in frames')).toBe(false);
  });

  it('steps through what is found by F3', async () => {
    const { panel } = stage;
    await panel.press('Control+f');
    await panel.type('textbox', 'Find in frames', 'order');
    await until('what is found', async () => (await panel.panelText()).includes('of 4'));
    await panel.clickRow('Frames', 2);
    const selected = async (): Promise<number | undefined> =>
      (await panel.rows('Frames')).find((row) => row.selected)?.index;
    expect(await selected()).toBe(2);
    await panel.press('F3');
    await until('the next match', async () => (await selected()) === 3);
    await panel.click('button', 'Close find');
  });

  it('goes to the details by Enter, and back by Escape', async () => {
    const { panel } = stage;
    await panel.press('Enter');
    await expectFocus('Preview');
    await panel.press('Escape');
    await expectFocus('Frames');
  });

  it('filters by Ctrl+F where the table is not, and by /', async () => {
    const { panel } = stage;
    await panel.press('/');
    await expectFocus('Filter frames');
    await panel.press('Escape');
    await expectFocus('Frames');
    await panel.press('Enter');
    await expectFocus('Preview');
    await panel.press('Control+f');
    await expectFocus('Filter frames');
  });

  it('shows the keys by ?, and hides them by Escape', async () => {
    const { panel } = stage;
    await panel.press('?');
    await until('the keys', () => panel.has('dialog', 'Keyboard shortcuts'));
    await panel.press('Escape');
    await until('no keys', async () => !(await panel.has('dialog', 'Keyboard shortcuts')));
    await expectFocus('Frames');
  });

  it('helps with the filter by F1', async () => {
    const { panel } = stage;
    await panel.press('/');
    await expectFocus('Filter frames');
    await panel.press('F1');
    await expectFocus('Filter help');
    await panel.press('Escape');
    await expectFocus('Filter frames');
  });

  it('clears by Ctrl+L, and stops recording by Ctrl+E', async () => {
    const { panel } = stage;
    await panel.press('Control+l');
    await panel.waitForRows('Frames', 0);
    const isOn = (): Promise<string | null> =>
      panel.read('button', 'Record', (button) => button.getAttribute('aria-pressed'));
    expect(await isOn()).toBe('true');
    await panel.press('Control+e');
    await until('the end of recording', async () => (await isOn()) === 'false');
    await panel.press('Control+e');
    await until('recording', async () => (await isOn()) === 'true');
  });
});
