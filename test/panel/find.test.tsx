import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { frames, grid, renderPanel, rowAt } from './render.tsx';

async function renderFruit() {
  const panel = await renderPanel();
  const document = panel.host.page();
  const socket = document.socket('wss://app.harbor.example/chat').opens();
  for (let index = 0; index < 300; index++)
    socket.receives(index % 100 === 50 ? `an apple ${index}` : `a pear ${index}`);
  document.flush();
  await expect.poll(() => grid('Frames').ariaRowCount).toBe('301');
  return panel;
}

const box = () => page.getByRole('textbox', { name: 'Find in frames' });

beforeEach(() => page.viewport(1300, 700));

describe('finding in frames', () => {
  it('steps through what is found and filters nothing', async () => {
    const { store } = await renderFruit();
    grid('Frames').focus();
    await userEvent.keyboard('{Home}{Control>}f{/Control}');
    await expect.element(box()).toHaveFocus();
    await userEvent.keyboard('APPLE');
    await expect.element(page.getByText('3 frames', { exact: true })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    expect(store.selection.frame.value).toBe(50);
    await expect.element(page.getByText('1 of 3', { exact: true })).toBeVisible();
    await userEvent.keyboard('{Enter}{Enter}');
    expect(store.selection.frame.value).toBe(250);
    await userEvent.keyboard('{Enter}');
    expect(store.selection.frame.value).toBe(50);
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}');
    expect(store.selection.frame.value).toBe(250);
    expect(grid('Frames').ariaRowCount).toBe('301');
  });

  it('marks what is found in the rows, and nothing any more once it is closed', async () => {
    const { store } = await renderFruit();
    store.finder.isOpen.value = true;
    store.finder.text.value = 'pear';
    await expect.element(box()).toBeVisible();
    await expect.poll(() => frames().at(-1)?.querySelector('mark')?.textContent).toBe('pear');
    await userEvent.click(box());
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => frames().at(-1)?.querySelector('mark')).toBeNull();
    expect(document.activeElement).toBe(grid('Frames'));
  });

  it('leads to the filter where the table has not the focus', async () => {
    const { store } = await renderFruit();
    await userEvent.keyboard('{Control>}f{/Control}');
    await expect.element(page.getByRole('searchbox', { name: 'Filter frames' })).toHaveFocus();
    expect(store.finder.isOpen.value).toBe(false);
  });
});

describe('a regular expression that may take for ever', () => {
  it('finds what it can', async () => {
    const { store } = await renderFruit();
    store.query.text.value = '/a.*l.*5/';
    expect(store.query.risky.value).not.toBeNull();
    await expect.poll(() => grid('Frames').ariaRowCount).toBe('4');
    await expect.poll(() => rowAt(2).textContent).toContain('an apple 50');
  });

  it('is given up, said so, and freezes nothing', { timeout: 15_000 }, async () => {
    const { host, store } = await renderPanel();
    const fakePage = host.page();
    const socket = fakePage.socket('wss://app.harbor.example/').opens();
    socket.receives(`${'a'.repeat(60)}!`);
    fakePage.flush();
    await expect.poll(() => frames().length).toBe(1);
    store.query.text.value = '/^(a+)+$/';
    const before = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(performance.now() - before).toBeLessThan(1_000);
    await expect.poll(() => store.rows.isGivenUp.value, { timeout: 8_000 }).toBe(true);
    await expect.element(page.getByText(/takes too long/)).toBeVisible();
    socket.receives('one more');
    fakePage.flush();
    await expect.element(page.getByText('0 of 2 frames', { exact: false })).toBeVisible();
    await expect.element(page.getByText('filtering…')).not.toBeInTheDocument();
    store.query.text.value = '/^a/';
    await expect.poll(() => frames().length).toBe(1);
    expect(store.rows.isGivenUp.value).toBe(false);
  });
});

describe('the list of shortcuts', () => {
  it('opens by ? and gives the focus back', async () => {
    await renderFruit();
    grid('Frames').focus();
    await userEvent.keyboard('?');
    await expect.element(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.activeElement).toBe(grid('Frames'));
  });
});
