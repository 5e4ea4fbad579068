import axe from 'axe-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { editKey, editsOf } from '../../src/panel/store/replay-setup.ts';
import type { Store } from '../../src/panel/store/store.ts';
import { ConnectionList } from '../../src/panel/views/ConnectionList.tsx';
import { ReplayView } from '../../src/panel/views/ReplayView.tsx';
import { placeholder } from '../replay/recordings.ts';
import { FakeHost, type FakePage } from './fake-host.ts';
import { cell, painted, renderView, rowAt, startStore } from './render.tsx';
import '../../src/panel/views/tokens.css';
import '../../src/panel/views/base.css';
import '../../src/panel/views/controls.css';
import '../../src/panel/views/grid.css';

beforeEach(() => page.viewport(1200, 700));

const SID = '{"sid":"a1b2c3d4"}';

/** A chat that hands out an id, and a second connection of the same page. */
async function recorded(): Promise<{ document: FakePage; host: FakeHost; store: Store }> {
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
  return { document, host, store };
}

async function show() {
  const stage = await recorded();
  renderView(stage.store, <ReplayView />, { width: 1200, height: 650 });
  await painted();
  return stage;
}

const live = (token: string): string => `wss://app.harbor.example/live?token=${token}`;

/** A connection with a token, whose page has made a newer one with another since. */
async function showNewer(): Promise<Store> {
  const { host, store } = await startStore(new FakeHost());
  const old = host.page();
  old.socket(live('tok3n-old-1')).opens().sends('{"auth":"tok3n-old-1"}').closes();
  old.flush();
  store.settings.preserveLog.value = true;
  const now = host.page({ time: Date.now() + 1000 });
  now.socket(live('tok3n-new-2')).opens();
  now.flush();
  renderView(store, <ReplayView />, { width: 1200, height: 650 });
  store.replay.choice.value = store.replay.choices.value[0]?.id ?? null;
  return store;
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

  it('keep the values that change when they are edited', async () => {
    const { store } = await show();
    const { edits } = store.replay.setup;
    await expect.poll(() => cell(rowAt(3, 'Recorded frames'), 'replayed')).toBe('with new sid');
    await userEvent.click(rowAt(3, 'Recorded frames'));
    const frame = page.getByRole('textbox', { name: 'Frame to play' });
    const proposed = `{"sid":"${placeholder('sid')}","say":"hello"}`;
    await expect.element(frame).toHaveValue(proposed);
    await frame.fill(proposed.replace('hello', 'bye'));
    expect([...edits.value.values()]).toEqual([{ template: proposed.replace('hello', 'bye') }]);
    await frame.fill(proposed);
    expect(edits.value.size).toBe(0);
    await page.getByRole('checkbox', { name: 'Use sid' }).click();
    await expect.element(frame).toHaveValue('{"sid":"a1b2c3d4","say":"hello"}');
  });

  it('are as recorded where they were changed for the other target', async () => {
    const { store } = await show();
    await expect.poll(() => cell(rowAt(3, 'Recorded frames'), 'replayed')).toBe('with new sid');
    await userEvent.click(rowAt(3, 'Recorded frames'));
    await page.getByRole('textbox', { name: 'Frame to play' }).fill('bye');
    store.replay.target.value = 'page';
    await expect.poll(() => cell(rowAt(3, 'Recorded frames'), 'replayed')).toBe('waited for');
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

  it('are found when it is to the server after all', async () => {
    const { store } = await recorded();
    store.replay.target.value = 'page';
    renderView(store, <ReplayView />, { width: 1200, height: 650 });
    await page.getByRole('radio', { name: 'To the server' }).click();
    await expect.element(page.getByRole('checkbox', { name: 'Use sid' })).toBeChecked();
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
    await showNewer();
    await expect.element(page.getByRole('textbox', { name: 'Value of token' })).toHaveValue('tok3n-new-2');
    await expect.poll(() => cell(rowAt(2, 'Recorded frames'), 'replayed')).toBe('with new token');
  });
});

describe('the address', () => {
  it('keeps the values that change when it is edited', async () => {
    const store = await showNewer();
    const address = page.getByRole('textbox', { name: 'Address' });
    await expect.element(address).toHaveValue(live(placeholder('token')));
    await address.fill(`${live(placeholder('token'))}&room=2`);
    expect(store.replay.setup.url.value).toBe(`${live(placeholder('token'))}&room=2`);
    await address.fill(live(placeholder('token')));
    expect(store.replay.setup.url.value).toBeNull();
    store.replay.target.value = 'page';
    await expect
      .element(page.getByRole('textbox', { name: 'URL to answer' }))
      .toHaveValue(live('tok3n-old-1'));
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

describe('what came of a replay', () => {
  it('has an edited frame in its place', async () => {
    const { document, host, store } = await show();
    const { replay } = store;
    replay.pacing.value = 'fast';
    replay.choice.value = replay.choices.value[1]?.id ?? null;
    replay.setup.edits.value = new Map([[editKey(1, 0), { template: '{"type":"lead"}' }]]);
    replay.start();
    let opened: ReturnType<typeof document.socket> | null = null;
    // What the panel asks of the page is done at once.
    const answer = (): number => {
      const commands = host.sent
        .splice(0)
        .flatMap(({ message }) => (message.type === 'command' ? [message] : []));
      for (const { command } of commands) {
        if (command.type === 'open')
          opened = document.socket(command.url, { source: 'replay', run: command.run }).opens();
        if (command.type === 'send') opened?.sends(command.payload, { source: 'replay' });
        if (command.type === 'close') opened?.closes();
        document.tell({ type: 'result', command: command.command });
      }
      document.flush();
      return commands.length;
    };
    await expect.poll(() => [answer(), replay.state.value][1]).toBe('done');
    await expect.poll(() => replay.comparison.value?.counts).toMatchObject({ same: 1, missing: 0, extra: 0 });
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
