import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { converse, type Stage, setStage } from './panel-page.ts';

const ORDERS = ['{"type":"order","user":{"id":20}}', '{"type":"order","user":{"id":3},"paid":true}'];

describe.each(BROWSERS)('the frame table in %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  const cells = async (column: string): Promise<(string | undefined)[]> =>
    (await stage.panel.rows('Frames')).map(({ cells }) => cells[column]);

  it('is sorted by a value of the payloads, and as captured again', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ORDERS);
    await panel.waitForRows('Frames', 4);
    await panel.clickRow('Frames', 1, { button: 'right', column: 'name' });
    await panel.click('menuitem', 'Add a column…');
    await panel.type('textbox', 'JSON path', 'user.id');
    await panel.click('button', 'OK');
    await until('the column', async () => (await cells('json:user.id')).includes('20'));
    const captured = await cells('json:user.id');
    await panel.click('columnheader', 'user.id');
    await until('the order', async () => (await cells('json:user.id')).join() === '3,3,20,20');
    await panel.click('button', 'By user.id: back to capture order');
    await until('the order of capture', async () => (await cells('json:user.id')).join() === captured.join());
    await panel.clickRow('Frames', 1, { button: 'right', column: 'name' });
    await panel.click('menuitem', 'Reset columns');
    await until('no such column', async () => !(await panel.has('columnheader', 'user.id')));
  });

  it('compares two frames', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ORDERS);
    await panel.waitForRows('Frames', 4);
    const data = await cells('data');
    await panel.clickRow('Frames', data.indexOf(ORDERS[0]) + 2);
    await panel.clickRow('Frames', data.indexOf(ORDERS[1]) + 2, { button: 'right', column: 'data' });
    await panel.click('menuitem', 'Compare with the one before of this name D');
    await until('the comparison', () => panel.has('tab', 'Diff'));
    await until('what differs', async () => (await panel.panelText()).includes('"paid": true'));
  });

  it('puts a payload into the page as a variable, never as code', async () => {
    const { panel, sockets } = stage;
    const hostile = `"); window.hit = 1; ("</script>\u2028\${window.hit = 1}`;
    await converse(panel, `${sockets}echo`, [hostile, ORDERS[0] as string]);
    await panel.waitForRows('Frames', 4);
    const store = async (data: string): Promise<void> => {
      const shown = (await cells('data')).map((text) => text?.slice(0, 12));
      await panel.clickRow('Frames', shown.indexOf(data.slice(0, 12)) + 2);
      await panel.press('v');
    };
    await store(hostile);
    await until('the variable', async () =>
      (await panel.panelText()).includes('is framereel1 in the Console'),
    );
    await store(ORDERS[0] as string);
    await until('another', async () => (await panel.panelText()).includes('is framereel2 in the Console'));
    const page = await panel.evalInPage(() => {
      const { framereel1, framereel2, hit } = window as unknown as Record<string, unknown>;
      return {
        text: framereel1,
        id: (framereel2 as { user: { id: number } }).user.id,
        isOurs: framereel2 instanceof Object,
        hit: hit ?? null,
      };
    });
    expect(page).toEqual({ text: hostile, id: 20, isOurs: true, hit: null });
  });
});
