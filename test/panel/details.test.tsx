import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Store } from '../../src/panel/store/store.ts';
import { Details } from '../../src/panel/views/Details.tsx';
import { WHOLE_TEXT } from '../../src/panel/views/TextView.tsx';
import type { FakePage } from './fake-host.ts';
import { FakeHost } from './fake-host.ts';
import { painted, renderView, startStore } from './render.tsx';
import '../../src/panel/views/tokens.css';
import '../../src/panel/views/base.css';
import '../../src/panel/views/controls.css';
import '../../src/panel/views/grid.css';

beforeEach(() => page.viewport(1000, 700));

/** The details beside a document whose sockets the test moves. */
async function show(tell: (document: FakePage) => void): Promise<{ store: Store; document: FakePage }> {
  const { host, store } = await startStore(new FakeHost());
  const document = host.page();
  tell(document);
  document.flush();
  renderView(store, <Details />, { width: 460, height: 400 });
  await painted();
  return { store, document };
}

const socket = (document: FakePage) => document.socket('wss://app.harbor.example/chat').opens();
const tab = (name: string) => page.getByRole('tab', { name, exact: true });
const pane = (): string => document.querySelector('[role=tabpanel]')?.textContent ?? '';
const treeRows = (): string[] =>
  [...document.querySelectorAll('[role=treeitem]')].map((row) => row.textContent ?? '');
const fact = (name: string): string => {
  const term = [...document.querySelectorAll('dt')].find((dt) => dt.textContent === name);
  return (term?.nextElementSibling?.textContent ?? '').replace(/\s+/g, ' ').trim();
};

describe('with nothing selected', () => {
  it('say what can be selected', async () => {
    await show(() => {});
    expect(document.body.textContent).toContain('Nothing is selected. Select a frame');
  });
});

describe('a frame', () => {
  it('that is JSON is a tree', async () => {
    const { store } = await show((document) =>
      socket(document).receives('{"a":[1,{"b":12345678901234567890}]}'),
    );
    store.selection.selectFrame(0);
    await expect.poll(treeRows).toEqual(['a: [2]', '0: 1', '1: {1}', 'b: 12345678901234567890']);
    expect(document.querySelector('[role=tree]')?.getAttribute('aria-label')).toBe('Preview');
  });

  it('is read by keyboard in the tree', async () => {
    const { store } = await show((document) => socket(document).receives('{"a":[1,2],"b":{"c":3}}'));
    store.selection.selectFrame(0);
    await expect.poll(treeRows).toHaveLength(5);
    document.querySelector<HTMLElement>('[role=tree]')?.focus();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.poll(treeRows).toHaveLength(3);
    const active = () =>
      document.getElementById(
        document.querySelector('[role=tree]')?.getAttribute('aria-activedescendant') ?? '',
      );
    expect(active()?.textContent).toContain('a: [2]');
    await userEvent.keyboard('{ArrowDown}{ArrowDown}');
    expect(active()?.textContent).toBe('c: 3');
    expect(active()?.getAttribute('aria-level')).toBe('2');
  });

  it('opens and closes what is clicked, and all at once', async () => {
    const { store } = await show((document) => socket(document).receives('{"a":{"b":{"c":1}}}'));
    store.selection.selectFrame(0);
    await expect.poll(treeRows).toHaveLength(3);
    await userEvent.click(page.getByRole('button', { name: 'Collapse all' }));
    await expect.poll(treeRows).toHaveLength(1);
    await userEvent.click(page.getByRole('treeitem'));
    await expect.poll(treeRows).toHaveLength(2);
    await userEvent.click(page.getByRole('button', { name: 'Expand all' }));
    await expect.poll(treeRows).toHaveLength(3);
  });

  it('filters by one of its values', async () => {
    const { store } = await show((document) => socket(document).receives('{"user":{"name":"Mira Okafor"}}'));
    store.selection.selectFrame(0);
    await userEvent.click(page.getByRole('treeitem', { name: /^name:/ }), { button: 'right' });
    await userEvent.click(page.getByRole('menuitem', { name: 'Show only frames with this value' }));
    await expect.poll(() => store.query.text.value).toBe('json:user.name="Mira Okafor"');
  });

  it('shows only the rows of a large document that are in view', async () => {
    const items = Array.from({ length: 100_000 }, (_, id) => ({ id }));
    const { store } = await show((document) => socket(document).receives(JSON.stringify(items)));
    store.selection.selectFrame(0);
    await expect.poll(() => treeRows()[0]).toContain('0: {1}');
    expect(treeRows().length).toBeLessThan(40);
    document.querySelector<HTMLElement>('[role=tree]')?.focus();
    await userEvent.keyboard('{End}');
    await expect.poll(() => treeRows().at(-1)).toContain('99999: {1}');
  });

  it('that is text stands as it is, and wraps if wanted', async () => {
    const text =
      'first\n\tsecond, and so long that it goes on in the next line where lines are wrapped to the pane';
    const { store } = await show((document) => socket(document).sends(text));
    store.selection.selectFrame(0);
    await userEvent.click(tab('Text'));
    const pre = (): HTMLElement | null => document.querySelector('pre');
    await expect.poll(() => pre()?.textContent).toBe(text);
    const wrapped = pre()?.offsetHeight ?? 0;
    await userEvent.click(page.getByRole('checkbox', { name: 'Wrap lines' }));
    await expect.poll(() => pre()?.offsetHeight ?? 0).toBeLessThan(wrapped);
  });

  it('of ten megabytes of text is there at once, and only what is in view is drawn', async () => {
    const text = 'a line that is long enough to be broken somewhere. '.repeat(200_000);
    expect(text.length).toBeGreaterThan(WHOLE_TEXT);
    const { store } = await show((document) => socket(document).sends(text));
    store.selection.selectFrame(0);
    await expect.element(tab('Text')).toBeVisible();
    const start = performance.now();
    await userEvent.click(tab('Text'));
    await expect.poll(() => document.querySelectorAll('.text .line').length).toBeGreaterThan(5);
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(document.querySelectorAll('.text .line').length).toBeLessThan(60);
    const [first, second] = document.querySelectorAll('.text .line');
    expect(text.startsWith(`${first?.textContent}${second?.textContent}`)).toBe(true);
  });

  it('is shown as bytes, sixteen or eight a row by width', async () => {
    const bytes = Uint8Array.from({ length: 40 }, (_, index) => index + 60);
    const { store } = await show((document) => socket(document).receives(bytes.buffer));
    store.selection.selectFrame(0);
    await userEvent.click(tab('Hex'));
    const lines = (): string[] =>
      [...document.querySelectorAll('.hex .line')].map((line) => line.textContent ?? '');
    await expect.poll(lines).toHaveLength(5);
    expect(lines()[0]).toBe('000000  3c 3d 3e 3f  40 41 42 43  <=>?@ABC');
    const box = document.querySelector<HTMLElement>('.hex')?.closest<HTMLElement>('[style]');
    if (!box) throw new Error('The details stand in a box.');
    box.style.width = '800px';
    await expect.poll(lines).toHaveLength(3);
    expect(lines()[2]).toMatch(/^000020 {2}5c 5d 5e 5f {2}60 61 62 63 .*\\\]\^_`abc$/);
  });

  it('tells what is known of it', async () => {
    const { store } = await show((document) => {
      const chat = document
        .socket('wss://app.harbor.example/chat')
        .opens({ extensions: 'permessage-deflate' });
      chat.sends('{"type":"join"}');
      document.time += 100;
      chat.receives(new Uint8Array(2048).buffer, { shape: 'Blob' });
      chat.sends('again', { source: 'panel' });
    });
    store.selection.selectFrame(0);
    await userEvent.click(tab('Frame'));
    await expect.poll(() => fact('Direction')).toBe('sent by the page');
    expect(fact('Connection')).toBe('1 wss://app.harbor.example/chat');
    expect(fact('Sequence')).toBe('1 of this connection');
    expect(fact('Type')).toBe('text opcode 1');
    expect(fact('Name')).toBe('join');
    expect(fact('Since previous')).toBe('the first that is known of this connection');
    expect(fact('Source')).toBe('The page itself, unchanged.');
    store.selection.selectFrame(1);
    await expect.poll(() => fact('Type')).toBe('binary opcode 2, received as Blob');
    expect(fact('Since previous')).toBe('101 ms sent');
    expect(fact('Size')).toMatch(/^2\.0 kB that is 2,048 bytes unpacked/);
    store.selection.selectFrame(2);
    await expect.poll(() => fact('Source')).toContain('The composer of this panel');
    expect(fact('Since previous')).toMatch(/^1 ms received, 102 ms sent$/);
  });

  it('without a payload says why', async () => {
    const { store } = await show((document) =>
      socket(document).receives(new ArrayBuffer(0), { payload: undefined, size: 70_000, omitted: 'budget' }),
    );
    store.selection.selectFrame(0);
    await expect.poll(pane).toContain('There is no payload. The panel could not keep up');
    await userEvent.click(tab('Frame'));
    await expect.poll(() => fact('Payload')).toContain('Missing. The panel could not keep up');
    await expect.element(page.getByRole('button', { name: 'Copy' })).toBeDisabled();
  });

  it('whose Blob is still being read shows it as soon as it is there', async () => {
    const { store, document: from } = await show((document) =>
      socket(document).receives(new ArrayBuffer(0), { payload: undefined, size: 2, pending: true }),
    );
    store.selection.selectFrame(0);
    await expect.poll(pane).toContain('still being read');
    from.tell({ type: 'payload', connection: 1, seq: 1, payload: Uint8Array.of(0x7b, 0x7d).buffer });
    from.flush();
    await expect.poll(pane).toContain('An empty object.');
  });

  it('whose Blob was given up shows it should it come after all', async () => {
    const { store, document: from } = await show((document) =>
      socket(document).receives(new ArrayBuffer(0), { payload: undefined, size: 2, pending: true }),
    );
    store.selection.selectFrame(0);
    (store.host as FakeHost).lose(from.info.key);
    await expect.poll(pane).toContain('The page was left before');
    from.tell({ type: 'payload', connection: 1, seq: 1, payload: Uint8Array.of(0x7b, 0x7d).buffer });
    from.flush();
    await expect.poll(pane).toContain('An empty object.');
  });

  it('is sent again and edited only while its connection is open', async () => {
    const { store, document: from } = await show((document) => socket(document).sends('hello'));
    const chat = { host: store.host as FakeHost };
    store.selection.selectFrame(0);
    await userEvent.click(page.getByRole('button', { name: 'Edit' }));
    expect(store.composer.text.value).toBe('hello');
    await userEvent.click(page.getByRole('button', { name: 'Resend' }));
    expect(chat.host.sent.at(-1)?.message).toMatchObject({
      type: 'command',
      command: { type: 'send', payload: 'hello', source: 'panel' },
    });
    from.tell({ type: 'closed', connection: 1, time: from.tick(), code: 1000, reason: '', wasClean: true });
    from.flush();
    await expect.element(page.getByRole('button', { name: 'Resend' })).toBeDisabled();
    await expect.element(page.getByRole('button', { name: 'Edit' })).toBeDisabled();
  });
});

describe('the tabs', () => {
  it('are chosen by arrows, and stay chosen for the next frame', async () => {
    const { store } = await show((document) => socket(document).sends('one').sends('two'));
    store.selection.selectFrame(0);
    await userEvent.click(tab('Preview'));
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    await expect.element(tab('Hex')).toHaveAttribute('aria-selected', 'true');
    await expect.element(tab('Hex')).toHaveFocus();
    store.selection.selectFrame(1);
    await expect.poll(pane).toContain('74 77 6f');
    await userEvent.keyboard('{End}');
    await expect.element(tab('Frame')).toHaveAttribute('aria-selected', 'true');
    const panelId = tab('Frame').element().getAttribute('aria-controls');
    expect(document.querySelector('[role=tabpanel]')?.id).toBe(panelId);
  });
});

describe('a connection', () => {
  it('that is open says since when, and what was negotiated', async () => {
    const { store } = await show((document) =>
      document
        .socket('wss://app.harbor.example/chat?room=1', { protocols: ['soap', 'xmpp'] })
        .opens({ protocol: 'xmpp', extensions: 'permessage-deflate; client_max_window_bits=12' }),
    );
    store.selection.selectConnection(0);
    await expect
      .poll(() => document.querySelector('h2')?.textContent)
      .toMatch(/^Open since \d+:\d\d\.\d{3}$/);
    expect(fact('URL')).toBe('wss://app.harbor.example/chat?room=1');
    expect(fact('Subprotocols')).toBe('soap, xmpp asked for');
    expect(fact('Chosen')).toBe('xmpp');
    expect(fact('Extension')).toContain('client_max_window_bits=12 The browser looks back at most 4 KiB');
    expect(fact('Origin')).toBe('https://app.harbor.example the server’s own: same-origin');
    expect(fact('Registry')).toContain('xmpp XMPP, registered (RFC 7395)');
    expect(fact('Document')).toBe('https://app.harbor.example/');
    expect(pane()).toContain('The headers of this handshake are not known');
  });

  it('that is closed says with what code and by whom, as soon as it is', async () => {
    const { store, document: from } = await show((document) => socket(document));
    store.selection.selectConnection(0);
    await expect.poll(() => document.querySelector('h2')?.textContent).toContain('Open since');
    from.tell({
      type: 'closed',
      connection: 1,
      time: from.tick(),
      code: 4001,
      reason: 'go away',
      wasClean: true,
    });
    from.flush();
    await expect.poll(() => document.querySelector('h2')?.textContent).toBe('Closed 4001 by the server');
    expect(fact('Code')).toMatch(/^4001 private use\./);
    expect(fact('Reason')).toBe('go away');
    expect(fact('Clean')).toContain('yes');
    expect(fact('Closed by')).toBe('the server');
  });

  it('shows the headers where the browser does', async () => {
    const { store } = await show((document) => socket(document));
    const connection = store.library.live().connections[0];
    if (!connection) throw new Error('There is a connection.');
    connection.handshake = {
      request: [
        { name: 'Sec-WebSocket-Key', value: 'JSYnKCkqKywtLi8wMTIzNA==' },
        { name: 'Cookie', value: 'session=s3cret; theme=dark' },
      ],
      status: 101,
      statusText: 'Switching Protocols',
      response: [
        { name: 'Upgrade', value: 'websocket' },
        { name: 'Sec-WebSocket-Extensions', value: 'permessage-deflate; server_max_window_bits=10' },
      ],
      failure: '',
      remoteAddress: '127.0.0.1:8080',
    };
    store.selection.selectConnection(0);
    await expect.poll(() => fact('Sec-WebSocket-Key')).toBe('JSYnKCkqKywtLi8wMTIzNA==');
    expect(fact('Status')).toBe('101 Switching Protocols');
    expect(fact('Upgrade')).toBe('websocket');
    expect(fact('Extension')).toContain('server_max_window_bits=10 The server looks back at most 1 KiB');
    expect(pane()).toContain('to 127.0.0.1:8080');
    expect(fact('Cookie')).toBe('2 cookies, hidden');
    await userEvent.click(page.getByRole('button', { name: '2 cookies, hidden' }));
    await expect.poll(() => fact('Cookie')).toBe('session=s3cret; theme=dark');
  });

  it('says of headers that are not what went out', async () => {
    const { store } = await show((document) => socket(document));
    const connection = store.library.live().connections[0];
    if (!connection) throw new Error('There is a connection.');
    const exchange = { status: 101, statusText: '', response: [], failure: '' };
    store.selection.selectConnection(0);
    const note = 'Firefox shows extensions the request before';
    for (const [value, isNoted] of [
      ['Upgrade', false],
      ['keep-alive', true],
    ] as const) {
      connection.handshake = { ...exchange, request: [{ name: 'Connection', value }] };
      store.library.revision.value++;
      await expect.poll(() => fact('Connection')).toBe(value);
      expect(pane().includes(note)).toBe(isNoted);
    }
  });

  it('counts what is missing and what was dropped', async () => {
    const { store } = await show((document) => {
      const chat = socket(document).sends('one').misses(312).sends('two');
      document.tell({ type: 'discarded', connection: chat.connection, time: document.tick() });
    });
    store.selection.selectConnection(0);
    await expect.poll(() => fact('312 frames')).toContain('the panel could not keep up');
    expect(fact('1 send')).toContain('the browser drops such data without a word');
  });

  it('has its moments in order', async () => {
    const { store } = await show((document) => socket(document).sends('one').receives('two').closes());
    store.selection.selectConnection(0);
    await userEvent.click(tab('Timing'));
    const moments = (): string[] =>
      [...document.querySelectorAll('tbody th')].map((th) => th.textContent ?? '');
    await expect.poll(moments).toEqual(['Constructed', 'Opened', 'First frame', 'Last frame', 'Close event']);
  });

  it('says who opened it, without our own lines', async () => {
    const stack = [
      'Error',
      '    at Object.construct (chrome-extension://abcdef/assets/page.js:1:2)',
      '    at connect (https://app.harbor.example/app.ts:41:7)',
    ].join('\n');
    const { store } = await show((document) => document.socket('wss://x.example/', { stack }).opens());
    store.selection.selectConnection(0);
    await userEvent.click(tab('Stack'));
    const calls = (): string[] =>
      [...document.querySelectorAll('.calls li')].map((call) => call.textContent ?? '');
    await expect.poll(calls).toEqual(['connect https://app.harbor.example/app.ts:41:7']);
  });

  it('shows hostile text as text', async () => {
    const hostile = '<img src=x onerror=alert(1)>';
    const { store } = await show((document) => socket(document).sends(hostile).closes(1000, hostile));
    store.selection.selectConnection(0);
    await expect.poll(() => fact('Reason')).toBe(hostile);
    store.selection.selectFrame(0);
    await expect.poll(pane).toContain(hostile);
    expect(document.querySelector('img')).toBeNull();
  });
});
