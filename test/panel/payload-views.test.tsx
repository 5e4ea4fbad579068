import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { fromBase64 } from '../../src/base/bytes.ts';
import { frames, grid, renderPanel } from './render.tsx';

/** One pixel. */
const GIF = fromBase64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7');

async function renderFrames(...payloads: (string | ArrayBuffer)[]) {
  const panel = await renderPanel();
  const document = panel.host.page();
  const socket = document.socket('wss://app.harbor.example/').opens();
  for (const payload of payloads) socket.receives(payload);
  document.flush();
  await expect.poll(() => frames().length).toBe(payloads.length);
  return panel;
}

beforeEach(() => page.viewport(1300, 700));

describe('a payload that is an image', () => {
  it('is shown as one, from a blob: URL', async () => {
    const { store } = await renderFrames(GIF.buffer);
    store.selection.selectFrame(0);
    const image = page.getByRole('img', { name: 'Payload, image/gif' });
    await expect.element(image).toBeVisible();
    expect(image.element().getAttribute('src')).toMatch(/^blob:/);
    await expect.element(page.getByText('1 × 1')).toBeVisible();
  });

  it('is shown as bytes where it is none after all', async () => {
    const { store } = await renderFrames(fromBase64('R0lGODlh').buffer);
    store.selection.selectFrame(0);
    await expect.element(page.getByRole('group', { name: 'Bytes' })).toBeVisible();
  });
});

describe('bytes', () => {
  it('are read as numbers at an offset', async () => {
    const { store } = await renderFrames(Uint8Array.of(0, 1, 2, 3, 4).buffer);
    store.selection.selectFrame(0);
    await userEvent.fill(page.getByRole('textbox', { name: 'Offset' }), '0x1');
    await userEvent.keyboard('{Enter}');
    const values = page.getByRole('table', { name: 'Values at the offset' });
    await expect.element(values.getByRole('row', { name: 'uint16 513 258', exact: true })).toBeVisible();
    expect(document.querySelector('.hex mark')?.textContent).toBe('01');
  });
});

describe('bytes that are selected', () => {
  it('are chosen, extended and let go by keyboard', async () => {
    const { store } = await renderFrames(Uint8Array.of(0xff, 1, 65, 66, 4).buffer);
    store.selection.selectFrame(0);
    const bytes = page.getByRole('group', { name: 'Bytes' });
    await expect.element(bytes).toBeVisible();
    (bytes.element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}{ArrowRight}{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    await expect.element(page.getByText('3 bytes selected')).toBeVisible();
    const marks = [...document.querySelectorAll('.hex mark')].map((mark) => mark.textContent);
    expect(marks).toEqual(['01 41 42', '.', 'AB']);
    await userEvent.keyboard('{Escape}');
    expect(document.querySelector('.hex mark')).toBeNull();
    expect(document.activeElement).toBe(bytes.element());
  });
});

describe('frames of the same name', () => {
  it('are stepped through by key', async () => {
    const { store } = await renderFrames('{"type":"a"}', '{"type":"b"}', '{"type":"a"}', '{"type":"a"}');
    grid('Frames').focus();
    await userEvent.keyboard('{Home}n');
    expect(store.selection.frame.value).toBe(2);
    await userEvent.keyboard('nn');
    expect(store.selection.frame.value).toBe(3);
    await userEvent.keyboard('pp');
    expect(store.selection.frame.value).toBe(0);
  });
});
