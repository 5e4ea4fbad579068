import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { newSession } from '../../src/session/session.ts';
import { FakeHost } from './fake-host.ts';
import { connections, frames, painted, renderPanel } from './render.tsx';

beforeEach(() => page.viewport(1300, 700));

const status = () => document.querySelector('[role=status]')?.textContent;
const button = (name: string) => page.getByRole('button', { name, exact: true });

function traffic(host: FakeHost, count = 3) {
  const document = host.page();
  const socket = document.socket('wss://app.harbor.example/').opens();
  for (let index = 0; index < count; index++) socket.receives(`frame ${index}`);
  document.flush();
  return { document, socket };
}

describe('the status line', () => {
  it('counts nothing at first', async () => {
    await renderPanel();
    expect(status()).toBe('0 of 0 frames · 0 connections · 0 B');
  });

  it('counts what is shown, what there is, and what is missing', async () => {
    const { host, store } = await renderPanel();
    const { document, socket } = traffic(host, 1204);
    socket.misses(312).sends('the last');
    document.flush();
    store.query.text.value = 'dir:in';
    await expect
      .poll(status, { timeout: 3000 })
      .toBe('1,204 of 1,205 frames · 1 connection · 10.9 kB · 312 missing');
  });

  it('changes at once when it was quiet, and then at most once a second', async () => {
    const { host } = await renderPanel();
    const { document, socket } = traffic(host);
    await expect.poll(status, { timeout: 500 }).toContain('3 of 3 frames');
    const seen = new Set<string>();
    const until = performance.now() + 1_500;
    while (performance.now() < until) {
      socket.sends('more');
      document.flush();
      await painted();
      seen.add(status() ?? '');
    }
    expect(seen.size).toBeLessThanOrEqual(3);
  });
});

describe('the toolbar', () => {
  it('starts and stops recording', async () => {
    const { host } = await renderPanel();
    traffic(host);
    await expect.poll(() => frames().length).toBe(3);
    await expect.element(button('Record')).toHaveAttribute('aria-pressed', 'true');
    await userEvent.click(button('Record'));
    await expect.element(button('Record')).toHaveAttribute('aria-pressed', 'false');
    expect(host.sent.at(-1)?.message.type).toBe('detach');
    await expect.element(page.getByText('New frames wait in the page')).toBeVisible();
  });

  it('clears', async () => {
    const { host } = await renderPanel();
    traffic(host);
    await expect.poll(() => frames().length).toBe(3);
    await userEvent.click(button('Clear'));
    await expect.poll(() => frames().length).toBe(0);
    expect(connections().length).toBe(2);
  });

  it('clears nothing that is not shown', async () => {
    const { host, store } = await renderPanel();
    traffic(host);
    await expect.poll(() => frames().length).toBe(3);
    store.library.open(newSession('file', 'file.jsonl', 'imported', 0));
    await expect.element(button('Clear')).toBeDisabled();
    await userEvent.keyboard('{Control>}l{/Control}');
    store.library.show(store.library.live());
    await expect.poll(() => frames().length).toBe(3);
    await userEvent.click(button('Clear'));
    await expect.poll(() => frames().length).toBe(0);
  });

  it('keeps the log where it is told to', async () => {
    const { store } = await renderPanel();
    await userEvent.click(page.getByRole('checkbox', { name: 'Preserve log' }));
    expect(store.settings.preserveLog.value).toBe(true);
  });

  it('switches between the views', async () => {
    await renderPanel();
    await userEvent.click(page.getByRole('tab', { name: 'Replay', exact: true }));
    await expect.element(page.getByRole('radiogroup', { name: 'Target' })).toBeVisible();
    await userEvent.keyboard('{ArrowLeft}');
    await expect.element(page.getByRole('searchbox', { name: 'Filter frames' })).toBeVisible();
  });

  it('exports without secrets, and with them where that is asked for', async () => {
    const { host } = await renderPanel();
    const secret = 'base64url.bearer.authorization.k8s.io.c2VjcmV0LXRva2Vu';
    const document = host.page();
    document
      .socket('wss://app.harbor.example/', { protocols: [secret] })
      .opens()
      .sends('hi');
    document.flush();
    await expect.poll(() => frames().length).toBe(1);
    const written = async (item: string): Promise<string> => {
      const before = host.downloads.length;
      await userEvent.click(button('Export'));
      await userEvent.click(page.getByRole('menuitem', { name: item, exact: true }));
      await expect.poll(() => host.downloads.length).toBe(before + 1);
      return host.downloads[before]?.content.text() ?? '';
    };
    const shared = await written('Framereel session .jsonl');
    expect(shared).toContain('"hi"');
    expect(shared).not.toContain(secret);
    expect(await written('HAR 1.2 .har')).not.toContain(secret);
    expect(await written('Framereel session with sensitive data .jsonl')).toContain(secret);
    expect(host.downloads.map(({ name }) => name.split('.').at(-1))).toEqual(['jsonl', 'har', 'jsonl']);
  });

  it('imports session files, which stand beside the live session', async () => {
    const { host } = await renderPanel();
    traffic(host);
    await expect.poll(() => frames().length).toBe(3);
    await userEvent.click(button('Export'));
    await userEvent.click(page.getByRole('menuitem', { name: 'HAR 1.2 .har', exact: true }));
    await expect.poll(() => host.downloads.length).toBe(1);
    const content = host.downloads[0]?.content ?? new Blob();
    await userEvent.upload(
      page.getByLabelText('Import session'),
      new File([content], 'chat.har', { type: 'application/json' }),
    );
    const imported = page.getByRole('tab', { name: 'chat.har' });
    await expect.element(imported).toHaveAttribute('aria-selected', 'true');
    expect(frames().length).toBe(3);
    await userEvent.click(button('Close chat.har'));
    await expect.element(imported).not.toBeInTheDocument();
  });

  it('says what is wrong with a file that is not a session', async () => {
    await renderPanel();
    await userEvent.upload(page.getByLabelText('Import session'), new File(['hello'], 'notes.txt'));
    await expect.element(page.getByRole('alert')).toHaveTextContent('notes.txt was not opened');
    await userEvent.click(button('Dismiss'));
    await expect.element(page.getByRole('alert')).not.toBeInTheDocument();
  });
});

describe('keys that work everywhere', () => {
  it.each(['/', '{Control>}f{/Control}'])('%s leads to the filter', async (keys) => {
    await renderPanel();
    await userEvent.keyboard(keys);
    await expect.element(page.getByRole('searchbox', { name: 'Filter frames' })).toHaveFocus();
  });

  it('/ is a character where one types', async () => {
    const { store } = await renderPanel();
    await userEvent.type(page.getByRole('searchbox', { name: 'Filter frames' }), 'a/b');
    expect(store.query.text.value).toBe('a/b');
  });

  it('Ctrl+L clears and Ctrl+E stops recording', async () => {
    const { host, store } = await renderPanel();
    traffic(host);
    await expect.poll(() => frames().length).toBe(3);
    await userEvent.keyboard('{Control>}l{/Control}');
    await expect.poll(() => frames().length).toBe(0);
    await userEvent.keyboard('{Control>}e{/Control}');
    expect(store.recording.on.value).toBe(false);
  });
});

describe('a file dropped on the panel', () => {
  it('is imported', async () => {
    await renderPanel();
    const data = new DataTransfer();
    data.items.add(new File(['hello'], 'dropped.txt'));
    document.body.dispatchEvent(
      new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: data }),
    );
    await expect.element(page.getByText('Drop session files to open them')).toBeVisible();
    document.body.dispatchEvent(
      new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }),
    );
    await expect.element(page.getByRole('alert')).toHaveTextContent('dropped.txt');
  });
});

describe('the parts of the panel', () => {
  it('can be resized by keyboard and by mouse, and keep their size', async () => {
    const { store } = await renderPanel();
    const split = page.getByRole('separator', { name: 'Resize connections' });
    (split.element() as HTMLElement).focus();
    const before = Number(split.element().ariaValueNow);
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(store.settings.connectionsWidth.value).toBe(before + 32);
    await expect.poll(() => Number(split.element().ariaValueNow)).toBe(before + 32);
    await userEvent.dblClick(split);
    expect(store.settings.connectionsWidth.value).toBe(0);
  });
});

describe('an empty panel', () => {
  const title = () => document.querySelector('.empty h2')?.textContent;

  it('tells who comes first what to do', async () => {
    const { host } = await renderPanel();
    await expect.poll(title).toBe('Recording WebSocket traffic');
    await userEvent.click(button('Reload page'));
    expect(host.reloads).toEqual([null]);
  });

  it('asks for access to a site, and then to reload', async () => {
    const host = new FakeHost();
    host.access = 'withheld';
    await renderPanel(host);
    await expect.poll(title).toBe('Framereel may not read app.harbor.example');
    await userEvent.click(button('Allow on this site'));
    await expect.poll(title).toBe('Framereel may read this site now');
    await expect.element(button('Reload page')).toBeVisible();
  });

  it('says that the page was there before the extension', async () => {
    const { host } = await renderPanel();
    host.page({ capturing: false });
    await expect.poll(title).toBe('Reload to record');
  });

  it('says that recording is paused', async () => {
    await renderPanel();
    await userEvent.click(button('Record'));
    await expect.poll(title).toBe('Recording is paused');
    await userEvent.click(button('Resume recording'));
    await expect.element(button('Record')).toHaveAttribute('aria-pressed', 'true');
  });

  it('says that no frame matches, and shows all again', async () => {
    const { host, store } = await renderPanel();
    traffic(host);
    store.query.text.value = 'no such thing';
    await expect.poll(title).toBe('No frame matches the filter');
    await userEvent.click(button('Show all frames'));
    await expect.poll(() => frames().length).toBe(3);
  });

  it('leads from a connection that never opened to its handshake', async () => {
    const { host } = await renderPanel();
    const document = host.page();
    document.socket('wss://app.harbor.example/').fails();
    document.flush();
    await expect.poll(() => connections().length).toBe(2);
    await userEvent.click(connections()[1] as Element);
    await expect.poll(title).toBe('No frames');
    await expect
      .element(page.getByRole('tab', { name: 'Handshake' }))
      .toHaveAttribute('aria-selected', 'true');
  });
});
