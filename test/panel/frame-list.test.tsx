import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { newConnection } from '../../src/session/connection.ts';
import { newSession } from '../../src/session/session.ts';
import type { FakePage, FakeSocket } from './fake-host.ts';
import { cell, frames, grid, painted, renderPanel, rowAt, rowTexts } from './render.tsx';

const chat = (document: FakePage, count: number): FakeSocket => {
  const socket = document.socket('wss://app.harbor.example/chat').opens();
  for (let index = 0; index < count; index++) socket.receives(`{"type":"message","n":${index}}`);
  return socket;
};

beforeEach(() => page.viewport(1300, 700));

describe('the frame table', () => {
  it('shows each frame with its direction, type, size, name and data', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    document
      .socket('wss://app.harbor.example/chat')
      .opens()
      .sends('{"type":"hello","n":1}')
      .receives(Uint8Array.of(0, 1, 254).buffer);
    document.flush();

    await expect.poll(() => rowTexts('Frames')).toHaveLength(2);
    expect(cell(rowAt(2), 'direction')).toBe('sent');
    expect(cell(rowAt(2), 'type')).toBe('text');
    expect(cell(rowAt(2), 'size')).toBe('22 B');
    expect(cell(rowAt(2), 'name')).toBe('hello');
    expect(cell(rowAt(2), 'data')).toBe('{"type":"hello","n":1}');
    expect(cell(rowAt(3), 'direction')).toBe('received');
    expect(cell(rowAt(3), 'type')).toBe('binary');
    expect(cell(rowAt(3), 'data')).toBe('00 01 fe');
  });

  it('has only the rows in view in the document and counts them all', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    chat(document, 5_000);
    document.flush();
    await expect.poll(() => grid('Frames').ariaRowCount).toBe('5001');
    expect(frames().length).toBeLessThan(60);
  });

  it('marks frames that are edited, injected or replayed, beside their direction', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    document
      .socket('wss://app.harbor.example/')
      .opens()
      .receives('a', { edited: true })
      .sends('b', { source: 'panel' })
      .sends('c', { source: 'replay' });
    document.flush();
    await expect.poll(() => frames().length).toBe(3);
    const marks = frames().map((row) => row.querySelector('[role=img]')?.getAttribute('aria-label'));
    expect(marks).toEqual(['edited', 'injected from here', 'part of a replay']);
  });

  it('says in the row after a gap how many frames are missing', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    document.socket('wss://app.harbor.example/').opens().receives('a').misses(312, 2_100_000).receives('b');
    document.flush();
    await expect.poll(() => frames().length).toBe(2);
    expect(cell(rowAt(2), 'data')).toBe('a');
    expect(cell(rowAt(3), 'data')).toContain('312 missing before this');
  });

  it('shows where the page navigated, where the log is kept', async () => {
    const { host, store } = await renderPanel();
    store.settings.preserveLog.value = true;
    const first = host.page();
    first.socket('wss://app.harbor.example/').opens().receives('a');
    first.flush();
    const second = host.page({ url: 'https://app.harbor.example/next' });
    second.socket('wss://app.harbor.example/').opens().receives('b');
    second.flush();
    await expect.poll(() => frames().length).toBe(2);
    expect(cell(rowAt(3), 'data')).toContain('navigated to https://app.harbor.example/next');
  });

  it('fills in a payload that comes later', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    const socket = document.socket('wss://app.harbor.example/').opens();
    socket.receives(new ArrayBuffer(2), { payload: undefined, pending: true });
    document.flush();
    await expect.poll(() => frames().map((row) => cell(row, 'data'))).toEqual(['being read']);
    document.tell({ type: 'payload', connection: 1, seq: 1, payload: Uint8Array.of(7, 255).buffer });
    document.flush();
    await expect.poll(() => frames().map((row) => cell(row, 'data'))).toEqual(['07 ff']);
  });

  it('fills in a payload that comes although it was given up', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    const socket = document.socket('wss://app.harbor.example/').opens();
    socket.receives(new ArrayBuffer(2), { payload: undefined, pending: true });
    document.flush();
    await expect.poll(() => frames().length).toBe(1);
    host.lose(document.info.key);
    await expect.poll(() => cell(rowAt(2), 'data')).toBe('the page left before it was read');
    document.tell({ type: 'payload', connection: 1, seq: 1, payload: Uint8Array.of(7, 255).buffer });
    document.flush();
    await expect.poll(() => cell(rowAt(2), 'data')).toBe('07 ff');
  });

  it('counts its times anew when an older socket turns up', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    chat(document, 1);
    document.flush();
    await expect.poll(() => frames().length).toBe(1);
    expect(cell(rowAt(2), 'time')).toMatch(/^0:0/);
    const worker = host.page({ top: false, worker: 'dedicated', time: document.time - 630_000 });
    worker.socket('wss://app.harbor.example/presence');
    worker.flush();
    await expect.poll(() => cell(rowAt(2), 'time')).toMatch(/^10:29/);
  });

  it('is walked by keyboard', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    chat(document, 300);
    document.flush();
    await expect.poll(() => grid('Frames').ariaRowCount).toBe('301');
    grid('Frames').focus();
    await userEvent.keyboard('{Home}');
    expect(store.selection.frame.value).toBe(0);
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    expect(store.selection.frame.value).toBe(1);
    await userEvent.keyboard('{PageDown}');
    expect(store.selection.frame.value).toBeGreaterThan(20);
    await userEvent.keyboard('{End}');
    expect(store.selection.frame.value).toBe(299);
    await painted();
    const active = grid('Frames').getAttribute('aria-activedescendant') ?? '';
    expect(globalThis.document.getElementById(active)?.ariaSelected).toBe('true');
  });

  it('leads to the details by Enter and back by Escape', async () => {
    const { host, store } = await renderPanel();
    const page = host.page();
    chat(page, 3);
    page.flush();
    await expect.poll(() => frames().length).toBe(3);
    grid('Frames').focus();
    await userEvent.keyboard('{Home}{Enter}');
    await expect.poll(() => document.activeElement?.getAttribute('role')).toBe('tab');
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toBe(grid('Frames'));
    await userEvent.keyboard('{Escape}');
    expect(store.selection.frame.value).toBeNull();
  });
});

describe('following', () => {
  const lastShown = () => frames().at(-1)?.getAttribute('data-frame');

  it('keeps the newest frame in view', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    const socket = chat(document, 500);
    document.flush();
    await expect.poll(lastShown).toBe('499');
    socket.receives('one more');
    document.flush();
    await expect.poll(lastShown).toBe('500');
  });

  it('lets go when a frame is selected, and offers the way back with the number of new ones', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    const socket = chat(document, 500);
    document.flush();
    await expect.poll(lastShown).toBe('499');
    await userEvent.click(frames()[3] as Element);
    for (let index = 0; index < 11; index++) socket.sends('x');
    document.flush();
    const back = page.getByRole('button', { name: 'Follow, 11 new' });
    await expect.element(back).toBeVisible();
    expect(lastShown()).toBe('499');
    await userEvent.click(back);
    await expect.poll(lastShown).toBe('510');
    await expect.element(page.getByRole('button', { name: /^Follow/ })).not.toBeInTheDocument();
  });

  it('lets go when the table is scrolled up and goes on at its end', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    chat(document, 500);
    document.flush();
    await expect.poll(lastShown).toBe('499');
    const table = grid('Frames');
    table.scrollTop -= 400;
    await expect.poll(() => store.follow.on.value).toBe(false);
    table.scrollTop = table.scrollHeight;
    await expect.poll(() => store.follow.on.value).toBe(true);
  });

  it('goes on when a filter makes the table shorter', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    chat(document, 500);
    document.flush();
    await expect.poll(lastShown).toBe('499');
    store.query.text.value = 'nothing like it';
    await painted();
    store.query.text.value = '"n":49';
    await expect.poll(() => frames().length).toBe(11);
    await painted();
    expect(store.follow.on.value).toBe(true);
  });
});

describe('another filter', () => {
  it('leaves the view where it was', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    chat(document, 2_000);
    document.flush();
    await expect.poll(() => grid('Frames').ariaRowCount).toBe('2001');
    grid('Frames').scrollTop = 20_000;
    await expect.poll(() => frames()[0]?.dataset.frame).toBe('1000');
    store.query.text.value = '/"n":\\d*[05]\\}/';
    await expect.poll(() => grid('Frames').ariaRowCount).toBe('401');
    await expect.poll(() => frames()[0]?.dataset.frame).toBe('1000');
    store.query.text.value = 'nothing like it';
    await expect.poll(() => grid('Frames').ariaRowCount).toBe('1');
    store.query.text.value = '';
    await expect.poll(() => frames()[0]?.dataset.frame).toBe('1000');
  });

  it('keeps the selected frame in view', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    chat(document, 2_000);
    document.flush();
    await expect.poll(() => grid('Frames').ariaRowCount).toBe('2001');
    store.selection.selectFrame(1_505);
    store.query.text.value = '/"n":\\d*5\\}/';
    await expect.poll(() => grid('Frames').ariaRowCount).toBe('201');
    await expect.poll(() => frames().map((row) => row.dataset.frame)).toContain('1505');
  });
});

describe('a table of a million frames', () => {
  it('scrolls to every end of it', async () => {
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
        size: 1,
        payload: 'x',
        source: 'wire',
      });
    store.library.open(session);
    await expect.poll(() => grid('Frames').ariaRowCount).toBe('1000001');
    const table = grid('Frames');
    expect(frames()[0]?.dataset.frame).toBe('0');
    // What is loaded later, as the timeline, makes the table lower, and where it then begins stays where it was.
    const scrolledTo = (top: number): HTMLElement[] => {
      table.scrollTop = top;
      return frames();
    };
    await expect.poll(() => scrolledTo(table.scrollHeight).at(-1)?.dataset.frame).toBe('999999');
    await expect
      .poll(() => Number(scrolledTo(table.scrollHeight / 2)[0]?.dataset.frame))
      .toBeCloseTo(500_000, -3);
    expect(frames().length).toBeLessThan(60);
    const [first, last] = [frames()[0], frames().at(-1)].map((row) => row?.getBoundingClientRect());
    const view = table.getBoundingClientRect();
    expect(first?.top).toBeLessThanOrEqual(view.top + 22);
    expect(last?.bottom).toBeGreaterThanOrEqual(view.bottom);
  });
});

describe('the menu of a frame', () => {
  const openMenu = async () => {
    const panel = await renderPanel();
    const document = panel.host.page();
    document
      .socket('wss://app.harbor.example/')
      .opens()
      .sends('{"type":"hello there"}')
      .receives('{"type":"hello"}');
    document.flush();
    await expect.poll(() => frames().length).toBe(2);
    await userEvent.click(frames()[0] as Element, { button: 'right' });
    await expect.element(page.getByRole('menu', { name: 'Frame' })).toBeVisible();
    return panel;
  };

  it('resends the frame on its connection', async () => {
    const { host } = await openMenu();
    await userEvent.click(page.getByRole('menuitem', { name: 'Resend' }));
    await expect.poll(() => host.sent.filter(({ message }) => message.type === 'command')).toHaveLength(1);
    expect(host.sent.at(-1)?.message).toMatchObject({
      command: { type: 'send', payload: '{"type":"hello there"}' },
    });
  });

  it('puts the frame into the composer', async () => {
    await openMenu();
    await userEvent.click(page.getByRole('menuitem', { name: 'Edit' }));
    await expect
      .element(page.getByRole('textbox', { name: 'Message' }))
      .toHaveValue('{"type":"hello there"}');
    await expect.element(page.getByRole('textbox', { name: 'Message' })).toHaveFocus();
  });

  it('filters by what the frame is called', async () => {
    const { store } = await openMenu();
    await userEvent.click(page.getByRole('menuitem', { name: 'Show only this name' }));
    await expect.poll(() => frames().length).toBe(1);
    expect(store.query.text.value).toBe('event:="hello there"');
  });

  it('is walked by keyboard and gives the focus back', async () => {
    await openMenu();
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement?.textContent).toContain('Edit');
    await userEvent.keyboard('{End}{Escape}');
    await expect.element(page.getByRole('menu')).not.toBeInTheDocument();
    expect(document.activeElement).toBe(grid('Frames'));
  });

  it('opens by keyboard at the selected row', async () => {
    await openMenu();
    await userEvent.keyboard('{Escape}');
    grid('Frames').dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
    await expect.element(page.getByRole('menu', { name: 'Frame' })).toBeVisible();
  });
});
