import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { grid, painted, renderPanel } from './render.tsx';

/** A second of traffic, a frame every millisecond. */
async function renderSecond() {
  const panel = await renderPanel();
  const document = panel.host.page();
  const socket = document.socket('wss://app.harbor.example/chat').opens();
  for (let index = 0; index < 1_000; index++) socket.receives(`{"n":${index}}`);
  document.flush();
  await expect.poll(() => grid('Frames').ariaRowCount).toBe('1001');
  await expect.element(timeline()).toBeVisible();
  await expect.poll(() => Number(timeline().element().ariaValueMax)).toBeGreaterThan(990);
  return panel;
}

const timeline = () => page.getByRole('slider', { name: 'Timeline' });
const box = (): DOMRect => timeline().element().getBoundingClientRect();

const pointer = (type: string, share: number): void => {
  const { left, top, width } = box();
  const element = timeline().element();
  element.dispatchEvent(
    new PointerEvent(type, {
      bubbles: true,
      pointerId: 1,
      button: 0,
      clientX: left + 18 + share * (width - 18),
      clientY: top + 20,
    }),
  );
};

beforeEach(() => page.viewport(1300, 700));

describe('the timeline', () => {
  it('is not there before there is anything to show', async () => {
    await renderPanel();
    await painted();
    expect(timeline().query()).toBeNull();
  });

  it('tells in words what it shows', async () => {
    await renderSecond();
    const id = timeline().element().getAttribute('aria-describedby') ?? '';
    await expect
      .poll(() => document.getElementById(id)?.textContent)
      .toContain('1 connection in 1 s, 1 open, 0 frames sent and 1,000 received.');
  });

  it('draws what was received below the middle and nothing above', async () => {
    await renderSecond();
    await painted();
    const canvas = timeline().element().querySelector('canvas') as HTMLCanvasElement;
    const scale = devicePixelRatio;
    const alphaAt = (y: number) =>
      canvas.getContext('2d')?.getImageData(canvas.width / 3, y * scale, 1, 1).data[3] ?? 0;
    await expect.poll(() => alphaAt(15 + 17 + 4)).toBeGreaterThan(200);
    // The shade of what the table shows is fainter.
    expect(alphaAt(15 + 17 - 4)).toBeLessThan(100);
  });

  it('makes a dragged range a condition of the filter', async () => {
    const { store } = await renderSecond();
    // Capture needs a pointer that is down, which a made-up event has not.
    timeline().element().setPointerCapture = () => {};
    pointer('pointerdown', 0.25);
    pointer('pointermove', 0.5);
    pointer('pointerup', 0.5);
    expect(store.query.text.value).toMatch(/^time:\d+ms\.\.\d+ms$/);
    await expect.poll(() => Number(grid('Frames').ariaRowCount)).toBeGreaterThan(200);
    expect(Number(grid('Frames').ariaRowCount)).toBeLessThan(300);
  });

  it('scrolls the table to the time that is clicked', async () => {
    const { store } = await renderSecond();
    timeline().element().setPointerCapture = () => {};
    pointer('pointerdown', 0.5);
    pointer('pointerup', 0.5);
    await expect.poll(() => store.rowsInView.range.value.first).toBeGreaterThan(450);
    expect(store.rowsInView.range.value.first).toBeLessThan(550);
    expect(store.query.text.value).toBe('');
  });

  it('is worked by keys: arrows move, Shift marks, Enter filters', async () => {
    const { store } = await renderSecond();
    timeline().element().focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(timeline().element().ariaValueText).toMatch(/received \d+ frames/);
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{/Shift}{Enter}');
    expect(store.query.text.value).toMatch(/^time:\d+ms\.\.\d+ms$/);
  });

  it('keeps what keys have marked where the pointer only moves over it', async () => {
    const { store } = await renderSecond();
    timeline().element().focus();
    await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{/Shift}');
    const marked = timeline().element().ariaValueText;
    pointer('pointermove', 0.9);
    pointer('pointerup', 0.9);
    await painted();
    expect(timeline().element().ariaValueText).toBe(marked);
    await userEvent.keyboard('{Enter}');
    expect(store.query.text.value).toMatch(/^time:\d+ms\.\.\d\dms$/);
  });

  it('is zoomed by keys and shows all again', async () => {
    const { store } = await renderSecond();
    timeline().element().focus();
    await userEvent.keyboard('+');
    const zoom = store.timeline.zoom.value;
    expect(zoom && zoom.to - zoom.from).toBeLessThan(800);
    await userEvent.keyboard('0');
    expect(store.timeline.zoom.value).toBeNull();
  });

  it('has bars as high as frames or as bytes', async () => {
    const { store } = await renderSecond();
    await userEvent.click(page.getByRole('button', { name: 'Timeline by frames' }));
    expect(store.settings.timelineMeasure.value).toBe('bytes');
    await userEvent.click(page.getByRole('button', { name: 'Timeline by bytes' }));
    expect(store.settings.timelineMeasure.value).toBe('frames');
  });

  it('marks errors at the outer edge, however few they are', async () => {
    const panel = await renderPanel();
    const document = panel.host.page();
    const socket = document.socket('wss://app.harbor.example/chat').opens();
    for (let index = 0; index < 600; index++) socket.receives(index < 300 ? '{"type":"error"}' : '{"n":1}');
    document.flush();
    await expect.poll(() => panel.store.timeline.traffic().all().length).toBeGreaterThan(500);
    await painted();
    const canvas = timeline().element().querySelector('canvas') as HTMLCanvasElement;
    const edge = (15 + 34 - 3) * devicePixelRatio;
    const pixelAt = (share: number) =>
      [...(canvas.getContext('2d')?.getImageData(canvas.width * share, edge, 1, 1).data ?? [])].join();
    expect(pixelAt(0.25)).not.toBe(pixelAt(0.75));
  });

  it('tells of the connection whose lane the pointer is on', async () => {
    await renderSecond();
    const { left, bottom, width } = box();
    timeline()
      .element()
      .dispatchEvent(
        new PointerEvent('pointermove', { bubbles: true, clientX: left + width / 2, clientY: bottom - 7 }),
      );
    await expect
      .poll(() => timeline().element().querySelector('.says')?.textContent)
      .toMatch(/^1 \/chat app\.harbor\.example, .* still there$/);
  });
});
