import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerValue } from '../../../src/handshake/headers.ts';
import type { Connection } from '../../../src/session/connection.ts';
import { type HandshakeServer, startHandshakeServer } from '../../support/handshake-server.ts';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { type Capture, sessionWhen, setCapture } from '../capture/capture.ts';
import type { PanelConnection } from '../capture/panel-session.ts';

const CROWD = 50;

describe.each(BROWSERS)('handshakes in %s', (kind) => {
  let server: HandshakeServer;
  let capture: Capture;
  beforeAll(async () => {
    server = await startHandshakeServer();
    capture = await setCapture(kind, { size: { width: 1280, height: 840 } });
  });
  afterAll(async () => {
    await capture?.close();
    await server?.close();
  });

  it(`find their connection among ${CROWD} of one URL opened at once`, async () => {
    await capture.start();
    await capture.panel.click('button', 'Clear');
    const url = `${server.url}numbered`;
    await capture.panel.evalInPage(openMany, url, CROWD);
    const { connections } = await sessionWhen(
      capture,
      'all handshakes',
      (session) =>
        session.connections.length === CROWD &&
        session.connections.every((one) => one.frames.length === 1 && handshakeOf(one) !== null),
    );
    // The server said the same number in a header and in a message: they must meet again.
    const pairs = connections.map((one) => [
      numberIn(one),
      JSON.parse(/"(?:.*)"$/.exec(String(one.frames[0]?.message))?.[0] ?? '""'),
    ]);
    expect(pairs.map(([header]) => header)).toEqual(pairs.map(([, message]) => message));
    const inferred = connections.filter((one) => handshakeOf(one)?.inferred).length;
    expect(inferred).toBe(kind === 'chrome' ? 0 : CROWD);
  });

  it.runIf(kind === 'chrome')('with a blank text say what makes it blank', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'framereel-other-extension-'));
    const manifest = { manifest_version: 3, name: 'Other', version: '1', permissions: ['webRequest'] };
    writeFileSync(
      path.join(folder, 'manifest.json'),
      JSON.stringify({ ...manifest, host_permissions: ['<all_urls>'] }),
    );
    const { browser } = capture.chromium ?? {};
    const id = await browser?.installExtension(folder);
    try {
      await capture.start();
      await capture.panel.click('button', 'Clear');
      await capture.panel.evalInPage(openMany, `${server.url}403`, 1);
      await capture.panel.waitForRows('Connections', 2);
      await capture.panel.clickRow('Connections', 3);
      await until('the explanation', async () =>
        /text is blank.*webRequest or declarativeNetRequest/s.test(await capture.panel.panelText()),
      );
    } finally {
      if (id) await browser?.uninstallExtension(id);
      rmSync(folder, { recursive: true });
    }
  });

  it('that failed are told what the application fell back to', async () => {
    await capture.start();
    await capture.panel.click('button', 'Clear');
    await capture.panel.evalInPage(fallBack, `${server.url}socket.io/?EIO=4`);
    await capture.panel.waitForRows('Connections', 2);
    await capture.panel.clickRow('Connections', 3);
    await until('the fallback', async () =>
      /Socket\.IO fell back to HTTP long-polling with 127\.0\.0\.1:\d+: 3 requests/.test(
        await capture.panel.panelText(),
      ),
    );
  });
});

type Handshake = NonNullable<Connection['handshake']>;

const handshakeOf = (connection: PanelConnection): Handshake | null =>
  (connection as unknown as Connection).handshake;

const numberIn = (connection: PanelConnection): string | null =>
  headerValue(handshakeOf(connection)?.response ?? [], 'X-Number');

/** Runs in the page. */
function openMany(url: string, count: number): void {
  const sockets = Array.from({ length: count }, () => new WebSocket(url));
  Object.assign(window, { sockets });
}

/** Runs in the page: a socket that is refused, and what Engine.IO does then. */
async function fallBack(url: string): Promise<void> {
  const socket = new WebSocket(`${url}&transport=websocket`);
  await new Promise((resolve) => {
    socket.onclose = resolve;
  });
  for (let turn = 0; turn < 3; turn++)
    await fetch(`${url.replace('ws:', 'http:')}&transport=polling&sid=${turn}`, { mode: 'no-cors' });
}
