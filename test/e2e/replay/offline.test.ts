import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveFile } from '../../../demo/files.mjs';
import { type Demo, startDemo } from '../../../demo/server.mjs';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { choose, untilProgress } from './hands.ts';

/** What the demo's page needs to be there, and none of its sockets. */
async function servePagesOnly(port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (!serveFile(new URL(request.url ?? '/', 'http://demo').pathname, response))
      response.writeHead(404).end();
  });
  server.on('upgrade', (_request, stream) => stream.destroy());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return server;
}

describe.each(BROWSERS)('without the server in %s', (kind) => {
  let panel: PanelDriver;
  let demo: Demo;
  let pages: Server | null = null;
  beforeAll(async () => {
    demo = await startDemo();
    panel = await launch(kind, { size: { width: 1400, height: 900 } });
    await panel.open(demo.url);
    await panel.openPanel();
  });
  afterAll(async () => {
    await panel.close();
    pages?.closeAllConnections();
    pages?.close();
  });

  const press = (card: string, button: 'open' | 'close'): Promise<void> =>
    panel.evalInPage(
      (selector: string) => document.querySelector<HTMLButtonElement>(selector)?.click(),
      `#${card} [data-${button}]`,
    );
  const text = (card: string): Promise<string> =>
    panel.evalInPage(
      (selector: string) =>
        [...(document.querySelector(selector)?.childNodes ?? [])].map((node) => node.textContent).join('\n'),
      `#${card} output`,
    );
  const isClosed = async (card: string): Promise<boolean> => (await text(card)).includes('closed with');
  /** What the server said of the game: how many inputs the page sent is the page's own affair. */
  const scores = async (): Promise<string> => (await text('game')).replace(/^[\d,]+ inputs sent\. /, '');

  it('the demo’s game and chat are what they were', async () => {
    await press('chat', 'open');
    await press('game', 'open');
    await until('a line of the chat', async () => /Nora: /.test(await text('chat')));
    await until('the game', async () => /Robot 1/.test(await text('game')));
    await press('game', 'close');
    await press('chat', 'close');
    await until('both ends', async () => (await isClosed('chat')) && (await isClosed('game')));
    const recorded = { chat: await text('chat'), game: await scores() };
    await panel.waitForRows('Connections', 3);

    const port = Number(new URL(demo.url).port);
    await demo.close();
    pages = await servePagesOnly(port);
    await panel.click('tab', 'Replay');
    await panel.click('radio', 'To the page');
    await choose(panel, 'Pacing', 'Original timing');
    await choose(panel, 'Recording', 'All 2 connections');
    await panel.evalInPage(() => Object.assign(window, { isOld: true }));
    await panel.click('button', 'Reload and replay');
    await until('the reloaded page', () =>
      panel.evalInPage(() => !('isOld' in window) && document.readyState === 'complete'),
    );
    await press('chat', 'open');
    await press('game', 'open');
    await until('both ends', async () => (await isClosed('chat')) && (await isClosed('game')));
    expect(await text('chat')).toBe(recorded.chat);
    expect(await scores()).toBe(recorded.game);
    await untilProgress(panel, 'Done');
  });
});
