import { setImmediate as breathe } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WebSocket as ServerSocket } from 'ws';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { type Capture, isRegistered, setCapture } from '../capture/capture.ts';
import { countInPanel, type Tally } from './count-in-panel.ts';

const KIBIBYTE = 1 << 10;
const MEBIBYTE = 1 << 20;

/** Milliseconds for the panel to take in what the page has. */
const PATIENCE = 240_000;

/** What the server may have under way. */
const WINDOW = 16 * MEBIBYTE;

/**
 * `/flood?count=N&size=BYTES&binary=1` as fast as the connection takes it. Text begins with its number, `#12 `; binary
 * with it as a 32-bit little-endian integer, and repeats the number's lowest byte.
 */
async function flood(socket: ServerSocket, url: URL): Promise<void> {
  const [count, size, binary] = ['count', 'size', 'binary'].map((name) => Number(url.searchParams.get(name)));
  for (let number = 1; number <= (count ?? 0); number++) {
    while (socket.bufferedAmount > WINDOW) await breathe();
    if (socket.readyState !== socket.OPEN) return;
    if (binary) {
      const bytes = Buffer.alloc(size ?? 0, number & 0xff);
      bytes.writeUInt32LE(number);
      socket.send(bytes);
    } else socket.send(`#${number} `.padEnd(size ?? 0, 'x'));
    if (number % 1000 === 0) await breathe();
  }
}

/** Minutes of work for two browsers: a project of their own, for CI. */
describe.each(BROWSERS)('much, in %s', { timeout: PATIENCE * 1.5 }, (kind) => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture(kind, { plays: { '/flood': flood } });
  });
  beforeEach(() => capture.start());
  afterAll(() => capture.close());

  /** Has the page receive a flood, meanwhile does something else, and gives what the panel then holds of it. */
  const receive = async (
    query: string,
    count: number,
    {
      binaryType = 'arraybuffer',
      meanwhile = async () => {},
    }: { binaryType?: BinaryType; meanwhile?: () => Promise<void> } = {},
  ): Promise<Tally> => {
    const started = Date.now();
    await capture.panel.evalInPage(
      (url: string, binaryType: BinaryType) => {
        const page = window as unknown as { socket: WebSocket; heard: number };
        page.heard = 0;
        page.socket = new WebSocket(url);
        page.socket.binaryType = binaryType;
        page.socket.onmessage = () => page.heard++;
      },
      `${capture.sockets}flood?${query}`,
      binaryType,
    );
    await meanwhile();
    await until(
      'all of it in the page',
      async () =>
        (await capture.panel.evalInPage(() => (window as unknown as { heard: number }).heard)) === count,
      PATIENCE,
    );
    const inPage = Date.now() - started;
    const tally = await until(
      'all of it in the panel',
      async () => {
        const tally = await countInPanel(capture.panel);
        return tally.frames + tally.missing >= count && tally.pending === 0 && tally;
      },
      PATIENCE,
    );
    console.info(`${kind}, ${query}: page ${inPage} ms, panel ${Date.now() - started} ms`, tally);
    return tally;
  };

  it('200,000 small frames as fast as the server can', async () => {
    const tally = await receive('count=200000&size=100', 200_000);
    expect(tally).toMatchObject({ frames: 200_000, missing: 0, omitted: 0, wrong: [] });
  });

  it.each(['arraybuffer', 'blob'] as const)('2,000 times 256 KiB as %s', async (binaryType) => {
    const tally = await receive(`count=2000&size=${256 * KIBIBYTE}&binary=1`, 2_000, { binaryType });
    expect(tally).toMatchObject({ frames: 2_000, missing: 0, wrong: [] });
    // Where the panel is slower than the page for long, payloads are given up first, and each frame says so.
    expect(tally.whole + tally.omitted).toBe(2_000);
    if (binaryType === 'blob') expect(tally.omitted).toBe(0);
  });

  it.each([
    ['binary', 63],
    ['binary', 100],
    ['text', 63],
    ['text', 100],
  ])('one frame, %s, of %i MiB', async (form, size) => {
    const tally = await receive(`count=1&size=${size * MEBIBYTE}&binary=${form === 'binary' ? 1 : 0}`, 1);
    expect(tally).toMatchObject({ frames: 1, missing: 0, omitted: 0, wrong: [], bytes: size * MEBIBYTE });
  });

  it('sends 100 MiB at once', async () => {
    await capture.panel.evalInPage(async (url: string) => {
      const socket = new WebSocket(url);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      const bytes = new Uint8Array(100 << 20).fill(1);
      new DataView(bytes.buffer).setUint32(0, 1, true);
      socket.send(bytes);
    }, `${capture.sockets}flood?count=0`);
    const tally = await until(
      'the frame in the panel',
      async () => {
        const tally = await countInPanel(capture.panel);
        return tally.frames > 0 && tally;
      },
      PATIENCE,
    );
    expect(tally).toMatchObject({ frames: 1, omitted: 0, wrong: [], bytes: 100 * MEBIBYTE });
  });

  it('what was recorded before the panel was shown, and again when it is loaded anew', async () => {
    const { browser } = capture.panel;
    await browser.closeDevtools();
    await capture.start();
    await browser.openDevtools();
    await until('our DevTools page', () => isRegistered(capture));
    const count = 500;
    await capture.panel.evalInPage(
      (url: string, count: number) =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(url);
          let heard = 0;
          socket.binaryType = 'arraybuffer';
          socket.onmessage = () => ++heard === count && resolve();
        }),
      `${capture.sockets}flood?count=${count}&size=${256 * KIBIBYTE}&binary=1`,
      count,
    );
    for (const show of [() => capture.panel.openPanel(), () => capture.panel.reloadPanel()]) {
      await show();
      const tally = await until(
        'all of it in the panel',
        async () => {
          const tally = await countInPanel(capture.panel);
          return tally.frames === count && tally;
        },
        PATIENCE,
      );
      expect(tally).toMatchObject({ whole: count, missing: 0, omitted: 0, wrong: [] });
    }
  });

  it('a panel that does nothing until all is sent: payloads go before frames, and all is counted', async () => {
    const count = 1_600;
    const tally = await receive(`count=${count}&size=${256 * KIBIBYTE}&binary=1`, count, {
      async meanwhile() {
        const isDone = (count: number) => (window as unknown as { heard: number }).heard === count;
        while (!(await capture.panel.evalInPage(isDone, count)))
          await capture.panel.evalInPanel(() => {
            for (const end = Date.now() + 25_000; Date.now() < end; );
          });
      },
    });
    expect(tally).toMatchObject({ frames: count, missing: 0, wrong: [] });
    expect(tally.omitted).toBeGreaterThan(0);
    expect(tally.whole + tally.omitted).toBe(count);
    expect(tally.bytes).toBe(count * 256 * KIBIBYTE);
  });
});
