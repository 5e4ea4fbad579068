import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { converse, type Stage, setStage } from './panel-page.ts';

/** What a table of the statistics says, a line for each row. Runs in the panel. */
const readTable = (table: Element): string[] =>
  [...table.querySelectorAll('tbody tr')].map((row) =>
    [...row.children].map((cell) => (cell.textContent ?? '').trim()).join(' | '),
  );

describe.each(BROWSERS)('numbers and times in %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  beforeEach(async () => {
    await stage.reset();
    // The server answers with what it is sent, so with the id of the request.
    await converse(stage.panel, `${stage.sockets}echo`, ['{"id":1,"type":"get"}', '{"id":2,"type":"get"}']);
    await stage.panel.evalInPage(() => new Promise<void>((resolve) => setTimeout(resolve, 1_000)));
    await converse(stage.panel, `${stage.sockets}echo`, ['{"type":"ping"}']);
    await stage.panel.waitForRows('Frames', 6);
  });
  afterAll(() => stage.close());

  it('counts what the table shows, and pairs requests with replies', async () => {
    const { panel } = stage;
    await panel.click('button', 'Statistics');
    await until('the names', async () => (await panel.read('table', 'Names', readTable)).length === 2);
    expect((await panel.read('table', 'Traffic', readTable))[0]).toBe('Frames | 3 | 3');
    expect((await panel.read('table', 'Replies', readTable))[0]).toMatch(/by id \| 2 \| .* \| .* \| .* ms$/);
    await panel.click('button', 'ping');
    await panel.waitForRows('Frames', 2);
    await until('the numbers on them', async () =>
      ((await panel.read('table', 'Traffic', readTable))[0] ?? '').includes('1 | 1'),
    );
    await panel.click('button', 'Statistics');
    expect(await panel.has('table', 'Traffic')).toBe(false);
  });

  it('shows the frames of a stretch of time that is marked on the timeline', async () => {
    const { panel } = stage;
    await panel.click('slider', 'Timeline');
    await panel.press('Home');
    for (let step = 0; step < 60; step++) await panel.press('Shift+ArrowRight');
    await panel.press('Enter');
    const filter = await panel.read('searchbox', 'Filter frames', (box) => (box as HTMLInputElement).value);
    expect(filter).toMatch(/^time:\S+\.\.\S+$/);
    await panel.waitForRows('Frames', 4);
  });
});
