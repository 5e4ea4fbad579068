import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { connections, frames, grid, renderPanel } from './render.tsx';

beforeEach(() => page.viewport(1300, 900));

const toggle = () => page.getByRole('button', { name: 'Statistics' });
const table = (name: string): HTMLElement => page.getByRole('table', { name }).element() as HTMLElement;

/** Rows of a table as `head: cell, cell`. */
const rowsOf = (name: string): string[] =>
  [...table(name).querySelectorAll('tbody tr')].map((row) => {
    const [head, ...cells] = [...row.children].map((cell) => (cell.textContent ?? '').trim());
    return `${head}: ${cells.join(', ')}`;
  });

async function renderTalk() {
  const panel = await renderPanel();
  const document = panel.host.page();
  const calls = document.socket('wss://app.harbor.example/rpc').opens();
  for (let id = 0; id < 10; id++) {
    calls.sends(`{"id":${id},"method":"get"}`);
    document.time += 19;
    calls.receives(`{"id":${id},"result":"${'x'.repeat(id === 7 ? 2_000 : 0)}"}`);
  }
  const chat = document.socket('wss://app.harbor.example/chat').opens();
  chat.sends('{"type":"ping"}').receives('{"type":"pong"}').receives('{"type":"message"}');
  document.flush();
  await expect.poll(() => frames().length).toBe(23);
  return { ...panel, document, chat };
}

async function renderStatistics() {
  const panel = await renderTalk();
  await userEvent.click(toggle());
  await expect.element(page.getByRole('table', { name: 'Traffic' })).toBeVisible();
  return panel;
}

describe('statistics', () => {
  it('tell of all that is shown while nothing is selected', async () => {
    await renderStatistics();
    await expect.element(page.getByText(/23 frames of 2 connections in \d+ ms/)).toBeVisible();
    expect(rowsOf('Traffic')[0]).toBe('Frames: 11, 12');
    expect(rowsOf('Names').slice(0, 4)).toEqual([
      expect.stringMatching(/^get: 10, , \d+ B, 20 ms$/),
      expect.stringMatching(/^ping: 1, , 15 B, 1 ms$/),
      expect.stringMatching(/^pong: , 1, 15 B, $/),
      expect.stringMatching(/^message: /),
    ]);
    await expect.element(toggle()).toHaveAttribute('aria-pressed', 'true');
  });

  it('pair requests and replies, and lead to the slowest', async () => {
    const { store } = await renderStatistics();
    expect(rowsOf('Replies')).toEqual(['by id: 10, 20 ms, 20 ms, 20 ms', 'by name: 1, 1 ms, 1 ms, 1 ms']);
    await userEvent.click(page.getByRole('button', { name: '1 ms' }));
    expect(store.selection.frame.value).toBe(20);
    await expect.element(page.getByRole('tab', { name: 'Preview' })).toBeVisible();
  });

  it('come back when the frame they led to is left', async () => {
    const { store } = await renderStatistics();
    await userEvent.click(page.getByRole('button', { name: '2.0 kB' }));
    expect(store.selection.frame.value).toBe(15);
    await expect.element(page.getByRole('table', { name: 'Traffic' })).not.toBeInTheDocument();
    grid('Frames').focus();
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('table', { name: 'Traffic' })).toBeVisible();
  });

  it('show how sizes are spread, and filter by one', async () => {
    const { store } = await renderStatistics();
    const large = page.getByRole('button', { name: '2–5 kB' });
    await userEvent.click(large);
    expect(store.query.text.value).toBe('size:2000..4999');
    await expect.poll(() => rowsOf('Sizes')).toEqual(['2–5 kB: 0, 1']);
    await expect.element(large).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(large);
    expect(store.query.text.value).toBe('');
    await expect.poll(() => rowsOf('Traffic')[0]).toBe('Frames: 11, 12');
  });

  it('filter by a name that is chosen by key', async () => {
    const { store } = await renderStatistics();
    const name = page.getByRole('button', { name: 'pong' });
    (name.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    expect(store.query.text.value).toBe('event:=pong');
    await expect.poll(() => frames().length).toBe(1);
    await expect.poll(() => rowsOf('Names')).toHaveLength(1);
  });

  it('are those of the connections selected, in a tab of their details', async () => {
    await renderStatistics();
    await userEvent.click(connections()[2] as Element);
    await expect.poll(() => rowsOf('Traffic')[0]).toBe('Frames: 1, 2');
    await expect
      .element(page.getByRole('tab', { name: 'Statistics' }))
      .toHaveAttribute('aria-selected', 'true');
    await userEvent.click(page.getByRole('tab', { name: 'Handshake' }));
    await expect.element(toggle()).toHaveAttribute('aria-pressed', 'false');
    await expect.element(page.getByRole('table', { name: 'Traffic' })).not.toBeInTheDocument();
  });

  it('count what comes while they are looked at', async () => {
    const { chat, document } = await renderStatistics();
    for (let index = 0; index < 40; index++) chat.receives('{"type":"message"}');
    document.flush();
    await expect.poll(() => rowsOf('Names')[0], { timeout: 5_000 }).toMatch(/^message: , 41, /);
  });

  it('are the same however the table is sorted, and count each frame once', async () => {
    const { chat, document, store } = await renderStatistics();
    await userEvent.click(grid('Frames').querySelector('[role=columnheader][data-column=size]') as Element);
    await expect.poll(() => store.rows.applied.value?.way).toBe(1);
    for (let index = 0; index < 40; index++) chat.receives('');
    document.flush();
    await expect.poll(() => rowsOf('Traffic')[0], { timeout: 5_000 }).toBe('Frames: 11, 52');
    expect(rowsOf('Names').at(-1)).toMatch(/^no name: , 50, /);
    expect(rowsOf('Replies')).toEqual(['by id: 10, 20 ms, 20 ms, 20 ms', 'by name: 1, 1 ms, 1 ms, 1 ms']);
  });

  it('say so where there is nothing to count', async () => {
    await renderStatistics();
    await userEvent.type(page.getByRole('searchbox', { name: 'Filter frames' }), 'nowhere');
    await expect
      .element(page.getByText('The table shows no frames, so there is nothing to count.'))
      .toBeVisible();
  });

  it('are put away by their button, and by that of the details', async () => {
    await renderStatistics();
    await userEvent.click(toggle());
    await expect.element(page.getByRole('table', { name: 'Traffic' })).not.toBeInTheDocument();
    await userEvent.click(toggle());
    await expect.element(page.getByRole('table', { name: 'Traffic' })).toBeVisible();
    await userEvent.click(page.getByRole('button', { name: 'Close details' }));
    await expect.element(toggle()).toHaveAttribute('aria-pressed', 'false');
  });
});
