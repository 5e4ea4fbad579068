import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chromium } from '../../../scripts/chromium.mjs';
import { payloadToBase64 } from '../../../src/session/payload-text.ts';
import type { Session } from '../../../src/session/session.ts';
import { writeHar } from '../../../src/session/write-har.ts';
import { fixture, onlySession, readLines } from '../../session/support.ts';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';

/** DevTools' own modules. In a string, because bundlers rewrite `import()` in functions. */
const NETWORK_PANEL = `(async () => {
  const { ViewManager } = await import('devtools://devtools/bundled/ui/legacy/legacy.js');
  await ViewManager.ViewManager.instance().showView('network');
  const { NetworkPanel } = await import('devtools://devtools/bundled/panels/network/network.js');
  return NetworkPanel.NetworkPanel.instance();
})()`;
const REQUESTS = `(async () => {
  const { NetworkLog } = await import('devtools://devtools/bundled/models/logs/logs.js');
  return NetworkLog.NetworkLog.instance().requests();
})()`;

/** A message as DevTools keep it. */
interface Shown {
  type: string;
  opCode: number;
  text: string;
  time: number;
}

interface ShownRequest {
  url: string;
  kind: string;
  status: number;
  messages: Shown[];
}

const read = (devtools: Page): Promise<ShownRequest[]> =>
  devtools.evaluate(`${REQUESTS}.then((requests) => requests.map((request) => ({
    url: request.url(),
    kind: request.resourceType().name(),
    status: request.statusCode,
    messages: request.frames().map(({ type, opCode, text, time }) => ({ type, opCode, text, time })),
  })))`) as Promise<ShownRequest[]>;

/** What a socket's messages must be there. */
function expected({ connections, frames }: Session, connection: number): Shown[] {
  const messages: Shown[] = [];
  for (let row = 0; row < frames.length; row++) {
    if (frames.connection(row) !== connection) continue;
    const payload = frames.payload(row) ?? '';
    messages.push({
      type: frames.direction(row) === 'sent' ? 'send' : 'receive',
      opCode: frames.isBinary(row) ? 2 : 1,
      text: typeof payload === 'string' ? payload : payloadToBase64(payload),
      time: frames.time(row) / 1000,
    });
  }
  const { errored, handshake } = connections[connection] ?? {};
  if (errored)
    messages.push({ type: 'error', opCode: -1, text: handshake?.failure ?? '', time: errored / 1000 });
  return messages;
}

// Only Chromium's DevTools show the messages of an imported HAR.
describe.skipIf(!BROWSERS.includes('chrome'))('a HAR of ours in Chromium’s own Network panel', () => {
  const session = onlySession(readLines(new TextDecoder().decode(fixture('v1.jsonl'))));
  const folder = mkdtempSync(path.join(tmpdir(), 'framereel-har-'));
  let chromium: Chromium;
  let devtools: Page;

  beforeAll(async () => {
    const file = path.join(folder, 'ours.har');
    writeFileSync(file, [...writeHar(session, { redaction: { sensitive: true } })].join(''));
    chromium = await Chromium.launch();
    devtools = await chromium.openDevtools();
    // Until DevTools have started, their modules throw.
    const input = await until('the Network panel', () =>
      devtools
        .evaluateHandle(`${NETWORK_PANEL}.then((panel) => panel.fileSelectorElement)`)
        .then((handle) => handle.asElement() as ElementHandle<HTMLInputElement> | null)
        .catch(() => null),
    );
    await input.uploadFile(file);
    await until('the imported requests', async () => (await read(devtools)).length > 0);
  });
  afterAll(async () => {
    await chromium?.close();
    rmSync(folder, { recursive: true });
  });

  it('lists every connection as a WebSocket, with its address and status', async () => {
    expect((await read(devtools)).map(({ url, kind, status }) => [url, kind, status])).toEqual([
      ['wss://chat.example/socket?room=7', 'websocket', 101],
      ['wss://chat.example/feed', 'websocket', 101],
      ['wss://chat.example/admin', 'websocket', 0],
    ]);
  });

  it('has every frame, with its direction, opcode, data and time', async () => {
    const requests = await read(devtools);
    for (const { index } of session.connections)
      expect(requests[index]?.messages, `connection ${index}`).toEqual(expected(session, index));
  });
});
