import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { readSession } from '../capture/panel-session.ts';
import { type Site, startSite } from '../fidelity/site.ts';

const MARKUP = '<img src=x onerror="window.touched=1"><script>window.touched=1</script>';

/** Tokens that a subprotocol may be (RFC 9110 section 5.6.2); the server chooses the first. */
const PROTOCOLS = ['__proto__', 'constructor', "!#$%&'*+-.^_`|~"];

/** What a page may send to be looked at, and what of it the details show. */
const PAYLOADS: Record<string, { payload: string; shown: string }> = {
  markup: { payload: MARKUP, shown: MARKUP },
  'an end of a script': {
    payload: '</script><script>window.touched=1</script>',
    shown: '</script><script>window.touched=1</script>',
  },
  'names of the prototype in JSON': {
    payload: `{"__proto__":{"touched":"${'polluted'}"},"constructor":{"prototype":{"touched":1}}}`,
    shown: '__proto__',
  },
  'markup as a name in JSON': { payload: JSON.stringify({ [MARKUP]: MARKUP }), shown: '<img src=x' },
  'markup as the name of an event': {
    payload: `42${JSON.stringify([MARKUP, '__proto__'])}`,
    shown: '<img src=x',
  },
  'JSON without a bottom': { payload: '['.repeat(50_000), shown: '[[[[' },
  'one line without an end': { payload: 'x'.repeat(1 << 20), shown: 'xxxx' },
  'half a pair, controls and another direction': {
    payload: '\ud83d \u0000\u0007\u001b[31m \u202egnp.exe',
    shown: 'gnp.exe',
  },
};

describe.each(BROWSERS)('what a hostile page says in %s', (kind) => {
  let site: Site;
  let panel: PanelDriver;
  beforeAll(async () => {
    site = await startSite();
    panel = await launch(kind);
    await panel.open(`${site.url}empty.html`);
    await panel.openPanel();
  });
  afterAll(async () => {
    await panel.close();
    await site.close();
  });

  /** Opens a socket by a script that calls itself by a bad name, has each message echoed, and closes with a reason. */
  const say = async (messages: string[], reason: string) => {
    await panel.open(`${site.url}empty.html?${encodeURIComponent(MARKUP)}`);
    await panel.evalInPage(
      (protocols: string[], messages: string[], reason: string, markup: string) =>
        new Promise<void>((resolve) => {
          document.title = markup;
          const open = new Function(
            'url',
            'protocols',
            'return new WebSocket(url, protocols);\n//# sourceURL=javascript:window.touched=1',
          );
          const socket: WebSocket = open(`ws://${location.host}/echo?${markup}`, protocols);
          let left = messages.length;
          socket.onopen = () => messages.forEach((message) => void socket.send(message));
          socket.onmessage = () => --left === 0 && socket.close(4000, reason);
          socket.onclose = () => resolve();
        }),
      PROTOCOLS,
      messages,
      reason,
      MARKUP,
    );
    return until('the connection to have ended', async () => {
      const { connections } = await readSession(panel);
      return connections.find(({ state }) => state === 'closed');
    });
  };

  const details = () =>
    panel.evalInPanel(() => document.querySelector<HTMLElement>('[aria-label="Details"]')?.innerText ?? '');

  /** Nothing of it has become an element, a link or a property, and the panel is alive. */
  const expectHarmless = async () => {
    const harm = await panel.evalInPanel(() => {
      // Firefox shows a page's own objects to scripts like this one only so.
      const page = (window as { wrappedJSObject?: typeof globalThis }).wrappedJSObject ?? globalThis;
      // Where Firefox evaluates no more, the panel reaches the page by an empty frame of its own.
      const foreign =
        'img, iframe:not([hidden][src="/blank.html"]), object, embed, body script, [onerror], [onload]';
      return {
        elements: document.querySelectorAll(foreign).length,
        links: document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i]').length,
        touched: 'touched' in page || 'touched' in page.Object.prototype,
      };
    });
    expect(harm).toEqual({ elements: 0, links: 0, touched: false });
    expect(await panel.alert()).toBeNull();
  };

  it('of itself, as URL, subprotocol, reason and name of a script, is text and no more', async () => {
    const reason = '<b onclick=alert(1)>&lt;\u202eeyb';
    const connection = await say(['hello'], reason);
    expect(connection).toMatchObject({
      requested: PROTOCOLS,
      protocol: '__proto__',
      closed: { code: 4000, reason },
    });
    await panel.clickRow('Connections', 3);
    const text = await until('the connection in detail', async () => {
      const text = await details();
      return text.includes('onclick=alert(1)') && text;
    });
    for (const protocol of PROTOCOLS) expect(text).toContain(protocol);
    await expectHarmless();
  });

  it.each(Object.entries(PAYLOADS))(
    'as a message, %s, is text and no more',
    async (_what, { payload, shown }) => {
      await say([payload], 'bye');
      await panel.waitForRows('Frames', 2);
      for (const row of [2, 3]) {
        await panel.clickRow('Frames', row);
        await until('the message in detail', async () => (await details()).includes(shown));
        await expectHarmless();
      }
    },
  );
});
