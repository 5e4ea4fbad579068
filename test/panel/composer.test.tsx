import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Store } from '../../src/panel/store/store.ts';
import { Composer } from '../../src/panel/views/Composer.tsx';
import { FakeHost, type FakePage } from './fake-host.ts';
import { renderView, startStore } from './render.tsx';
import '../../src/panel/views/tokens.css';
import '../../src/panel/views/base.css';
import '../../src/panel/views/controls.css';

beforeEach(() => page.viewport(1000, 700));

async function show(): Promise<{ host: FakeHost; store: Store; document: FakePage }> {
  const host = new FakeHost();
  const { store } = await startStore(host);
  const document = host.page();
  document.socket('wss://app.harbor.example/chat').opens();
  document.flush();
  renderView(store, <Composer />, { width: 700, height: 120 });
  return { host, store, document };
}

const message = page.getByRole('textbox', { name: 'Message' });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const radio = (name: string) => page.getByRole('radio', { name, exact: true });
const commands = (host: FakeHost) =>
  host.sent.flatMap(({ message: down }) => (down.type === 'command' ? [down.command] : []));

describe('the composer', () => {
  it('is of no use until an open connection is selected, and says so', async () => {
    const { store } = await show();
    await expect.element(button('Send')).toBeDisabled();
    await expect.element(message).toBeDisabled();
    expect(document.body.textContent).toContain('Select an open connection');
    store.selection.selectConnection(0);
    await expect.element(button('Send')).toBeEnabled();
    await expect.element(button('Receive')).toBeEnabled();
    await expect.element(button('Close connection')).toBeEnabled();
    expect(document.body.textContent).toContain('1 /chat app.harbor.example');
  });

  it('says when the connection has gone', async () => {
    const { store, document: from } = await show();
    store.selection.selectConnection(0);
    await expect.element(button('Send')).toBeEnabled();
    from.tell({ type: 'closed', connection: 1, time: from.tick(), code: 1000, reason: '', wasClean: true });
    from.flush();
    await expect.element(button('Send')).toBeDisabled();
    expect(document.body.textContent).toContain('Connection 1 is closed.');
  });

  it('sends and receives what is written', async () => {
    const { host, store } = await show();
    store.selection.selectConnection(0);
    await message.fill('hello');
    await button('Send').click();
    await button('Receive').click();
    expect(commands(host)).toMatchObject([
      { type: 'send', connection: 1, payload: 'hello', source: 'panel' },
      { type: 'receive', connection: 1, payload: 'hello', source: 'panel' },
    ]);
  });

  it('sends at Ctrl+Enter', async () => {
    const { host, store } = await show();
    store.selection.selectConnection(0);
    await message.fill('hello');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(commands(host)).toMatchObject([{ type: 'send', payload: 'hello' }]);
  });

  it('takes bytes in hex and Base64', async () => {
    const { host, store } = await show();
    store.selection.selectConnection(0);
    await radio('Hex').click();
    await message.fill('00 ff 0a');
    await button('Send').click();
    await radio('Base64').click();
    await message.fill('AP8K');
    await button('Send').click();
    const bytes = commands(host).map((command) =>
      command.type === 'send' && typeof command.payload !== 'string'
        ? [...new Uint8Array(command.payload)]
        : null,
    );
    expect(bytes).toEqual([
      [0, 0xff, 0x0a],
      [0, 0xff, 0x0a],
    ]);
  });

  it('says in place what is wrong with the bytes, and does not send them', async () => {
    const { host, store } = await show();
    store.selection.selectConnection(0);
    await radio('Hex').click();
    await message.fill('0g');
    await expect.element(message).toHaveAttribute('aria-invalid', 'true');
    await expect.element(message).toHaveAccessibleDescription('Not hex: unexpected "g" at character 2.');
    await expect.element(button('Send')).toBeDisabled();
    await message.click();
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    expect(commands(host)).toEqual([]);
  });

  it('closes the connection', async () => {
    const { host, store } = await show();
    store.selection.selectConnection(0);
    await button('Close connection').click();
    expect(commands(host)).toMatchObject([{ type: 'close', connection: 1, code: 1000 }]);
  });

  it('takes the keyboard when a frame is to be edited', async () => {
    const { store, document: from } = await show();
    from.tell({
      type: 'frame',
      connection: 1,
      seq: 1,
      time: from.tick(),
      direction: 'sent',
      shape: 'ArrayBuffer',
      size: 2,
      payload: Uint8Array.of(1, 2).buffer,
      source: 'wire',
    });
    from.flush();
    store.selection.selectConnection(0);
    await expect.element(button('Send')).toBeEnabled();
    store.composer.edit(0);
    await expect.element(message).toHaveFocus();
    await expect.element(message).toHaveValue('01 02');
    await expect.element(radio('Hex')).toBeChecked();
  });

  it('stays within a narrow panel', async () => {
    const { store } = await show();
    store.selection.selectConnection(0);
    const box = document.querySelector<HTMLElement>('.composer')?.parentElement;
    if (!box) throw new Error('The composer stands in a box.');
    box.style.width = '330px';
    await expect.element(button('Send')).toBeVisible();
    const edge = button('Send').element().getBoundingClientRect().right;
    expect(edge).toBeLessThanOrEqual(box.getBoundingClientRect().right);
  });
});
