import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { editsOf } from '../../src/panel/store/replay-setup.ts';
import type { Store } from '../../src/panel/store/store.ts';
import { ConnectionList } from '../../src/panel/views/ConnectionList.tsx';
import { ReplayView } from '../../src/panel/views/ReplayView.tsx';
import { FakeHost } from './fake-host.ts';
import { cell, painted, renderView, rowAt, startStore } from './render.tsx';
import '../../src/panel/views/tokens.css';
import '../../src/panel/views/base.css';
import '../../src/panel/views/controls.css';
import '../../src/panel/views/grid.css';

beforeEach(() => page.viewport(1200, 700));

const SID = '{"sid":"a1b2c3d4"}';

/** A chat that hands out an id, and a second connection of the same page. */
async function recorded(): Promise<{ host: FakeHost; store: Store }> {
  const { host, store } = await startStore(new FakeHost());
  const document = host.page();
  document
    .socket('wss://app.harbor.example/chat?room=1', { protocols: ['v1'] })
    .opens({ protocol: 'v1' })
    .receives(SID)
    .sends('{"sid":"a1b2c3d4","say":"hello"}')
    .receives('{"ok":true}')
    .sends(new Uint8Array([1, 2]).buffer)
    .closes();
  document.socket('wss://app.harbor.example/feed').opens().sends('follow').closes();
  document.flush();
  return { host, store };
}

async function show() {
  const stage = await recorded();
  renderView(stage.store, <ReplayView />, { width: 1200, height: 650 });
  await painted();
  return stage;
}

const violations = async (): Promise<string[]> => {
  const found = await axe.run(document.body, { rules: { region: { enabled: false } } });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
};

describe('the frames of a recording', () => {
  it('can be changed, left out and begun with', async () => {
    const { store } = await show();
    const { setup } = store.replay;
    await expect.poll(() => cell(rowAt(3, 'Recorded frames'), 'replayed')).toBe('with new sid');
    await userEvent.click(rowAt(3, 'Recorded frames'));
    await page.getByRole('textbox', { name: 'Frame to play' }).fill('bye');
    await expect.poll(() => cell(rowAt(3, 'Recorded frames'), 'replayed')).toBe('bye');
    await page.getByRole('button', { name: 'As recorded' }).click();
    await expect.poll(() => setup.edits.value.size).toBe(0);
    await page.getByRole('checkbox', { name: 'Leave out' }).click();
    await expect.poll(() => cell(rowAt(3, 'Recorded frames'), 'replayed')).toBe('left out');
    await userEvent.click(rowAt(5, 'Recorded frames'));
    await page.getByRole('textbox', { name: 'Frame to play' }).fill('zz');
    await expect.poll(() => document.querySelector('.step-editor .error')?.textContent).toBeTruthy();
    await page.getByRole('button', { name: 'Begin here' }).click();
    expect(setup.from.value).toBe(4);
  });

  it('are as recorded for another recording', async () => {
    const { store } = await show();
    const { choice, choices, setup } = store.replay;
    setup.from.value = 3;
    setup.url.value = 'wss://elsewhere.example/';
    choice.value = choices.value[1]?.id ?? null;
    expect([setup.from.value, setup.url.value]).toEqual([1, null]);
  });
});

describe('the values that change', () => {
  it('are found, and used unless they are unticked', async () => {
    const { store } = await show();
    const use = page.getByRole('checkbox', { name: 'Use sid' });
    await expect.element(use).toBeChecked();
    expect(store.replay.values.used()).toHaveLength(1);
    await use.click();
    expect(store.replay.values.used()).toEqual([]);
  });

  it('can be asked for before it starts', async () => {
    const { store } = await show();
    await page.getByText('Add a value').click();
    await page.getByRole('textbox', { name: 'Name of the value' }).fill('greeting');
    await page.getByRole('combobox', { name: 'Take it from' }).selectOptions('what I say');
    await page.getByRole('textbox', { name: 'Recorded text it replaces' }).fill('hello');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('textbox', { name: 'Value of greeting' }).fill('servus');
    expect(store.replay.values.used()[0]?.variable.from).toEqual({ in: 'given', value: 'servus' });
    expect(await violations()).toEqual([]);
  });

  it('are those that the page says anew since, too', async () => {
    const { host, store } = await startStore(new FakeHost());
    const url = (token: string): string => `wss://app.harbor.example/live?token=${token}`;
    const page1 = host.page();
    page1.socket(url('tok3n-old-1')).opens().sends('{"auth":"tok3n-old-1"}').closes();
    page1.flush();
    store.settings.preserveLog.value = true;
    const page2 = host.page({ time: Date.now() + 1000 });
    page2.socket(url('tok3n-new-2')).opens();
    page2.flush();
    renderView(store, <ReplayView />, { width: 1200, height: 650 });
    store.replay.choice.value = store.replay.choices.value[0]?.id ?? null;
    await expect.element(page.getByRole('textbox', { name: 'Value of token' })).toHaveValue('tok3n-new-2');
    await expect.poll(() => cell(rowAt(2, 'Recorded frames'), 'replayed')).toBe('with new token');
  });
});

describe('several connections together', () => {
  it('need not be all of the session', async () => {
    const { store } = await show();
    const { choice, choices, script } = store.replay;
    choice.value = choices.value.find(({ id }) => id.endsWith(' all'))?.id ?? null;
    await page.getByRole('checkbox', { name: '2 /feed, 1 frame' }).click();
    await expect.poll(() => script.value?.tracks.length).toBe(1);
    expect(script.value?.frames.length).toBe(4);
    expect(await violations()).toEqual([]);
  });

  it('have frames that can be changed, each its own', async () => {
    const { store } = await show();
    const { choice, choices, setup } = store.replay;
    choice.value = choices.value.find(({ id }) => id.endsWith(' all'))?.id ?? null;
    await page.getByRole('combobox', { name: 'Frames of' }).selectOptions('2 /feed, 1 frame');
    await expect.poll(() => cell(rowAt(2, 'Recorded frames'), 'recorded')).toBe('follow');
    await userEvent.click(rowAt(2, 'Recorded frames'));
    await page.getByRole('textbox', { name: 'Frame to play' }).fill('lead');
    expect(editsOf(setup.edits.value, 1)).toEqual(new Map([[0, { template: 'lead' }]]));
    expect(await violations()).toEqual([]);
  });
});

describe('a replay to the server', () => {
  it('has so many frames under way as the user says', async () => {
    const { store } = await show();
    await page.getByRole('combobox', { name: 'Pacing' }).selectOptions('As fast as allowed');
    await page.getByRole('spinbutton', { name: 'Frames under way' }).fill('3');
    expect(store.replay.setup.window.value).toBe(3);
  });

  it('says where its Origin is another one than was recorded', async () => {
    const { host, store } = await show();
    store.settings.preserveLog.value = true;
    host.page({ origin: 'https://elsewhere.example', time: Date.now() + 1000 }).flush();
    await expect
      .poll(() => document.body.textContent)
      .toContain('another Origin now, https://elsewhere.example');
  });
});

describe('a replay to the page', () => {
  it('asks what to do with what was not recorded', async () => {
    const { host, store } = await show();
    const { replay } = store;
    replay.target.value = 'page';
    replay.pacing.value = 'reply';
    await page.getByRole('button', { name: 'Reload and replay' }).click();
    const run = host.reloads[0]?.run ?? '';
    const fresh = host.page({ time: Date.now() + 1000 });
    const socket = fresh.socket('wss://app.harbor.example/chat?room=2', {
      source: 'replay',
      virtual: true,
      run,
    });
    socket.opens();
    fresh.flush();
    // What the panel asks of the page is done at once.
    const answer = (): void => {
      for (const { message } of host.sent.splice(0))
        if (message.type === 'command') fresh.tell({ type: 'result', command: message.command.command });
      fresh.flush();
    };
    await expect.poll(() => host.sent.some(({ message }) => message.type === 'command')).toBe(true);
    answer();
    socket.sends('surprise');
    fresh.flush();
    await expect.poll(() => document.querySelector('[role=alert]')?.textContent).toContain('surprise');
    await expect.poll(() => replay.state.value).toBe('paused');
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Ignore', exact: true }).click();
    await expect.poll(() => replay.state.value).toBe('waiting');
    replay.stop();
  });
});

describe('the menu of a connection', () => {
  it('leads to its replay', async () => {
    const { store } = await recorded();
    renderView(store, <ConnectionList />, { width: 300, height: 300 });
    await painted();
    await userEvent.click(rowAt(4, 'Connections'), { button: 'right' });
    await page.getByRole('menuitem', { name: 'Replay to the page' }).click();
    await expect.poll(() => store.view.value).toBe('replay');
    expect(store.replay.target.value).toBe('page');
    expect(store.replay.choice.value).toBe(store.replay.choices.value[1]?.id);
  });

  it('leads to all of them together', async () => {
    const { store } = await recorded();
    renderView(store, <ConnectionList />, { width: 300, height: 300 });
    await painted();
    await userEvent.click(rowAt(2, 'Connections'), { button: 'right' });
    await page.getByRole('menuitem', { name: 'Replay to the server' }).click();
    await expect.poll(() => store.replay.choice.value).toMatch(/ all$/);
  });
});
