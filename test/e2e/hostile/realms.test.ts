import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { type PanelConnection, readSession } from '../capture/panel-session.ts';
import { type Site, startSite } from '../fidelity/site.ts';

/** Helpers for the functions below, which run in the page. */
const PAGE = `<!doctype html><title>Realms</title><body><script>
  var url = 'ws://' + location.host + '/echo';
  function happens(target, type) {
    return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
  }
  /** Opens a socket of this realm and has one message echoed. */
  async function say(view, text) {
    const socket = new view.WebSocket(url + '?' + text);
    await happens(socket, 'open');
    socket.send(text);
    await happens(socket, 'message');
    return socket;
  }
  function frame(src) {
    const element = document.createElement('iframe');
    if (src) element.src = src;
    document.body.append(element);
    return element;
  }
</script>`;

interface Page {
  happens(target: EventTarget, type: string): Promise<Event>;
  say(view: unknown, text: string): Promise<WebSocket>;
  frame(src?: string): HTMLIFrameElement;
}

const told = ({ url, frames }: PanelConnection) => [
  new URL(url).search.slice(1),
  frames.map(({ direction, message }) => `${direction} ${message}`),
];
const spoken = (text: string) => [
  text,
  [`sent text ${text.length} "${text}"`, `received text ${text.length} "${text}"`],
];

describe.each(BROWSERS)('realms of a page in %s', (kind) => {
  let site: Site;
  let panel: PanelDriver;
  beforeAll(async () => {
    site = await startSite({ '/realms.html': () => ({ body: PAGE }) });
    panel = await launch(kind);
    await panel.open(site.url);
    await panel.openPanel();
  });
  beforeEach(() => panel.open(`${site.url}realms.html`));
  afterAll(async () => {
    await panel.close();
    await site.close();
  });

  /** Once so many frames are there, and time enough has passed for more than those. */
  const recorded = async (frames: number) => {
    await until(`${frames} frames`, async () => {
      const { connections } = await readSession(panel);
      return connections.flatMap((connection) => connection.frames).length >= frames;
    });
    await panel.evalInPage(() => new Promise((resolve) => setTimeout(resolve, 200)));
    return (await readSession(panel)).connections;
  };

  it('tells once of a frame whose first document gives way to a page', async () => {
    await panel.evalInPage(async () => {
      const { happens, say, frame } = globalThis as unknown as Page;
      const element = frame();
      await say(element.contentWindow, 'first');
      const loaded = happens(element, 'load');
      element.src = '/empty.html';
      await loaded;
      await say(element.contentWindow, 'second');
    });
    const connections = await recorded(4);
    expect(connections.map(told)).toEqual([spoken('first'), spoken('second')]);
  });

  it('tells once of a frame that the page looked into before it was loaded', async () => {
    await panel.evalInPage(async () => {
      const { happens, say, frame } = globalThis as unknown as Page;
      const element = frame('/empty.html');
      const loaded = happens(element, 'load');
      Object.assign(element.contentWindow as object, { mark: 1 });
      await loaded;
      await say(element.contentWindow, 'later');
    });
    expect((await recorded(2)).map(told)).toEqual([spoken('later')]);
  });

  it('goes on after document.open, and loses nothing when the page leaves then', async () => {
    await panel.click('checkbox', 'Preserve log');
    await panel.evalInPage(async (next: string) => {
      const { happens, say } = globalThis as unknown as Page;
      const socket = await say(window, 'before');
      document.open();
      document.write('<title>Opened</title>');
      document.close();
      for (const text of ['one', 'two']) socket.send(text);
      await happens(socket, 'message');
      await happens(socket, 'message');
      for (let count = 0; count < 20; count++) socket.send(`last ${count}`);
      location.href = next;
    }, `${site.url}empty.html`);
    const [connection] = await until('the page to have left', async () => {
      const { connections, navigations } = await readSession(panel);
      return navigations.at(-1)?.endsWith('empty.html') && connections;
    });
    await panel.click('checkbox', 'Preserve log');
    const sent = connection?.frames
      .filter(({ direction }) => direction === 'sent')
      .map(({ message }) => message);
    expect(sent?.length).toBe(23);
    expect(sent?.at(-1)).toBe('text 7 "last 19"');
    expect(connection?.gaps).toEqual([]);
  });

  it('lets a page lie in a realm that it prepared, and about that one only', async () => {
    const stolen = await panel.evalInPage(async () => {
      const { happens, say, frame } = globalThis as unknown as Page;
      const seen: string[] = [];
      const element = frame('/empty.html');
      const loaded = happens(element, 'load');
      const view = element.contentWindow as unknown as typeof globalThis;
      const { dispatchEvent } = view.EventTarget.prototype;
      let port: EventTarget | undefined;
      view.EventTarget.prototype.dispatchEvent = function (this: EventTarget, it: Event) {
        port ??= (it as MessageEvent).ports?.[0];
        if (it.type === 'framereel:up') seen.push(JSON.stringify((it as MessageEvent).data));
        return Reflect.apply(dispatchEvent, this, [it]);
      };
      view.Reflect.apply = () => undefined;
      await loaded;
      await say(window, 'secret');
      const forge = (data: unknown) =>
        port &&
        Reflect.apply(dispatchEvent, port, [
          new view.MessageEvent('framereel:up', { data, cancelable: true }),
        ]);
      const forged = {
        type: 'frame',
        connection: 1,
        seq: 3,
        time: 1,
        direction: 'sent',
        shape: 'string',
        source: 'wire',
      };
      for (const data of [
        null,
        7,
        { events: 7 },
        { events: { length: 1e9 }, history: true },
        { events: [{ ...forged, payload: 'forged' }], history: false },
        { events: [{ ...forged, type: 'run', times: { length: 1e15 }, payloads: 7 }], history: false },
        { events: [{ ...forged, type: 'run', times: new Array(2 ** 32 - 1), payloads: [] }], history: false },
        { events: [{ ...forged, type: 'opening', protocols: new Array(2 ** 32 - 1) }], history: false },
        { events: [{ ...forged, type: 'run', seq: 9, times: [1, 'x'], payloads: [8] }], history: false },
        { events: [{ ...forged, type: 'run' }], history: false },
        { events: [null, {}, { type: '__proto__' }, { type: 'closed', connection: 1 }], history: false },
        {
          events: [{ type: 'left', time: 1, cached: false, seqs: [{ connection: 1, seq: 99 }] }],
          history: false,
        },
      ])
        forge(data);
      await say(window, 'still');
      return [Boolean(port), ...seen.filter((data) => data.includes('secret') || data.includes('still'))];
    });
    // It has the port of the frame whose realm it prepared, and nothing of any other.
    expect(stolen).toEqual([true]);
    const connections = await recorded(4);
    expect(connections.map(told)).toEqual([spoken('secret'), spoken('still')]);
    expect(connections.map(({ state, gaps }) => [state, gaps])).toEqual([
      ['open', []],
      ['open', []],
    ]);
  });

  it('hears nothing of the hand-over in frames that are made and replaced', async () => {
    const heard = await panel.evalInPage(async () => {
      const { happens, frame } = globalThis as unknown as Page;
      const seen: string[] = [];
      const spy = (target: EventTarget | undefined) => {
        for (const name of ['port', 'taken', 'known', 'arm', 'up', 'bytes', 'renew'])
          target?.addEventListener(`framereel:${name}`, ({ type }) => seen.push(type), true);
        for (const name of ['message', 'messageerror'])
          target?.addEventListener(name, ({ type }) => seen.push(type), true);
      };
      const spyOn = ({ contentWindow, contentDocument }: HTMLIFrameElement) => {
        spy(contentWindow ?? undefined);
        spy(contentDocument ?? undefined);
        spy(contentDocument?.fonts);
      };
      for (const target of [window, document, document.fonts]) spy(target);
      for (const src of [undefined, '/empty.html', 'about:blank']) {
        const element = frame(src);
        spyOn(element);
        if (src === '/empty.html') await happens(element, 'load');
        spyOn(element);
        const loaded = happens(element, 'load');
        element.src = '/empty.html?again';
        await loaded;
        spyOn(element);
        element.contentDocument?.open();
        element.contentDocument?.close();
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
      return seen;
    });
    expect(heard).toEqual([]);
  });
});
