import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findBrowser } from '../../../scripts/browsers.mjs';
import type { RecordedConnection } from '../../../src/codegen/recorded-connection.ts';
import { HOSTILE_PROTOCOL, HOSTILE_REASON, hostileRecording, payloads } from '../../codegen/hostile.ts';
import { type Finished, Workplace, written } from '../../codegen/workplace.ts';
import { closed, recording } from '../../replay/recordings.ts';

/** What a page of the test does: opens a socket, says all it has to say, and tells what it heard. */
interface Part {
  url: string;
  protocols?: string[];
  says?: (string | Buffer)[];
}

/** What a page has heard, as it was told. */
interface Told {
  events: string[];
  /** in hexadecimal, text and bytes alike */
  heard: string[];
  protocol: string;
  code: number;
  reason: string;
}

const PAGE = `<!doctype html><title>talking</title><script type="module">
  const { url, protocols, says } = await (await fetch('part')).json();
  const socket = new WebSocket(url, protocols);
  socket.binaryType = 'arraybuffer';
  const events = [];
  const heard = [];
  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  socket.onopen = () => {
    events.push('open');
    for (const { text, base64 } of says) socket.send(text ?? Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
  };
  socket.onmessage = ({ data }) =>
    heard.push(hex(typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data)));
  socket.onclose = async ({ code, reason }) => {
    events.push('close');
    const told = { events, heard, protocol: socket.protocol, code, reason };
    await fetch('told', { method: 'POST', body: JSON.stringify(told) });
    document.title = 'told';
  };
</script>`;

/** A site of one page. */
async function openSite(part: Part): Promise<{ url: string; told: Told[] }> {
  const told: Told[] = [];
  const server = createServer(async (request, response) => {
    const says = (part.says ?? []).map((one) =>
      typeof one === 'string' ? { text: one } : { base64: one.toString('base64') },
    );
    if (request.url === '/told') told.push(JSON.parse(await text(request)));
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(request.url === '/part' ? JSON.stringify({ protocols: [], ...part, says }) : PAGE);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, told };
}

const CONFIG = `
export default {
  testDir: '.',
  reporter: 'line',
  workers: 1,
  use: {
    browserName: 'chromium',
    launchOptions: ${JSON.stringify({
      executablePath: findBrowser('chrome'),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })},
  },
};
`;

/** The place in the test for what the page shows, with that in it. */
const untilTold = (test: string): string =>
  test.replace(/^ *\/\/ What the page shows by now.*$/m, "await expect(page).toHaveTitle('told');");
/** Whoever fails is not waited for. */
const impatient = (test: string): string => test.replace('10_000', '500');

/** Runs the test with Playwright's own runner; `@playwright/test` is no more than another name for it. */
async function run(recorded: RecordedConnection[], edit = untilTold) {
  const place = new Workplace('playwright');
  const names = { name: '@playwright/test', exports: './index.mjs' };
  place.write('node_modules/@playwright/test/package.json', JSON.stringify(names));
  place.write('node_modules/@playwright/test/index.mjs', "export * from 'playwright/test';\n");
  place.write('playwright.config.mjs', CONFIG);
  place.write('recorded.spec.mjs', edit(written('playwright', ...recorded)));
  const result: Finished = await place.run('node', ['node_modules/playwright/cli.js', 'test']);
  return { ...result, isPwned: place.isPwned };
}

const hex = (message: string | Buffer): string => Buffer.from(message).toString('hex');

describe('a generated Playwright test', () => {
  const url = 'wss://nowhere.invalid/socket?token=1';
  const chat = recording(['< 1 welcome', '> 5 hello', '< 65 hello to you', '< 66 0x0aff', '> 70 0x00'], {
    url,
    outcome: closed(80, 'server', 4001, 'done'),
  });

  it('passes where the page says what it said, and answers it as the server did', async () => {
    const says = ['hello', Buffer.of(0)];
    const site = await openSite({
      url: 'wss://nowhere.invalid/socket?token=2',
      protocols: ['chat.v2'],
      says,
    });
    const { code, stdout } = await run([{ ...chat, page: site.url }]);
    expect(stdout).toContain('1 passed');
    expect(code).toBe(0);
    expect(site.told).toEqual([
      {
        events: ['open', 'close'],
        heard: [hex('welcome'), hex('hello to you'), '0aff'],
        protocol: 'chat.v2',
        code: 4001,
        reason: 'done',
      },
    ]);
  });

  it('fails where the page does not say what it said, and where it says something else', async () => {
    const site = await openSite({ url, says: ['hello?'] });
    const { code, stdout } = await run([{ ...chat, page: site.url }], impatient);
    expect(code).toBe(1);
    expect(stdout).toMatch(/- +"hello"|\+ +"hello"/);
  });

  it('fails where a socket is not opened any more', async () => {
    const site = await openSite({ url, says: ['hello', Buffer.of(0)] });
    const other = { ...chat, url: 'wss://nowhere.invalid/other' };
    const { code, stdout } = await run([{ ...chat, page: site.url }, other], impatient);
    expect(code).toBe(1);
    expect(stdout).toContain('"wss://nowhere.invalid/other"');
  });

  it('lets a handshake fail that failed', async () => {
    const site = await openSite({ url });
    const failed = recording([], { url, opened: null, outcome: { is: 'failed', at: 1 } });
    const { code } = await run([{ ...failed, page: site.url }]);
    expect(code).toBe(0);
    expect(site.told).toMatchObject([{ events: ['close'], code: 1006 }]);
  });

  it('keeps what it plays what it is, from a hostile session', async () => {
    const recorded = hostileRecording('wss://nowhere.invalid');
    const says = payloads(recorded, 'sent');
    const site = await openSite({ url: recorded.url, protocols: [HOSTILE_PROTOCOL], says });
    const { code, stdout, stderr, isPwned } = await run([
      { ...recorded, page: `${site.url}?*/</script>\${1}\u2028"'` },
    ]);
    expect(code, stdout + stderr).toBe(0);
    expect(site.told).toMatchObject([{ code: 4001, reason: HOSTILE_REASON, protocol: HOSTILE_PROTOCOL }]);
    expect(site.told[0]?.heard.toSorted()).toEqual(payloads(recorded, 'received').map(hex).sort());
    expect(isPwned).toBe(false);
  });
});
