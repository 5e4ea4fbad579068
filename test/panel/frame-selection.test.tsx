import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { FakeHost } from './fake-host.ts';
import { cell, frames, grid, painted, renderPanel, rowAt } from './render.tsx';

async function renderTen() {
  const panel = await renderPanel(new FakeHost());
  const document = panel.host.page();
  const socket = document.socket('wss://app.harbor.example/chat').opens();
  for (let index = 0; index < 10; index++) socket.receives(`{"n":${index}}`);
  document.flush();
  await expect.poll(() => frames().length).toBe(10);
  return panel;
}

const selected = () =>
  frames()
    .filter((row) => row.ariaSelected === 'true')
    .map((row) => Number(row.dataset.frame));

const row = (frame: number): Element => rowAt(frame + 2);

beforeEach(() => page.viewport(1300, 700));

describe('several frames', () => {
  it('are selected as a range with Shift, and one by one with Ctrl', async () => {
    const { store } = await renderTen();
    await userEvent.click(row(2));
    await userEvent.click(row(5), { modifiers: ['Shift'] });
    expect(selected()).toEqual([2, 3, 4, 5]);
    await userEvent.click(row(3), { modifiers: ['Control'] });
    await userEvent.click(row(8), { modifiers: ['Control'] });
    expect(selected()).toEqual([2, 4, 5, 8]);
    expect(store.selection.frame.value).toBe(8);
    await userEvent.click(row(0));
    expect(selected()).toEqual([0]);
  });

  it('are selected by keyboard', async () => {
    await renderTen();
    await userEvent.click(row(4));
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(selected()).toEqual([4, 5, 6]);
    await userEvent.keyboard('{Shift>}{ArrowUp}{ArrowUp}{ArrowUp}{/Shift}');
    expect(selected()).toEqual([3, 4]);
    await userEvent.keyboard('{Control>}a{/Control}');
    expect(selected()).toHaveLength(10);
  });

  it('can be saved as a session of their own', async () => {
    const { host } = await renderTen();
    await userEvent.click(row(1));
    await userEvent.click(row(3), { modifiers: ['Shift'] });
    await userEvent.click(row(2), { button: 'right' });
    expect(selected()).toEqual([1, 2, 3]);
    await userEvent.click(page.getByRole('menuitem', { name: 'Save 3 frames as session' }));
    await expect.poll(() => host.downloads).toHaveLength(1);
    const text = (await host.downloads[0]?.content.text()) ?? '';
    const payloads = [0, 1, 2, 3, 4].filter((n) => text.includes(`{\\"n\\":${n}}`));
    expect(payloads).toEqual([1, 2, 3]);
  });
});

describe('a bookmark', () => {
  it('is set by key, shown in the row and asked for by the filter', async () => {
    const { store } = await renderTen();
    await userEvent.click(row(4));
    await userEvent.keyboard('b');
    await expect.poll(() => row(4).querySelector('[aria-label=bookmarked]')).not.toBeNull();
    store.query.text.value = 'is:bookmarked';
    await expect.poll(() => frames().map((one) => one.dataset.frame)).toEqual(['4']);
    store.notes.toggle([7]);
    await expect.poll(() => frames().map((one) => one.dataset.frame)).toEqual(['4', '7']);
    store.notes.toggle([4, 7]);
    await expect.poll(() => frames().length).toBe(0);
  });

  it('can have words, which stand in the row', async () => {
    const { store } = await renderTen();
    await userEvent.click(row(4));
    await userEvent.click(page.getByRole('tab', { name: 'Frame', exact: true }));
    await userEvent.fill(page.getByRole('textbox', { name: 'Note' }), 'here it breaks');
    await userEvent.keyboard('{Tab}');
    await painted();
    expect(cell(row(4), 'data')).toContain('here it breaks');
    expect(store.library.active.value.notes.get(4)).toEqual({ text: 'here it breaks', bookmarked: true });
    expect(grid('Frames').ariaMultiSelectable).toBe('true');
  });

  it('goes without the words beside it', async () => {
    const { store } = await renderTen();
    store.notes.write(4, 'here it breaks');
    await userEvent.click(row(4));
    await userEvent.keyboard('b');
    expect(store.notes.of(4)).toEqual({ text: 'here it breaks', bookmarked: false });
    await expect.poll(() => row(4).querySelector('[aria-label=bookmarked]')).toBeNull();
    expect(cell(row(4), 'data')).toContain('here it breaks');
    await userEvent.keyboard('b');
    expect(store.notes.of(4)).toEqual({ text: 'here it breaks', bookmarked: true });
  });

  it('that was removed does not come back with other words', async () => {
    const { store } = await renderTen();
    store.notes.write(4, 'here it breaks');
    store.notes.toggle([4]);
    store.notes.write(4, 'here it breaks again');
    expect(store.notes.of(4)).toEqual({ text: 'here it breaks again', bookmarked: false });
    store.notes.write(4, '');
    expect(store.notes.of(4)).toBeUndefined();
  });
});
