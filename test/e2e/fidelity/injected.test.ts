import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { type Site, startSite } from './site.ts';
import { stagePages } from './stage/stage.ts';

/** The outer page of the stage. */
interface Stage {
  directed: {
    events: Record<string, unknown>[];
    order(command: Record<string, unknown>): void;
  };
}

type Binary = 'blob' | 'arraybuffer';

/** Runs in the page: how a socket hears a payload from its server, and then the same one from the panel. */
async function hearBoth(hex: string | null, binaryType: Binary): Promise<string> {
  const { directed } = globalThis as unknown as Stage;
  const view = frames[0] as unknown as typeof globalThis;
  const bytes =
    hex === null ? null : Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  const socket = new view.WebSocket(`ws://${location.host}/echo`);
  socket.binaryType = binaryType;
  await new Promise((resolve) => socket.addEventListener('open', resolve));

  const hear = () =>
    new Promise((resolve) => {
      const log: unknown[] = [];
      const first = () => log.push('first');
      const last = () => log.push('last');
      socket.addEventListener('message', first);
      socket.onmessage = function (event) {
        const { data, origin, lastEventId, source, ports, bubbles, cancelable, composed, eventPhase } = event;
        log.push('handler', this === socket, event.target === socket, view.event === event);
        log.push(origin, lastEventId, source, ports.length, Object.isFrozen(ports));
        log.push(bubbles, cancelable, composed, eventPhase, event.isTrusted, Reflect.ownKeys(event));
        log.push(Object.prototype.toString.call(data), socket.readyState, socket.bufferedAmount);
        setTimeout(async () => {
          socket.onmessage = null;
          for (const listener of [first, last]) socket.removeEventListener('message', listener);
          const read = typeof data === 'string' ? data : await new Response(data).arrayBuffer();
          const own =
            data instanceof view.Blob || data instanceof view.ArrayBuffer || typeof data === 'string';
          resolve([
            ...log,
            own,
            typeof read === 'string' ? read : [...new Uint8Array(read)],
            data.type ?? null,
          ]);
        }, 0);
      };
      socket.addEventListener('message', last);
    });

  const native = hear();
  socket.send(bytes ?? 'text');
  const fromServer = await native;
  const injected = hear();
  const told = () => directed.events.find(({ type }) => type === 'opening');
  while (!told()) await new Promise((resolve) => setTimeout(resolve, 5));
  const { connection } = told() ?? {};
  directed.order({ type: 'receive', connection, payload: bytes?.buffer ?? 'text', source: 'panel' });
  const fromPanel = await injected;
  socket.close();
  return JSON.stringify([fromServer, fromPanel]);
}

describe.each(BROWSERS)('an injected frame in %s', (kind) => {
  let site: Site;
  let driver: PanelDriver;
  beforeAll(async () => {
    site = await startSite(stagePages(kind));
    driver = await launch(kind, { extension: null });
  });
  beforeEach(() => driver.open(`${site.url}tapped.html`));
  afterAll(async () => {
    await driver.close();
    await site.close();
  });

  it.each<[string, string | null, Binary]>([
    ['text', null, 'blob'],
    ['a Blob', '010203', 'blob'],
    ['an ArrayBuffer', '010203', 'arraybuffer'],
    ['an empty Blob', '', 'blob'],
    ['an empty ArrayBuffer', '', 'arraybuffer'],
  ])('is heard as from the server, but for its trust: %s', async (_what, hex, binaryType) => {
    const [fromServer, fromPanel] = JSON.parse(await driver.evalInPage(hearBoth, hex, binaryType));
    const trust = fromServer.indexOf(true, fromServer.indexOf(2));
    expect(fromServer[trust + 1]).toEqual(['isTrusted']);
    expect(fromPanel).toEqual(fromServer.with(trust, false));
  });

  it('is recorded as what it is; what the page dispatches itself is not', async () => {
    const frames = await driver.evalInPage(async () => {
      const { directed } = globalThis as unknown as Stage;
      const view = window.frames[0] as unknown as typeof globalThis;
      const socket = new view.WebSocket(`ws://${location.host}/echo`);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      socket.dispatchEvent(new view.MessageEvent('message', { data: 'forged' }));
      directed.order({ type: 'receive', connection: 1, payload: 'injected', source: 'panel' });
      await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
      socket.send('real');
      await new Promise((resolve) => socket.addEventListener('message', resolve, { once: true }));
      const recorded = () => directed.events.filter(({ type }) => type === 'frame');
      while (recorded().length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
      return recorded().map(({ seq, direction, source, payload }) => [seq, direction, source, payload]);
    });
    expect(frames).toEqual([
      [1, 'received', 'panel', 'injected'],
      [2, 'sent', 'wire', 'real'],
      [3, 'received', 'wire', 'real'],
    ]);
  });

  it('is refused once the socket is closed', async () => {
    const result = await driver.evalInPage(async () => {
      const { directed } = globalThis as unknown as Stage;
      const view = window.frames[0] as unknown as typeof globalThis;
      const socket = new view.WebSocket(`ws://${location.host}/echo`);
      const heard: string[] = [];
      socket.onmessage = ({ data }) => heard.push(data);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      socket.close();
      directed.order({ type: 'receive', connection: 1, payload: 'late', source: 'panel' });
      await new Promise((resolve) => socket.addEventListener('close', resolve));
      const result = () => directed.events.find(({ type }) => type === 'result');
      while (!result()) await new Promise((resolve) => setTimeout(resolve, 5));
      return [heard, result()?.error];
    });
    expect(result).toEqual([[], { code: 'NOT_OPEN', message: 'This connection is not open.' }]);
  });
});
