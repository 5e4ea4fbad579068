import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { readSession } from '../capture/panel-session.ts';
import { type Site, startSite } from '../fidelity/site.ts';
import { stagePages } from '../fidelity/stage/stage.ts';

/** Not more: DevTools print a line for each, whoever records. */
const SOCKETS = 2_000;
const CALLS = 5_000;
/** Events that the page makes itself, of each type. */
const FORGED = 5_000;
/** Where no DevTools are open. */
const MANY_SOCKETS = 10_000;

describe.each(BROWSERS)('a page in %s that floods', (kind) => {
  let site: Site;
  let panel: PanelDriver;
  beforeAll(async () => {
    site = await startSite();
    panel = await launch(kind);
    await panel.open(site.url);
    await panel.openPanel();
  });
  afterAll(async () => {
    await panel.close();
    await site.close();
  });

  it('is told how often it sent in vain', async () => {
    await panel.open(`${site.url}empty.html`);
    await panel.evalInPage(async (calls: number) => {
      const socket = new WebSocket(`ws://${location.host}/echo`);
      socket.close();
      for (let count = 0; count < calls; count++) socket.send('in vain');
      await new Promise((resolve) => socket.addEventListener('close', resolve));
    }, CALLS);
    const connection = await until('the socket to have failed', async () => {
      const { connections } = await readSession(panel);
      return connections.find(({ state }) => state === 'failed');
    });
    expect(connection).toMatchObject({ discarded: CALLS, frames: [], gaps: [] });
  });

  it('with events of its own making is believed none of them', async () => {
    await panel.open(`${site.url}empty.html`);
    await panel.evalInPage(async (forged: number) => {
      const socket = new WebSocket(`ws://${location.host}/echo`);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      for (let count = 0; count < forged; count++) {
        const data = { events: [{ type: 'gap', connection: 1, seq: 1, frames: 7 }], history: false };
        for (const target of [socket, window, document, document.fonts])
          for (const type of ['message', 'framereel:up', 'framereel:port'])
            target.dispatchEvent(new MessageEvent(type, { data }));
        socket.dispatchEvent(new Event('open'));
        socket.dispatchEvent(new Event('error'));
        socket.dispatchEvent(new CloseEvent('close', { code: 1000, wasClean: true }));
      }
      const echoed = new Promise((resolve) => socket.addEventListener('message', resolve));
      socket.send('real');
      await echoed;
    }, FORGED);
    const connection = await until('what is real', async () => {
      const { connections } = await readSession(panel);
      return connections.find(({ frames }) => frames.length >= 2);
    });
    expect(connection).toMatchObject({ state: 'open', closed: null, gaps: [] });
    expect(connection.frames.map(({ direction, message }) => [direction, message])).toEqual([
      ['sent', 'text 4 "real"'],
      ['received', 'text 4 "real"'],
    ]);
  });

  it('is told of every socket', async () => {
    // Its policy forbids sockets: what is slow with so many is the network.
    await panel.open(`${site.url}csp.html`);
    await panel.evalInPage((sockets: number) => {
      for (let count = 0; count < sockets; count++)
        try {
          new WebSocket(`ws://${location.host}/echo?${count}`);
        } catch {
          // Firefox throws.
        }
    }, SOCKETS);
    // The page may have been faster than the panel: what it did before is a history, which is bounded and says so.
    const { connections, forgotten } = await until(
      'all sockets to have failed, or to have been forgotten',
      async () => {
        const session = await readSession(panel);
        const failed = session.connections.filter(
          ({ state, url }) => state === 'failed' && url.includes('?'),
        );
        return failed.length + session.forgotten.connections === SOCKETS && session;
      },
      45_000,
    );
    const urls = new Set(connections.map(({ url }) => url));
    for (let count = forgotten.connections; count < SOCKETS; count++)
      expect(urls).toContain(`${site.url.replace('http', 'ws')}echo?${count}`);
  });
});

describe.each(BROWSERS)('ten thousand sockets in %s', (kind) => {
  let site: Site;
  let driver: PanelDriver;
  beforeAll(async () => {
    site = await startSite(stagePages(kind));
    driver = await launch(kind, { extension: null });
    await driver.open(`${site.url}armed.html`);
  });
  afterAll(async () => {
    await driver.close();
    await site.close();
  });

  it('are told of from beginning to end, and slow down neither themselves nor the last one', async () => {
    const { told, first, last } = await driver.evalInPage(async (sockets: number) => {
      const { directed } = globalThis as unknown as { directed: { events: { type: string }[] } };
      const { WebSocket: Socket } = frames[0] as unknown as typeof globalThis;
      const times: number[] = [];
      const made: WebSocket[] = [];
      for (let part = 0; part < 10; part++) {
        const start = performance.now();
        for (let count = 0; count < sockets / 10; count++) {
          const socket = new Socket(`ws://${location.host}/echo?${part} ${count}`);
          socket.close();
          made.push(socket);
        }
        await new Promise((resolve) => made.at(-1)?.addEventListener('close', resolve));
        times.push(performance.now() - start);
      }
      const count = (type: string) => directed.events.filter((event) => event.type === type).length;
      while (count('closed') < sockets) await new Promise((resolve) => setTimeout(resolve, 20));
      const told = ['opening', 'closing', 'error', 'closed'].map(count);
      return { told, first: Math.min(...times.slice(0, 3)), last: Math.min(...times.slice(-3)) };
    }, MANY_SOCKETS);
    expect(told).toEqual([MANY_SOCKETS, MANY_SOCKETS, MANY_SOCKETS, MANY_SOCKETS]);
    expect(last).toBeLessThan(first * 5);
  });
});
