import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { newSession } from '../../src/session/session.ts';
import { frames, renderPanel } from './render.tsx';

beforeEach(() => page.viewport(1300, 700));

describe('recording that stops at a match', () => {
  it('stops at the first new frame that the filter finds, and selects it', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    const socket = document.socket('wss://app.harbor.example/').opens().receives('error before');
    document.flush();
    await expect.poll(() => frames().length).toBe(1);
    store.query.text.value = 'error';
    await userEvent.click(page.getByRole('button', { name: 'Stop recording at a match' }));
    expect(store.recording.on.value).toBe(true);
    socket.receives('fine').receives('an error');
    document.flush();
    await expect.poll(() => store.recording.on.value).toBe(false);
    expect(store.selection.frame.value).toBe(2);
    expect(store.stopsAtMatch.value).toBe(false);
  });

  it('stops at a Blob once it was read, and not before', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    const socket = document.socket('wss://app.harbor.example/').opens();
    const { connection } = socket;
    const blob = { shape: 'Blob', payload: undefined, pending: true };
    document.flush();
    store.query.text.value = '-fine';
    store.stopsAtMatch.value = true;
    socket
      .receives('', { ...blob, size: 4 })
      .receives('', { ...blob, size: 5 })
      .receives('fine');
    document.tell({ type: 'payload', connection, seq: 1, payload: new TextEncoder().encode('fine').buffer });
    document.flush();
    await expect.poll(() => store.rows.scanned.value).toBe(3);
    expect(store.recording.on.value).toBe(true);
    document.tell({ type: 'payload', connection, seq: 2, payload: new TextEncoder().encode('error').buffer });
    document.flush();
    await expect.poll(() => store.recording.on.value).toBe(false);
    expect(store.selection.frame.value).toBe(1);
  });

  it('stops while another session is looked at, and shows where', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    const socket = document.socket('wss://app.harbor.example/').opens().receives('fine');
    document.flush();
    store.query.text.value = 'error';
    store.stopsAtMatch.value = true;
    store.library.open(newSession('file', 'file', 'imported', 0));
    socket.receives('an error').receives('another error');
    document.flush();
    await expect.poll(() => store.recording.on.value).toBe(false);
    expect(store.library.active.value).toBe(store.library.live());
    expect(store.selection.frame.value).toBe(1);
  });

  it('waits for nothing once the filter is gone', async () => {
    const { host, store } = await renderPanel();
    const document = host.page();
    const socket = document.socket('wss://app.harbor.example/').opens().receives('a');
    document.flush();
    await expect.poll(() => frames().length).toBe(1);
    store.query.text.value = 'error';
    store.stopsAtMatch.value = true;
    store.query.text.value = '';
    socket.receives('an error');
    document.flush();
    await expect.poll(() => frames().length).toBe(2);
    expect(store.stopsAtMatch.value).toBe(false);
    expect(store.recording.on.value).toBe(true);
  });
});
