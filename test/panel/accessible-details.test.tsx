import axe from 'axe-core';
import type { ComponentChildren } from 'preact';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Store } from '../../src/panel/store/store.ts';
import { Composer } from '../../src/panel/views/Composer.tsx';
import { Details } from '../../src/panel/views/Details.tsx';
import { ReplayView } from '../../src/panel/views/ReplayView.tsx';
import { FakeHost } from './fake-host.ts';
import { painted, renderView, startStore } from './render.tsx';
import '../../src/panel/views/tokens.css';
import '../../src/panel/views/base.css';
import '../../src/panel/views/controls.css';
import '../../src/panel/views/grid.css';

beforeEach(() => page.viewport(1000, 700));
afterEach(() => {
  delete document.documentElement.dataset.theme;
});

/** What axe finds wrong with the view, a line each. A view is a part of a page: rules for whole pages do not apply. */
async function violations(): Promise<string[]> {
  await painted();
  await Promise.all(document.getAnimations().map(({ finished }) => finished));
  const rules = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } };
  const { violations: found } = await axe.run(document.body, { rules });
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

async function show(view: ComponentChildren, size?: { width: number; height: number }): Promise<Store> {
  const { host, store } = await startStore(new FakeHost());
  const from = host.page();
  const stack = 'connect@https://app.harbor.example/app.ts:4:7';
  const chat = from
    .socket('wss://app.harbor.example/chat', { protocols: ['xmpp', 'soap'], stack })
    .opens({ protocol: 'xmpp', extensions: 'permessage-deflate; server_no_context_takeover' });
  chat.sends('{"type":"join","at":1794992472618,"tags":[true,null,1.5]}').misses(3).receives('plain\ntext');
  chat.receives(Uint8Array.of(0, 1, 0x41, 0xff).buffer);
  chat.receives(new ArrayBuffer(0), { payload: undefined, size: 9, omitted: 'left' });
  chat.sends('x'.repeat(100_000));
  from.socket('wss://app.harbor.example/refused').fails();
  chat.closes(1011, 'restart');
  from.socket('wss://app.harbor.example/other').opens();
  from.flush();
  renderView(store, view, size);
  await painted();
  return store;
}

const choose = (tab: string): Promise<void> =>
  userEvent.click(page.getByRole('tab', { name: tab, exact: true }));

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  beforeEach(() => {
    document.documentElement.dataset.theme = theme;
  });

  it.each(['Preview', 'Text', 'Hex', 'Frame'])('%s of any frame has no violation', async (tab) => {
    const store = await show(<Details />, { width: 420, height: 360 });
    store.selection.selectFrame(0);
    await painted();
    await choose(tab);
    for (let frame = 0; frame < store.library.live().frames.length; frame++) {
      store.selection.selectFrame(frame);
      expect(await violations()).toEqual([]);
    }
  });

  it.each(['Handshake', 'Timing', 'Stack'])('%s of any connection has no violation', async (tab) => {
    const store = await show(<Details />, { width: 900, height: 360 });
    store.selection.selectConnection(0);
    await painted();
    await choose(tab);
    for (let connection = 0; connection < 3; connection++) {
      store.selection.selectConnection(connection);
      expect(await violations()).toEqual([]);
    }
  });

  it('the composer has no violation, usable or not, right or wrong', async () => {
    const store = await show(<Composer />, { width: 600, height: 120 });
    expect(await violations()).toEqual([]);
    store.selection.selectConnection(2);
    store.composer.format.value = 'hex';
    store.composer.text.value = '0g';
    expect(await violations()).toEqual([]);
  });

  it('the replay has no violation, before and while it goes on', async () => {
    const store = await show(<ReplayView />, { width: 1000, height: 500 });
    expect(await violations()).toEqual([]);
    await userEvent.click(page.getByRole('radio', { name: 'To the page' }));
    await userEvent.click(page.getByRole('button', { name: 'Reload and replay' }));
    await expect.element(page.getByRole('grid', { name: 'Comparison' })).toBeVisible();
    expect(await violations()).toEqual([]);
    store.replay.stop();
  });
});
