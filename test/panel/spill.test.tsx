import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { openDraft } from '../../src/panel/spill/draft-file.ts';
import { folderOf } from '../../src/panel/spill/folder-of.ts';
import type { Store } from '../../src/panel/store/store.ts';
import { lockOf, removeOrphans, SPILL_FOLDER } from '../../src/protocol/spill.ts';
import { FakeHost } from './fake-host.ts';
import { cell, frames, grid, renderPanel, rowAt } from './render.tsx';

/** Takes away what would stay until this page goes. */
async function forgetDrafts(): Promise<void> {
  const all = await folderOf(await navigator.storage.getDirectory(), SPILL_FOLDER);
  for (const file of await filesOnDisk())
    await all.removeEntry(file.split('/')[0] ?? '', { recursive: true });
}

/** Larger ones are not looked into for a name. */
const SIZE = 48 * 1024;

beforeEach(() => page.viewport(1300, 700));
afterEach(async () => {
  for (const store of stores.splice(0)) store.recording.clear();
  await expect.poll(filesOnDisk).toEqual([]);
});

const stores: Store[] = [];

/** Files of the panels of this page: another page's are none of ours. */
async function filesOnDisk(): Promise<string[]> {
  const all = await folderOf(await navigator.storage.getDirectory(), SPILL_FOLDER);
  const files: string[] = [];
  for await (const [name, folder] of all.entries())
    if (folder.kind === 'directory')
      for await (const file of (folder as FileSystemDirectoryHandle).keys()) files.push(`${name}/${file}`);
  return files;
}

const textOf = (index: number): string => JSON.stringify({ type: `event-${index}`, pad: 'x'.repeat(SIZE) });

/** A panel with a budget of 1 MiB and `count` frames of 48 KiB. */
async function spilling(count = 64, host = new FakeHost()): Promise<{ host: FakeHost; store: Store }> {
  const { store } = await renderPanel(host);
  stores.push(store);
  store.settings.memoryBudget.value = 1;
  const document = host.page();
  const socket = document.socket('wss://app.harbor.example/').opens();
  for (let index = 0; index < count; index++) socket.receives(textOf(index));
  document.flush();
  await expect.poll(() => store.library.live().frames.length).toBe(count);
  return { host, store };
}

const isSpilt = async ({ library }: Store): Promise<void> =>
  await expect.poll(() => library.live().frames.resident, { timeout: 10_000 }).toBeLessThanOrEqual(2 ** 20);

describe('payloads past the budget', () => {
  it('go to the disk, the oldest first, and are seen as before', async () => {
    const { store } = await spilling();
    await isSpilt(store);
    expect(store.library.live().frames.isAway(0)).toBe(true);
    expect(store.library.live().frames.payload(63)).toBe(textOf(63));
    expect(store.spill.bytes.value).toBeGreaterThan(1.5 * 2 ** 20);
    grid('Frames').scrollTop = 0;
    await expect.poll(() => cell(rowAt(2), 'name')).toBe('event-0');
    expect(cell(rowAt(2), 'data')).toContain('{"type":"event-0"');
  });

  it('are found by a filter that reads them', async () => {
    const { store } = await spilling();
    await isSpilt(store);
    store.query.text.value = 'event-3';
    await expect.poll(() => frames().length).toBe(11);
    expect(frames().map((row) => cell(row, 'name'))).toContain('event-30');
    store.query.text.value = '-event-3';
    await expect.poll(() => store.rows.length).toBe(53);
  });

  it('are found by their names', async () => {
    const { store } = await spilling();
    await isSpilt(store);
    store.query.text.value = 'event:="event-3"';
    await expect.poll(() => frames().length).toBe(1);
    expect(cell(rowAt(2), 'name')).toBe('event-3');
  });

  it('are found by a regular expression that is tried elsewhere', async () => {
    const { store } = await spilling();
    await isSpilt(store);
    store.query.text.value = '/event-(3|3)+"/';
    await expect.poll(() => store.rows.length).toBe(2);
  });

  it('are there in the details and the copy of a frame', async () => {
    const { store } = await spilling();
    await isSpilt(store);
    store.selection.selectFrame(1);
    await expect.poll(() => document.querySelector('[role=tree]')?.textContent).toContain('"event-1"');
    const { payloadsOf } = await import('../../src/panel/frames/copy-form.ts');
    expect(await payloadsOf(store.library.live(), [0, 63])).toEqual([textOf(0), textOf(63)]);
  });

  it('are in what is exported', async () => {
    const { host, store } = await spilling();
    await isSpilt(store);
    await store.files.exportSession('jsonl', { sensitive: true });
    const content = host.downloads[0]?.content ?? new Blob();
    const texts = (await content.text()).split('\n').flatMap((line) => line && (JSON.parse(line).text ?? []));
    expect(texts.filter(Boolean)).toEqual(Array.from({ length: 64 }, (_, index) => textOf(index)));
  });

  it('are in memory for a replay', async () => {
    const { store } = await spilling();
    await isSpilt(store);
    store.replay.target.value = 'page';
    store.replay.start();
    await expect.poll(() => store.library.live().frames.resident).toBeGreaterThan(2.5 * 2 ** 20);
    expect(store.library.live().frames.isAway(0)).toBe(false);
    store.replay.stop();
  });

  it('leave the disk with Clear', async () => {
    const { store } = await spilling();
    await isSpilt(store);
    expect(await filesOnDisk()).toHaveLength(1);
    store.recording.clear();
    await expect.poll(filesOnDisk).toEqual([]);
    expect(store.spill.bytes.value).toBe(0);
  });

  it('stay in memory in a private window', async () => {
    const host = new FakeHost();
    host.private = true;
    const { store } = await spilling(64, host);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(store.library.live().frames.resident).toBeGreaterThan(2.5 * 2 ** 20);
    expect(await filesOnDisk()).toEqual([]);
  });
});

describe('a file that is too large for memory', () => {
  const pieces = ['first ', 'second ', 'third'].map((text) => new TextEncoder().encode(text));

  it('is whole on the disk', async () => {
    const file = await (await openDraft())?.write(new Blob(pieces).stream());
    expect(await file?.text()).toBe('first second third');
    await forgetDrafts();
  });

  it('leaves nothing there where it was broken off', async () => {
    const broken = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => controller.enqueue(pieces[0] as Uint8Array<ArrayBuffer>),
      pull: (controller) => controller.error(new Error('cancelled')),
    });
    await expect((await openDraft())?.write(broken)).rejects.toThrow('cancelled');
    await expect.poll(filesOnDisk).toEqual([]);
  });
});

describe('what earlier panels left on the disk', () => {
  const leave = async (name: string): Promise<FileSystemDirectoryHandle> => {
    const all = await folderOf(await navigator.storage.getDirectory(), SPILL_FOLDER);
    await (await folderOf(all, name)).getFileHandle('payloads', { create: true });
    return all;
  };
  const names = async (all: FileSystemDirectoryHandle): Promise<string[]> => {
    const found: string[] = [];
    for await (const name of all.keys()) found.push(name);
    return found;
  };

  it('is taken away', async () => {
    const all = await leave('orphan');
    await removeOrphans();
    expect(await names(all)).not.toContain('orphan');
  });

  it('stays while a panel has it', async () => {
    const all = await leave('in-use');
    await navigator.locks.request(lockOf('in-use'), async () => {
      await removeOrphans();
      expect(await names(all)).toContain('in-use');
    });
    await removeOrphans();
  });
});

describe('the settings', () => {
  it('say how much memory payloads may take, and remember it', async () => {
    const { store } = await renderPanel();
    await userEvent.click(page.getByRole('button', { name: 'Settings', exact: true }));
    const field = page.getByRole('spinbutton', { name: 'Payloads in memory, MiB' });
    await expect.element(field).toHaveValue(512);
    await userEvent.fill(field, '2');
    await userEvent.tab();
    expect(store.settings.memoryBudget.value).toBe(2);
    await userEvent.fill(field, '0');
    await userEvent.tab();
    expect(store.settings.memoryBudget.value).toBe(2);
    await userEvent.click(page.getByRole('button', { name: 'Back to 512' }));
    await expect.element(field).toHaveValue(512);
    await userEvent.keyboard('{Escape}');
    await expect.element(page.getByRole('dialog', { name: 'Settings' })).not.toBeInTheDocument();
  });

  it('say that nothing of a private window is written', async () => {
    const host = new FakeHost();
    host.private = true;
    await renderPanel(host);
    await userEvent.click(page.getByRole('button', { name: 'Settings', exact: true }));
    await expect.element(page.getByRole('dialog')).toHaveTextContent('nothing of it is written to the disk');
  });
});
