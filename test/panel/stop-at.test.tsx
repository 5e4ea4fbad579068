import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
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
