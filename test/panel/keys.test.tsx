import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { keyOf } from '../../src/panel/views/keys.ts';
import type { FakeHost } from './fake-host.ts';
import { connections, frames, renderPanel, rowAt } from './render.tsx';

beforeEach(() => page.viewport(1300, 700));

const open = (host: FakeHost, count = 3): void => {
  const document = host.page();
  for (let index = 0; index < count; index++)
    document.socket(`wss://app.harbor.example/${index}`).opens().sends(`from ${index}`);
  document.flush();
};

const press = (target: Element | null, init: KeyboardEventInit): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init });
  target?.dispatchEvent(event);
  return event;
};

const menu = (name: string) => page.getByRole('menu', { name });
const selected = (): string[] =>
  connections()
    .filter((row) => row.ariaSelected === 'true')
    .map((row) => row.dataset.row ?? '');

describe('a key of a shortcut', () => {
  const named = (init: KeyboardEventInit): string => keyOf(new KeyboardEvent('keydown', init));

  it('is a small letter whatever Caps Lock is, and a large one with Shift', () => {
    expect(named({ key: 'B', code: 'KeyB' })).toBe('b');
    expect(named({ key: 'B', code: 'KeyB', shiftKey: true })).toBe('B');
  });

  it('is the Latin letter where the layout has none', () => {
    expect(named({ key: 'а', code: 'KeyF' })).toBe('f');
  });

  it('is what the layout says where it has them', () => {
    expect(named({ key: 'a', code: 'KeyQ' })).toBe('a');
    expect(named({ key: 'ö', code: 'Semicolon' })).toBe('ö');
    expect(named({ key: 'ı', code: 'KeyR' })).toBe('ı');
    expect(named({ key: '¶', code: 'KeyR' })).toBe('¶');
  });
});

describe('keys', () => {
  it('with Ctrl and Shift are left to the tools', async () => {
    const { host, store } = await renderPanel();
    open(host);
    await expect.poll(() => frames().length).toBe(3);
    for (const key of ['L', 'E', 'F', 'A', 'C'])
      expect(press(document.body, { key, ctrlKey: true, shiftKey: true }).defaultPrevented).toBe(false);
    expect([frames().length, store.recording.on.value]).toEqual([3, true]);
  });

  it('change nothing behind a dialog', async () => {
    const { host, store } = await renderPanel();
    open(host);
    await expect.poll(() => frames().length).toBe(3);
    await userEvent.click(page.getByRole('button', { name: 'Settings', exact: true }));
    await expect.element(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    await userEvent.keyboard('{Control>}l{/Control}{Control>}e{/Control}');
    expect([frames().length, store.recording.on.value]).toEqual([3, true]);
  });

  it('work from the head of a column, too', async () => {
    const { host } = await renderPanel();
    open(host);
    await expect.poll(() => frames().length).toBe(3);
    press(page.getByRole('columnheader', { name: 'Name' }).element(), { key: '?', shiftKey: true });
    await expect.element(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  });

  it('do nothing to a frame from there', async () => {
    const { host, store } = await renderPanel();
    open(host);
    await expect.poll(() => frames().length).toBe(3);
    await userEvent.click(frames()[0] as Element);
    press(page.getByRole('columnheader', { name: 'Name' }).element(), { key: 'b' });
    expect(store.notes.of(0)).toBeUndefined();
  });

  it('send a frame once, however long they are held', async () => {
    const { host } = await renderPanel();
    open(host);
    await expect.poll(() => frames().length).toBe(3);
    await userEvent.click(frames()[0] as Element);
    const table = document.querySelector('[role=grid][aria-label=Frames]');
    for (const repeat of [false, true, true]) press(table, { key: 'r', repeat });
    await expect.poll(() => host.sent.filter(({ message }) => message.type === 'command')).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve));
    expect(host.sent.filter(({ message }) => message.type === 'command')).toHaveLength(1);
  });

  it('open the menu of a frame, of a connection and of a column', async () => {
    const { host } = await renderPanel();
    open(host);
    await expect.poll(() => frames().length).toBe(3);
    const places = [
      [frames()[0], 'Frame'],
      [connections()[1], 'Connection'],
      [page.getByRole('columnheader', { name: 'Name' }).element(), 'Columns'],
    ] as const;
    for (const [place, name] of places) {
      expect(press(place as Element, { key: 'F10', shiftKey: true }).defaultPrevented).toBe(true);
      await expect.element(menu(name)).toBeVisible();
      // Firefox goes on to ask for its own.
      const own = new MouseEvent('contextmenu', { bubbles: true, cancelable: true });
      expect(document.activeElement?.dispatchEvent(own)).toBe(false);
      await userEvent.keyboard('{Escape}');
      await expect.element(menu(name)).not.toBeInTheDocument();
    }
  });
});

describe('several connections', () => {
  it('are selected by keyboard, next to each other or not', async () => {
    const { host } = await renderPanel();
    open(host, 4);
    await expect.poll(() => connections().length).toBe(5);
    await userEvent.click(rowAt(3, 'Connections'));
    await userEvent.keyboard('{Control>}{ArrowDown}{ArrowDown}{/Control}');
    expect(selected()).toEqual(['0']);
    await userEvent.keyboard(' ');
    await expect.poll(selected).toEqual(['0', '2']);
    await userEvent.keyboard(' ');
    await expect.poll(selected).toEqual(['0']);
  });
});
