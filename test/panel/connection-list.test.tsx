import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FakeHost } from './fake-host.ts';
import { cell, connections, frames, grid, renderPanel, rowAt } from './render.tsx';

beforeEach(() => page.viewport(1300, 700));

const openSockets = (host: FakeHost, count: number): void => {
  const document = host.page();
  for (let index = 0; index < count; index++)
    document.socket(`wss://app.harbor.example/socket/${index}`).opens().sends(`from ${index}`);
  document.flush();
};

const selected = (): string[] =>
  connections()
    .filter((row) => row.ariaSelected === 'true')
    .map((row) => row.dataset.row ?? '');

describe('the connection list', () => {
  it('shows state, name, subprotocol, frames, size and time of each', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    const requested = { protocols: ['soap', 'xmpp'] };
    document
      .socket('wss://app.harbor.example:8884/chat?room=1', requested)
      .opens({ protocol: 'xmpp' })
      .sends('abc')
      .receives('de')
      .receives('f');
    document.socket('wss://api.harbor.example/presence', requested).fails();
    document.flush();
    await expect.poll(() => connections().length).toBe(3);
    const [, open, failed] = connections();
    if (!open || !failed) throw new Error('Two connections are in the list.');
    expect(cell(open, 'state')).toBe('open');
    expect(cell(open, 'name')).toBe('1 /chat app.harbor.example:8884');
    expect(cell(open, 'protocol')).toBe('xmpp');
    expect(cell(open, 'frames')).toBe('3');
    expect(cell(open, 'size')).toBe('6 B');
    expect(cell(open, 'time')).toMatch(/^\d+:\d\d\.\d{3}$/);
    expect(cell(failed, 'state')).toBe('failed');
    expect(cell(failed, 'notes')).toBe('not opened');
  });

  it('counts its times anew when an older socket turns up', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    document.socket('wss://app.harbor.example/chat').opens();
    document.flush();
    await expect.poll(() => connections().length).toBe(2);
    expect(cell(rowAt(3, 'Connections'), 'time')).toMatch(/^0:0/);
    const worker = host.page({ top: false, worker: 'dedicated', time: document.time - 630_000 });
    worker.socket('wss://app.harbor.example/presence');
    worker.flush();
    await expect.poll(() => cell(rowAt(3, 'Connections'), 'time')).toMatch(/^10:29/);
    expect(rowAt(3, 'Connections').title).toMatch(/, 10:29\S+ into the recording$/);
  });

  it('begins with all connections, which is selected at first', async () => {
    const { host } = await renderPanel();
    openSockets(host, 3);
    await expect.poll(() => grid('Connections').ariaRowCount).toBe('5');
    await expect
      .element(page.getByRole('row', { name: 'All connections' }))
      .toHaveAttribute('aria-rowindex', '2');
    expect(selected()).toEqual(['-1']);
    expect(frames().length).toBe(3);
  });

  it('narrows the frame table to one connection, or to several', async () => {
    const { host } = await renderPanel();
    openSockets(host, 5);
    await expect.poll(() => connections().length).toBe(6);
    await userEvent.click(rowAt(4, 'Connections'));
    await expect.poll(() => frames().map((row) => cell(row, 'data'))).toEqual(['from 1']);
    await userEvent.keyboard('{Control>}');
    await userEvent.click(rowAt(6, 'Connections'));
    await userEvent.keyboard('{/Control}');
    await expect.poll(() => frames().map((row) => cell(row, 'data'))).toEqual(['from 1', 'from 3']);
    await userEvent.click(rowAt(3, 'Connections'));
    await userEvent.keyboard('{Shift>}');
    await userEvent.click(rowAt(5, 'Connections'));
    await userEvent.keyboard('{/Shift}');
    await expect.poll(selected).toEqual(['0', '1', '2']);
    await userEvent.click(page.getByRole('row', { name: 'All connections' }));
    await expect.poll(() => frames().length).toBe(5);
  });

  it('is one stop for the keyboard and walked by arrows', async () => {
    const { host } = await renderPanel();
    openSockets(host, 4);
    await expect.poll(() => connections().length).toBe(5);
    const stops = () => connections().filter((row) => row.tabIndex === 0);
    expect(stops().map((row) => row.dataset.row)).toEqual(['-1']);
    stops()[0]?.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    await expect.poll(selected).toEqual(['1']);
    expect((document.activeElement as HTMLElement).dataset.row).toBe('1');
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    await expect.poll(selected).toEqual(['1', '2']);
    await userEvent.keyboard('{Home}');
    await expect.poll(selected).toEqual(['-1']);
    expect(stops()).toHaveLength(1);
  });

  it('leads to the details by Enter and back by Escape', async () => {
    const { host } = await renderPanel();
    openSockets(host, 2);
    await expect.poll(() => connections().length).toBe(3);
    await userEvent.click(rowAt(4, 'Connections'));
    await userEvent.keyboard('{Enter}');
    expect(document.activeElement?.textContent).toBe('Handshake');
    await userEvent.keyboard('{Escape}');
    expect((document.activeElement as HTMLElement).dataset.row).toBe('1');
  });

  it('keeps 10,000 connections out of the document but for those in view', async () => {
    const { host } = await renderPanel();
    openSockets(host, 10_000);
    await expect.poll(() => grid('Connections').ariaRowCount).toBe('10002');
    expect(connections().length).toBeLessThan(40);
    await userEvent.click(rowAt(3, 'Connections'));
    await userEvent.keyboard('{End}');
    await expect.poll(() => connections().at(-1)?.dataset.row).toBe('9999');
    expect((document.activeElement as HTMLElement).dataset.row).toBe('9999');
    await expect.poll(() => frames().map((row) => cell(row, 'data'))).toEqual(['from 9999']);
  });

  it('keeps the keyboard where it is when its row is scrolled out of view', async () => {
    const { host } = await renderPanel();
    openSockets(host, 500);
    await expect.poll(() => grid('Connections').ariaRowCount).toBe('502');
    await userEvent.click(rowAt(3, 'Connections'));
    grid('Connections').scrollTop = 9_000;
    await expect.poll(() => Number(connections()[2]?.dataset.row)).toBeGreaterThan(100);
    expect((document.activeElement as HTMLElement).dataset.row).toBe('0');
    await userEvent.keyboard('{ArrowDown}');
    await expect.poll(selected).toEqual(['1']);
  });

  it('is a line for each connection where the panel is narrow', async () => {
    await page.viewport(400, 700);
    const { host } = await renderPanel();
    openSockets(host, 20);
    await expect.poll(() => connections().length).toBeGreaterThan(3);
    expect(rowAt(3, 'Connections').offsetHeight).toBe(22);
  });
});
