import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { type Capture, messages, pathOf, sessionWhen, setCapture } from '../capture/capture.ts';
import { PAGES, talk } from './scripts.ts';

/** How long a worker's socket may take to be seen, in milliseconds. */
const SEEN_MS = 2_000;

describe.runIf(BROWSERS.includes('chrome'))('workers in chrome', () => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture('chrome', { pages: PAGES });
  });
  beforeEach(() => capture.start());
  afterAll(() => capture.close());

  /** The connections of this path, once the first has so many frames. */
  const seen = async (path: string, frames: number) => {
    const { connections } = await sessionWhen(capture, `${path} in the panel`, (session) =>
      session.connections.some((one) => pathOf(one) === path && one.frames.length >= frames),
    );
    return connections.filter((one) => pathOf(one) === path);
  };

  it('of every kind are read from the browser’s log, in time', async () => {
    const names = ['classic', 'module', 'blob', 'nested'];
    await capture.panel.evalInPage((base: string) => {
      const query = (name: string) => `?${encodeURIComponent(base)}&${name}`;
      Object.assign(window, {
        kept: [
          new Worker(`/worker.js${query('classic')}`),
          new Worker(`/worker.js${query('module')}`, { type: 'module' }),
          new Worker(`/nesting.js${query('nested')}`),
        ],
      });
    }, capture.sockets);
    await capture.panel.evalInPage(
      (code: string) => {
        const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
        Object.assign(window, { blob: new Worker(url) });
        URL.revokeObjectURL(url);
      },
      talk('blob', capture.sockets),
    );
    const began = Date.now();
    for (const name of names) {
      const [connection, ...others] = await seen(`/echo?${name}`, 2);
      expect(others).toEqual([]);
      if (!connection) throw new Error(`${name} is gone again.`);
      const staged = capture.stage.socket(`/echo?${name}`);
      expect(connection).toMatchObject({ context: 'worker', state: 'open' });
      expect(messages(connection, 'sent')).toEqual(staged.sent);
      expect(messages(connection, 'received')).toEqual(staged.received);
    }
    expect(Date.now() - began).toBeLessThan(SEEN_MS * 2);
  });

  it('have their later frames and their end told, once', async () => {
    await capture.panel.evalInPage(
      (code: string) => {
        const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
        Object.assign(window, { blob: new Worker(url) });
      },
      `${talk('later', capture.sockets)}; onmessage = () => { socket.send('more'); setTimeout(() => socket.close(), 100); };`,
    );
    await seen('/echo?later', 2);
    await capture.panel.evalInPage(() => (window as unknown as { blob: Worker }).blob.postMessage(''));
    const [connection] = await seen('/echo?later', 4);
    expect(connection?.frames.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    await sessionWhen(capture, 'its end', ({ connections }) =>
      connections.some((one) => pathOf(one) === '/echo?later' && one.state === 'cut'),
    );
  });

  it('leave what the page itself opens as it is, once', async () => {
    await capture.panel.evalInPage((base: string) => {
      const query = (name: string) => `?${encodeURIComponent(base)}&${name}`;
      Object.assign(window, { worker: new Worker(`/worker.js${query('beside')}`) });
      const socket = new WebSocket(`${base}echo?page`);
      socket.onopen = () => socket.send('page');
    }, capture.sockets);
    await seen('/echo?beside', 2);
    const [connection, ...others] = await seen('/echo?page', 2);
    expect(others).toEqual([]);
    expect(connection?.context).toBe('page');
  });

  it('serving a page are read too', async () => {
    await capture.panel.evalInPage(async (base: string) => {
      await navigator.serviceWorker.register(`/service.js?${encodeURIComponent(base)}&service`);
      await navigator.serviceWorker.ready;
    }, capture.sockets);
    const [connection] = await seen('/echo?service', 2);
    expect(connection?.context).toBe('worker');
    await capture.panel.evalInPage(async () => {
      for (const one of await navigator.serviceWorker.getRegistrations()) await one.unregister();
    });
  });

  it('say that they can only be read', async () => {
    await capture.panel.evalInPage((base: string) => {
      Object.assign(window, { worker: new Worker(`/worker.js?${encodeURIComponent(base)}&locked`) });
    }, capture.sockets);
    await seen('/echo?locked', 2);
    const text = await capture.panel.panelText();
    expect(text).toContain('Worker');
    const titles = await capture.panel.evalInPanel(() =>
      [...document.querySelectorAll('.conn .tag')].map((tag) => tag.getAttribute('title') ?? ''),
    );
    expect(titles.join(' ')).toContain('View only');
  });

  it('and a WebSocketStream of the page, once it has ended: view only too', async () => {
    await capture.panel.evalInPage(async (url: string) => {
      interface Opened {
        readable: ReadableStream<string>;
        writable: WritableStream<string>;
      }
      const { WebSocketStream } = window as unknown as {
        WebSocketStream: new (url: string) => { opened: Promise<Opened>; close(): void };
      };
      const stream = new WebSocketStream(url);
      const { readable, writable } = await stream.opened;
      await writable.getWriter().write('streamed');
      await readable.getReader().read();
      stream.close();
    }, `${capture.sockets}echo?stream`);
    const [connection] = await seen('/echo?stream', 2);
    if (!connection) throw new Error('It is gone again.');
    const staged = capture.stage.socket('/echo?stream');
    expect(connection.document).toBe('browser-log');
    expect(messages(connection, 'sent')).toEqual(staged.sent);
    expect(messages(connection, 'received')).toEqual(staged.received);
    await capture.panel.clickRow('Connections', 3);
    expect(await capture.panel.panelText()).toContain('it can only be read here');
  });
});
