import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { startDemo } from '../../demo/server.mjs';
import { BROWSERS, type BrowserKind, launch, type PanelDriver } from './panel-driver.ts';
import { until } from './until.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../docs/screenshots');
const SIZE = { width: 1280, height: 800 };

const ORDER = JSON.stringify({
  type: 'order',
  id: 'o_7720',
  lines: [
    { sku: 'pump-7', count: 2, price: 61.42 },
    { sku: 'valve-2', count: 1, price: 9.5 },
  ],
  customer: { id: 'u_17', name: 'Mira Okafor' },
  paid: false,
});

/** Opens sockets of the demo as its page would, and lets them talk. */
async function talk(panel: PanelDriver, sockets: string): Promise<void> {
  await panel.evalInPage(
    (sockets: string, order: string) => {
      const open = (path: string, protocols?: string[]): WebSocket => {
        const socket = new WebSocket(sockets + path, protocols);
        Object.assign(window, { kept: [...((window as { kept?: WebSocket[] }).kept ?? []), socket] });
        return socket;
      };
      open('chat');
      const ticker = open('ticker');
      ticker.onopen = () => ticker.send(new Uint8Array([2, 8, 0, 0, 0]));
      const echo = open('echo');
      const said = [
        JSON.stringify({ type: 'subscribe', channel: 'orders', since: 12345678901234567890n.toString() }),
        order,
        ...Array.from({ length: 12 }, (_, index) =>
          JSON.stringify({ type: 'price', symbol: 'AURX', value: 61 + index / 10 }),
        ),
        new Uint8Array([0x82, 0xa4, 0x74, 0x79, 0x70, 0x65, 0xa4, 0x64, 0x6f, 0x6e, 0x65]),
      ];
      echo.onopen = () => {
        for (const [index, message] of said.entries())
          setTimeout(() => echo.send(message), 150 * index + 90 * (index % 3));
      };
      open('subprotocols', ['soap', 'xmpp']);
      open('refuse/403');
    },
    sockets,
    ORDER,
  );
}

async function take(kind: BrowserKind, theme: 'light' | 'dark'): Promise<void> {
  const demo = await startDemo();
  const panel = await launch(kind, { theme, size: SIZE, dock: kind === 'chrome' ? 'window' : 'bottom' });
  const shoot = (view: string): Promise<void> =>
    panel.screenshot(path.join(FOLDER, `${view}-${kind}-${theme}.png`));
  try {
    await panel.open(`${demo.url}blank.html`);
    await panel.openPanel();
    await until('the empty state', () => panel.has('button', 'Open a session file'));
    await shoot('empty');
    await talk(panel, demo.url.replace('http', 'ws'));
    await until('the conversation', async () => (await panel.rowCount('Frames')) > 60);
    await panel.clickRow('Connections', 5);
    await until('the frames of one connection', async () => (await panel.rowCount('Frames')) === 30);
    await panel.clickRow('Frames', 4);
    await until('the frame', () => panel.has('tab', 'Preview'));
    await until('the counts', async () => (await panel.status()).startsWith('30 of'));
    await shoot('frames');
    await panel.click('button', 'Statistics');
    await until('the numbers', () => panel.has('table', 'Names'));
    await shoot('statistics');
    await panel.click('button', 'Statistics');
    await panel.clickRow('Connections', 7);
    await until('the handshake', () => panel.has('tab', 'Handshake'));
    await until('the counts', async () => (await panel.status()).startsWith('0 of'));
    await shoot('handshake');
    await panel.clickRow('Connections', 5);
    await panel.click('tab', 'Replay');
    await panel.clickRow('Recorded frames', 4);
    await panel.type('textbox', 'Frame to play', ORDER.replace('"count":2', '"count":20'));
    await panel.click('button', 'Start');
    await until('the end', () =>
      panel.read('progressbar', 'Replay', (bar) => /Done/.test(bar.getAttribute('aria-valuetext') ?? '')),
    );
    await until('the comparison', async () =>
      (await panel.allRows('Comparison')).some(({ cells }) => cells.result === 'differs'),
    );
    const rows = await panel.allRows('Comparison');
    await panel.clickRow('Comparison', rows.find(({ cells }) => cells.result === 'differs')?.index ?? 2);
    await shoot('replay');
  } finally {
    await panel.close();
    await demo.close();
  }
}

/** Takes every view in both browsers and both themes, into `docs/screenshots`. */
export async function takeScreenshots(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const kind of BROWSERS) for (const theme of ['light', 'dark'] as const) await take(kind, theme);
}
