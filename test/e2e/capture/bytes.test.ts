import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import type { WireMessage, WireSocket } from '../../support/wire-log.ts';
import { type Capture, expectWhole, messages, sessionWhen, setCapture, settled } from './capture.ts';
import { messageOf } from './message.ts';

const ofWire = (socket: WireSocket, direction: WireMessage['direction']): string[] =>
  socket.messages
    .filter((message) => message.direction === direction)
    .map(({ payload, isBinary }) => messageOf(payload, isBinary));

describe.each(BROWSERS)('what is captured in %s', (kind) => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture(kind, {
      plays: {
        '/close': (socket, url) => socket.close(Number(url.searchParams.get('code')), 'that was all'),
        '/hang-up': (socket) => void setTimeout(() => socket.terminate(), 100),
        '/numbered': (socket) => {
          for (let number = 1; number <= 100; number++) socket.send(Buffer.alloc(2048, number));
        },
      },
    });
  });
  beforeEach(() => capture.start());
  afterAll(() => capture.close());

  it('is every message of every kind, byte by byte, as the server and the browser saw it', async () => {
    const wire = await capture.panel.browser.wire();
    const sent = await capture.panel.evalInPage(async (url: string) => {
      const bytes = Uint8Array.from({ length: 600 }, (_, index) => index % 256);
      const mebibyte = new Uint8Array(1 << 20).map((_, index) => (index * 7) % 253);
      const all: [string, string | Blob | BufferSource][] = [
        ['string', 'hello'],
        ['string', ''],
        ['string', 'zwölf 😀 \u0000\u2028'],
        ['string', 'half a \ud83d pair'],
        ['ArrayBuffer', bytes.buffer],
        ['ArrayBuffer', new ArrayBuffer(0)],
        ['Uint8Array', bytes.subarray(10, 20)],
        ['Uint8ClampedArray', new Uint8ClampedArray([1, 2, 255])],
        ['Int16Array', new Int16Array([-1, 2])],
        ['Float64Array', new Float64Array([Math.PI])],
        ['BigInt64Array', new BigInt64Array([-5n])],
        ['DataView', new DataView(bytes.buffer, 5, 300)],
        ['Blob', new Blob([bytes])],
        ['Blob', new Blob([])],
      ];
      const large: typeof all = [
        ['string', 'ä'.repeat(1 << 19)],
        ['ArrayBuffer', mebibyte.buffer],
        ['Blob', new Blob([mebibyte])],
      ];
      const socket = new WebSocket(url);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      for (const binaryType of ['blob', 'arraybuffer'] as const) {
        socket.binaryType = binaryType;
        const echoed = new Promise((resolve) => {
          let count = 0;
          socket.onmessage = () => ++count === all.length && resolve(count);
        });
        for (const [, message] of all) socket.send(message);
        await echoed;
        if (binaryType === 'blob') all.push(...large);
      }
      return all.map(([shape]) => shape);
    }, `${capture.sockets}echo`);

    const [connection, staged] = await settled(capture, '/echo');
    expectWhole(connection, staged);
    const small = sent.slice(0, -3);
    expect(staged.sent).toHaveLength(small.length + sent.length);
    const shapes = (direction: string) =>
      connection.frames.filter((frame) => frame.direction === direction).map(({ shape }) => shape);
    const as = (binary: string, sent: string[]) => sent.map((shape) => (shape === 'string' ? shape : binary));
    expect(shapes('sent')).toEqual([...small, ...sent]);
    expect(shapes('received')).toEqual([...as('Blob', small), ...as('ArrayBuffer', sent)]);

    const heard = await until("the browser's own log", async () => {
      const [socket] = await wire.sockets();
      return socket?.messages.length === connection.frames.length && socket;
    });
    await wire.stop();
    expect(ofWire(heard, 'received')).toEqual(messages(connection, 'received'));
    // Chromium shows sent Blobs empty; the server has seen them.
    const isTold = (_: unknown, index: number): boolean =>
      kind === 'firefox' || shapes('sent')[index] !== 'Blob';
    expect(ofWire(heard, 'sent').filter(isTold)).toEqual(messages(connection, 'sent').filter(isTold));
  });

  it('keeps text and Blobs in the order they were sent and received', async () => {
    await capture.panel.evalInPage(async (url: string) => {
      const socket = new WebSocket(url);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      const echoed = new Promise((resolve) => {
        let count = 0;
        socket.onmessage = () => ++count === 400 && resolve(count);
      });
      for (let index = 0; index < 200; index++) {
        socket.send(new Blob([`blob ${index} `, 'x'.repeat((index % 7) * 1000)]));
        socket.send(`text ${index}`);
      }
      await echoed;
    }, `${capture.sockets}mixed`);
    const [connection, staged] = await settled(capture, '/mixed');
    expectWhole(connection, staged);
  });

  it('is what arrived, though the page takes each buffer away or overwrites it at once', async () => {
    const left = await capture.panel.evalInPage(
      (url: string) =>
        new Promise<number>((resolve) => {
          let count = 0;
          let whole = 0;
          const socket = new WebSocket(url);
          socket.binaryType = 'arraybuffer';
          socket.addEventListener('message', ({ data }) => {
            if (count % 2) structuredClone(data, { transfer: [data] });
            else new Uint8Array(data).fill(0);
          });
          socket.addEventListener('message', ({ data }) => {
            whole += data.byteLength;
            if (++count === 100) resolve(whole);
          });
        }),
      `${capture.sockets}numbered`,
    );
    expect(left).toBe(50 * 2048);
    const [connection, staged] = await settled(capture, '/numbered');
    expectWhole(connection, staged);
  });

  it('is what was sent, though the page overwrites it at once', async () => {
    await capture.panel.evalInPage(async (url: string) => {
      const socket = new WebSocket(url);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      const bytes = new Uint8Array(1000);
      for (let index = 1; index <= 50; index++) socket.send(bytes.fill(index));
      bytes.fill(255);
    }, `${capture.sockets}reused`);
    await until('all of it on the stage', async () => capture.stage.socket('/reused').received.length === 50);
    const [connection, staged] = await settled(capture, '/reused');
    expectWhole(connection, staged);
  });

  it('is how each connection ended, and who asked for it', async () => {
    await capture.panel.evalInPage(async (base: string) => {
      const ends: Promise<unknown>[] = [];
      const connect = async (url: string) => {
        const socket = new WebSocket(url);
        ends.push(new Promise((resolve) => socket.addEventListener('close', resolve)));
        return socket;
      };
      const open = async (url: string) => {
        const socket = await connect(url);
        await new Promise((resolve) => socket.addEventListener('open', resolve));
        return socket;
      };
      (await open(`${base}mine`)).close(4001, 'bye');
      (await connect(`${base}early`)).close();
      const late = await open(`${base}late`);
      late.close();
      late.send('too late');
      late.send('too late');
      for (const url of [`${base}close?code=1001`, `${base}hang-up`, 'ws://127.0.0.1:1/nobody'])
        await connect(url);
      await Promise.all(ends);
    }, capture.sockets);

    const { connections } = await sessionWhen(
      capture,
      'six ended connections',
      (session) => session.connections.filter(({ closed }) => closed).length === 6,
    );
    const byPath = Object.fromEntries(
      connections.map((one) => [new URL(one.url).pathname.slice(1), { ...one, frames: one.frames.length }]),
    );
    const asked = (code: number | null, reason: string | null) =>
      expect.objectContaining({ code, reason, source: 'wire' });
    expect(byPath).toMatchObject({
      mine: { state: 'closed', closing: asked(4001, 'bye'), closed: { code: 4001, wasClean: true } },
      early: { state: 'failed', closing: asked(null, null), closed: { code: 1006, wasClean: false } },
      late: { state: 'closed', closed: { code: 1005, wasClean: true }, discarded: 2, frames: 0 },
      close: {
        state: 'closed',
        closing: null,
        closed: { code: 1001, reason: 'that was all', wasClean: true },
      },
      'hang-up': { state: 'closed', closing: null, closed: { code: 1006, reason: '', wasClean: false } },
      nobody: { state: 'failed', closing: null, closed: { code: 1006, wasClean: false } },
    });
  });
});
