import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { newConnection } from '../../src/session/connection.ts';
import { newSession } from '../../src/session/session.ts';
import { cell, frames, grid, painted, renderPanel, rowAt } from './render.tsx';

const head = (name: string) => page.getByRole('columnheader', { name, exact: true });
const shownColumns = (): (string | undefined)[] =>
  [...grid('Frames').querySelectorAll<HTMLElement>('[role=columnheader]')].map((one) => one.dataset.column);
const order = (): number[] => frames().map((row) => Number(row.dataset.frame));
const data = (): string[] => frames().map((row) => cell(row, 'data'));

async function renderPrices() {
  const panel = await renderPanel();
  const document = panel.host.page();
  const socket = document.socket('wss://app.harbor.example/').opens();
  socket.receives('{"type":"b","user":{"id":20}}');
  socket.receives('{"type":"a","user":{"id":3},"more":"more"}');
  socket.sends('no JSON');
  socket.receives('{"type":"c","user":{"id":12345678901234567890}}');
  document.flush();
  await expect.poll(() => frames().length).toBe(4);
  return { ...panel, document, socket };
}

beforeEach(() => page.viewport(1300, 700));

describe('sorting', () => {
  it('is upwards, downwards, and as captured again by clicks on a column', async () => {
    await renderPrices();
    await userEvent.click(head('Size'));
    await expect.poll(order).toEqual([2, 0, 1, 3]);
    expect(head('Size').element().ariaSort).toBe('ascending');
    await userEvent.click(head('Size'));
    await expect.poll(order).toEqual([3, 1, 0, 2]);
    await userEvent.click(head('Size'));
    await expect.poll(order).toEqual([0, 1, 2, 3]);
    expect(head('Size').element().ariaSort).toBe('none');
  });

  it('says what it is and offers the way back', async () => {
    await renderPrices();
    await userEvent.click(head('Name'));
    await expect.poll(order).toEqual([1, 0, 3, 2]);
    await userEvent.click(page.getByRole('button', { name: 'By Name: back to capture order' }));
    await expect.poll(order).toEqual([0, 1, 2, 3]);
  });

  it('puts what comes later in its place', async () => {
    const { document, socket } = await renderPrices();
    await userEvent.click(head('Size'));
    await expect.poll(order).toEqual([2, 0, 1, 3]);
    socket.receives('tiny').receives('{"type":"d","a":"between"}');
    document.flush();
    await expect.poll(order).toEqual([4, 2, 5, 0, 1, 3]);
  });

  it('goes on under another filter', async () => {
    const { store } = await renderPrices();
    await userEvent.click(head('Size'));
    store.query.text.value = 'dir:in';
    await expect.poll(order).toEqual([0, 1, 3]);
    store.query.text.value = '';
    await expect.poll(order).toEqual([2, 0, 1, 3]);
  });

  it('is the order of the keyboard, of ranges and of Find', async () => {
    const { store } = await renderPrices();
    await userEvent.click(head('Size'));
    await expect.poll(order).toEqual([2, 0, 1, 3]);
    grid('Frames').focus();
    await userEvent.keyboard('{Home}{ArrowDown}');
    expect(store.selection.frame.value).toBe(0);
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect([...store.selection.chosen()]).toEqual([0, 2]);
    store.finder.isOpen.value = true;
    store.finder.text.value = 'type';
    store.selection.selectFrame(0);
    store.finder.step(1);
    expect(store.selection.frame.value).toBe(1);
    store.finder.step(1);
    expect(store.selection.frame.value).toBe(3);
    store.finder.step(1);
    expect(store.selection.frame.value).toBe(0);
  });

  it('of a million frames leaves the panel usable meanwhile', async () => {
    const { store } = await renderPanel();
    const session = newSession('big', 'big.jsonl', 'imported', 0);
    session.connections.push(newConnection(0, 'wss://app.harbor.example/', 0));
    for (let index = 0; index < 1_000_000; index++)
      session.frames.append({
        connection: 0,
        seq: index + 1,
        time: index,
        direction: 'received',
        shape: 'string',
        size: (index * 7_919) % 1_000_003,
        payload: 'x',
        source: 'wire',
      });
    store.library.open(session);
    await expect.poll(() => grid('Frames').ariaRowCount, { timeout: 30_000 }).toBe('1000001');
    await userEvent.click(head('Size'));
    // Not all at once: what is asked for while it goes on is done.
    expect(store.rows.isSorting.value).toBe(true);
    grid('Frames').focus();
    await userEvent.keyboard('{Home}');
    expect(store.selection.frame.value).toBe(0);
    await expect.poll(() => store.rows.applied.value, { timeout: 30_000 }).not.toBeNull();
    const sizes = [0, 1, 500_000, 999_998, 999_999].map((row) =>
      session.frames.size(store.rows.frameAt(row)),
    );
    expect(sizes).toEqual([...sizes].sort((one, other) => one - other));
    const last = store.rows.frameAt(999_999);
    expect(store.rows.rowOf(last)).toBe(999_999);
  });
});

describe('columns', () => {
  it('are hidden and shown by the menu of the head, and remembered', async () => {
    const { store } = await renderPrices();
    await userEvent.click(head('Type'), { button: 'right' });
    await userEvent.click(page.getByRole('menuitemcheckbox', { name: 'Type' }));
    await userEvent.keyboard('{Escape}');
    expect(shownColumns()).toEqual(['direction', 'time', 'connection', 'size', 'name', 'data']);
    expect(rowAt(2).querySelector('[data-column=type]')).toBeNull();
    expect(store.settings.columns.value.shown).toEqual({ type: false });
    await userEvent.click(head('Size'), { button: 'right' });
    await userEvent.click(page.getByRole('menuitem', { name: 'Reset columns' }));
    await expect.poll(shownColumns).toContain('type');
  });

  it('are as wide as their edges are dragged, and by double click as before', async () => {
    const { store } = await renderPrices();
    const width = (): number => head('Name').element().getBoundingClientRect().width;
    const before = width();
    const grip = head('Name').element().querySelector('.grip') as HTMLElement;
    const { left, top, right } = grip.getBoundingClientRect();
    expect(right).toBeCloseTo(head('Name').element().getBoundingClientRect().right, 0);
    const at = (x: number) => ({ clientX: x, clientY: top + 4, button: 0, pointerId: 1, bubbles: true });
    grip.setPointerCapture = () => {};
    grip.dispatchEvent(new PointerEvent('pointerdown', at(left + 2)));
    grip.dispatchEvent(new PointerEvent('pointermove', at(left + 52)));
    grip.dispatchEvent(new PointerEvent('pointerup', at(left + 52)));
    grip.dispatchEvent(new MouseEvent('click', at(left + 52)));
    await painted();
    expect(width()).toBeCloseTo(before + 50, 0);
    expect(store.columns.sort.value).toBeNull();
    grip.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await painted();
    expect(width()).toBeCloseTo(before, 0);
  });

  it('are all of it by keyboard', async () => {
    const { store } = await renderPrices();
    grid('Frames').focus();
    await userEvent.keyboard('{Tab}');
    expect(document.activeElement?.getAttribute('role')).toBe('columnheader');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowRight}{Enter}');
    expect(store.columns.sort.value?.column.id).toBe('size');
    const width = (): number => (document.activeElement as HTMLElement).offsetWidth;
    const before = width();
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await painted();
    expect(width()).toBe(before + 8);
    await userEvent.keyboard('{Shift>}{F10}{/Shift}');
    await expect.element(page.getByRole('menu', { name: 'Columns' })).toBeVisible();
    await userEvent.keyboard('{Escape}{ArrowDown}');
    expect(document.activeElement).toBe(grid('Frames'));
  });

  const focused = (): string | undefined => (document.activeElement as HTMLElement).dataset.column;
  const isDropped = (name: string): boolean =>
    grid('Frames').querySelector<HTMLElement>(`.head [data-column=${name}]`)?.offsetWidth === 0;

  it('that there is no room for are passed over by the keyboard', async () => {
    await page.viewport(700, 700);
    await renderPrices();
    await expect.poll(() => isDropped('size')).toBe(true);
    grid('Frames').focus();
    await userEvent.keyboard('{Tab}{ArrowRight}{ArrowRight}');
    expect(focused()).toBe('name');
    await userEvent.keyboard('{ArrowLeft}');
    expect(focused()).toBe('time');
    await userEvent.keyboard('{End}');
    expect(focused()).toBe('data');
    await userEvent.keyboard('{ArrowRight}');
    expect(focused()).toBe('data');
    await userEvent.keyboard('{Home}');
    expect(focused()).toBe('direction');
  });

  it('are reached by Tab, though the one that had the focus is dropped', async () => {
    await renderPrices();
    grid('Frames').focus();
    await userEvent.keyboard('{Tab}{ArrowRight}{ArrowRight}');
    expect(focused()).toBe('connection');
    await page.viewport(700, 700);
    await expect.poll(() => isDropped('connection')).toBe(true);
    grid('Frames').focus();
    await painted();
    await userEvent.keyboard('{Tab}');
    expect(focused()).toBe('direction');
  });

  it('can be a member whose name begins with $', async () => {
    const { document, socket, store } = await renderPrices();
    socket.receives('{"$type":"post","type":"other","$":{"id":5},"id":6}');
    document.flush();
    await expect.poll(() => frames().length).toBe(5);
    store.selection.selectFrame(4);
    for (const name of ['$type: "post"', 'id: 5']) {
      await userEvent.click(page.getByRole('treeitem', { name }), { button: 'right' });
      await userEvent.click(page.getByRole('menuitem', { name: 'Show as a column of the table' }));
    }
    await expect
      .poll(() => [...rowAt(6).querySelectorAll('.json')].map((one) => one.textContent))
      .toEqual(['post', '5']);
  });

  it('can be a value of the payload, with all its digits', async () => {
    await renderPrices();
    await userEvent.click(head('Name'), { button: 'right' });
    await userEvent.click(page.getByRole('menuitem', { name: 'Add a column…' }));
    const field = page.getByRole('textbox', { name: 'JSON path' });
    await userEvent.fill(field, 'user..id');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('This is no path')).toBeVisible();
    await userEvent.fill(field, 'user.id');
    await userEvent.keyboard('{Enter}');
    await expect.element(head('user.id')).toBeVisible();
    await expect
      .poll(() => frames().map((row) => row.querySelector('.json')?.textContent))
      .toEqual(['20', '3', '', '12345678901234567890']);
    await userEvent.click(head('user.id'));
    await expect.poll(order).toEqual([1, 0, 3, 2]);
    await userEvent.click(head('user.id'), { button: 'right' });
    await userEvent.click(page.getByRole('menuitem', { name: 'Remove user.id' }));
    await expect.poll(order).toEqual([0, 1, 2, 3]);
    expect(data()).toHaveLength(4);
  });

  it('come from the tree, and filter by what stands in them', async () => {
    const { store } = await renderPrices();
    store.selection.selectFrame(0);
    await userEvent.click(page.getByRole('treeitem', { name: 'id: 20' }), { button: 'right' });
    await userEvent.click(page.getByRole('menuitem', { name: 'Show as a column of the table' }));
    await expect.element(head('user.id')).toBeVisible();
    await userEvent.click(rowAt(3).querySelector('.json') as Element, { button: 'right' });
    await userEvent.click(page.getByRole('menuitem', { name: 'Show only this user.id' }));
    expect(store.query.text.value).toBe('json:user.id=3');
    await expect.poll(order).toEqual([1]);
  });

  it.each(['size', 'time', 'data'])('offer what the cell in %s says as a filter', async (column) => {
    const { store } = await renderPrices();
    await userEvent.click(rowAt(4).querySelector(`[data-column=${column}]`) as Element, { button: 'right' });
    await expect.element(page.getByRole('menu', { name: 'Frame' })).toBeVisible();
    const items = [...document.querySelectorAll('[role=menuitem]')];
    const item = items.find(({ textContent }) => textContent?.includes('Show only '));
    await userEvent.click(item as Element);
    expect(store.query.text.value).toContain({ size: 'size:', time: 'time:', data: '"no JSON"' }[column]);
    await expect.poll(() => order().includes(2)).toBe(true);
  });
});

describe('going to a time', () => {
  it('selects the first frame from then on', async () => {
    const { store } = await renderPrices();
    const session = store.library.active.value;
    grid('Frames').focus();
    await userEvent.keyboard('g');
    const field = page.getByRole('textbox', { name: 'Time' });
    await userEvent.fill(field, `${session.frames.time(2) - session.started}ms`);
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => store.selection.frame.value).toBe(2);
  });
});
