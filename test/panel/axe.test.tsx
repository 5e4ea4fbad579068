import axe from 'axe-core';
import { afterEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeHost } from './fake-host.ts';
import { connections, frames, renderPanel } from './render.tsx';

afterEach(() => {
  delete document.documentElement.dataset.theme;
});

/** Violations as lines that a person can act on. */
async function violations(): Promise<string[]> {
  // Colours in passing are no colours.
  await Promise.all(document.getAnimations().map((animation) => animation.finished));
  const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

async function renderTraffic() {
  const panel = await renderPanel();
  const document = panel.host.page();
  const socket = document
    .socket('wss://app.harbor.example/chat', { protocols: ['chat.v2'] })
    .opens({ protocol: 'chat.v2', extensions: 'permessage-deflate' })
    .sends('{"type":"hello","user":{"name":"Mira"}}')
    .receives('{"type":"pong"}')
    .receives('a', { edited: true })
    .misses(312)
    .sends('b', { source: 'panel' })
    .sends('c', { source: 'replay' })
    .receives(new ArrayBuffer(300))
    .receives(new ArrayBuffer(2), { payload: undefined, omitted: 'budget' })
    .receives(new ArrayBuffer(2), { payload: undefined, pending: true });
  for (let index = 0; index < 60; index++) socket.receives(`{"type":"message","n":${index}}`);
  document.socket('wss://api.harbor.example/presence', { protocols: ['presence.v2'] }).fails();
  document.socket('wss://collab.harbor.example/doc', { source: 'replay', run: 'r' }).opens().closes(1012);
  document.flush();
  await expect.poll(() => connections().length).toBe(4);
  return panel;
}

const SIZES = [
  [400, 800],
  [900, 700],
  [1600, 500],
] as const;

describe.each(['light', 'dark'])('in the %s theme, accessibility', (theme) => {
  it.each(SIZES)('of recorded traffic with a frame selected, %d by %d', async (width, height) => {
    await page.viewport(width, height);
    document.documentElement.dataset.theme = theme;
    await renderTraffic();
    // Not by a locator: it would look for the row by its name, which changes while more comes.
    (frames()[3] as HTMLElement).click();
    await expect.element(page.getByRole('tablist', { name: 'Details' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it.each(SIZES)('of statistics, %d by %d', async (width, height) => {
    await page.viewport(width, height);
    document.documentElement.dataset.theme = theme;
    await renderTraffic();
    await userEvent.click(page.getByRole('button', { name: 'Statistics' }));
    await expect.element(page.getByRole('table', { name: 'Names' })).toBeInTheDocument();
    expect(await violations()).toEqual([]);
  });

  it('of a failed connection', async () => {
    await page.viewport(1300, 800);
    document.documentElement.dataset.theme = theme;
    await renderTraffic();
    await userEvent.click(connections()[2] as Element);
    await expect.element(page.getByRole('tab', { name: 'Handshake' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('of the filter with an error, its proposals and its help', async () => {
    await page.viewport(1300, 800);
    document.documentElement.dataset.theme = theme;
    await renderTraffic();
    await userEvent.type(
      page.getByRole('searchbox', { name: 'Filter frames' }),
      'size:>zz -dir:in (a OR is:',
    );
    await expect.element(page.getByRole('listbox')).toBeVisible();
    expect(await violations()).toEqual([]);
    await userEvent.click(page.getByRole('button', { name: 'Filter help' }));
    await expect.element(page.getByRole('dialog', { name: 'Filter help' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('of menus, problems and progress', async () => {
    await page.viewport(1300, 800);
    document.documentElement.dataset.theme = theme;
    const { store } = await renderTraffic();
    store.problems.add('a.har is damaged.', 'What could be read is open.', ['log.entries[3]: no url']);
    store.files.progress.value = { label: 'Reading a.har', done: 0.4 };
    await expect.element(page.getByRole('progressbar')).toBeVisible();
    await expect.element(page.getByRole('alert')).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Export' }));
    await expect.element(page.getByRole('menu', { name: 'Export' })).toBeVisible();
    expect(await violations()).toEqual([]);
    await userEvent.keyboard('{Escape}');
    await userEvent.click(frames()[1] as Element, { button: 'right' });
    await expect.element(page.getByRole('menu', { name: 'Frame' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it.each(SIZES)(
    'of a sorted table with a column of its own, and its menu, %d by %d',
    async (width, height) => {
      await page.viewport(width, height);
      document.documentElement.dataset.theme = theme;
      const { store } = await renderTraffic();
      store.columns.add('n');
      const [column] = store.columns.shown.value.slice(-1);
      if (column) store.columns.sort.value = { column, way: -1 };
      await expect.poll(() => store.rows.applied.value).not.toBeNull();
      expect(await violations()).toEqual([]);
      await userEvent.click(page.getByRole('columnheader', { name: 'Name' }), { button: 'right' });
      await expect.element(page.getByRole('menu', { name: 'Columns' })).toBeVisible();
      expect(await violations()).toEqual([]);
      await userEvent.click(page.getByRole('menuitem', { name: 'Add a column…' }));
      await expect.element(page.getByRole('dialog', { name: 'Add a column' })).toBeVisible();
      expect(await violations()).toEqual([]);
    },
  );

  it.each(SIZES)('of two frames compared, %d by %d', async (width, height) => {
    await page.viewport(width, height);
    document.documentElement.dataset.theme = theme;
    const { store } = await renderTraffic();
    store.selection.selectFrames([0, 1], 1);
    await expect.element(page.getByText(/\d differences?/)).toBeVisible();
    expect(await violations()).toEqual([]);
    await userEvent.selectOptions(page.getByRole('combobox', { name: 'Compare as' }), 'Bytes');
    expect(await violations()).toEqual([]);
  });

  it('of the settings', async () => {
    await page.viewport(400, 600);
    document.documentElement.dataset.theme = theme;
    await renderTraffic();
    await userEvent.click(page.getByRole('button', { name: 'Settings', exact: true }));
    await expect.element(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it.each(SIZES)('of what is hidden before an export, %d by %d', async (width, height) => {
    await page.viewport(width, height);
    document.documentElement.dataset.theme = theme;
    await renderTraffic();
    await userEvent.click(page.getByRole('button', { name: 'Export' }));
    await userEvent.click(page.getByRole('menuitem', { name: /^Hide before export/ }));
    await userEvent.fill(page.getByRole('textbox', { name: 'JSON fields' }), 'name');
    await userEvent.fill(page.getByRole('textbox', { name: 'Regular expressions' }), '(');
    await expect.element(page.getByRole('cell', { name: 'Mira' })).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it('of the replay view', async () => {
    await page.viewport(1300, 800);
    document.documentElement.dataset.theme = theme;
    await renderTraffic();
    await userEvent.click(page.getByRole('tab', { name: 'Replay', exact: true }));
    expect(await violations()).toEqual([]);
  });

  it('of an empty panel, also without access', async () => {
    await page.viewport(900, 600);
    document.documentElement.dataset.theme = theme;
    await renderPanel();
    await expect.poll(() => document.querySelector('.empty h2')).not.toBeNull();
    expect(await violations()).toEqual([]);
  });

  it('of a panel that may not read the site', async () => {
    await page.viewport(900, 600);
    document.documentElement.dataset.theme = theme;
    const host = new FakeHost();
    host.access = 'withheld';
    await renderPanel(host);
    await expect.poll(() => document.querySelector('.empty h2')).not.toBeNull();
    expect(await violations()).toEqual([]);
  });
});
