import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import {
  type Capture,
  expectAccounted,
  expectWhole,
  messages,
  missing,
  pathOf,
  sessionWhen,
  setCapture,
} from './capture.ts';
import type { PanelConnection } from './panel-session.ts';
import { STREAMS } from './streams.ts';

/** Says something in every event a page gets when it goes. */
const LAST_WORDS = `<!doctype html><title>last words</title><script>
  const url = location.href.replace('http', 'ws').replace('words', 'echo');
  const socket = new WebSocket(url);
  socket.onopen = () => { document.title = 'open'; };
  for (const type of ['beforeunload', 'pagehide', 'unload'])
    addEventListener(type, () => socket.send(type));
  document.addEventListener('visibilitychange', () => socket.send(document.visibilityState));
</script>`;

describe.each(BROWSERS)('a page that goes in %s', (kind) => {
  let capture: Capture;
  beforeAll(async () => {
    const mute = () => {};
    capture = await setCapture(kind, {
      pages: { '/words': LAST_WORDS },
      plays: { ...STREAMS, '/small': mute, '/large': mute, '/reopened': mute, '/blobs': mute },
    });
    await capture.panel.click('checkbox', 'Preserve log');
  });
  beforeEach(async () => {
    await capture.start();
    await capture.panel.click('button', 'Clear');
  });
  afterAll(() => capture.close());

  const connectionAt = async (
    path: string,
    fits: (connection: PanelConnection) => boolean,
  ): Promise<PanelConnection> => {
    const { connections } = await sessionWhen(capture, `${path} in the panel`, (session) =>
      session.connections.some((one) => pathOf(one) === path && fits(one)),
    );
    const found = connections.find((one) => pathOf(one) === path);
    if (!found) throw new Error(`${path} is not in the panel.`);
    return found;
  };
  // Firefox may close the sockets of a page that goes, and let it know; Chromium lets it know nothing.
  const isOver = ({ state }: PanelConnection): boolean =>
    state === 'cut' || (kind === 'firefox' && state === 'closed');

  /** Opens a socket in the page, sends so many messages of so many characters, and is gone in the same breath. */
  const burst = (path: string, count: number, length: number, before = '') =>
    capture.panel.evalInPage(
      async (url: string, next: string, count: number, length: number, before: string) => {
        if (before) new Function(before)();
        const socket = new WebSocket(url);
        await new Promise((resolve) => socket.addEventListener('open', resolve));
        setTimeout(() => {
          for (let index = 1; index <= count; index++) socket.send(`#${index}`.padEnd(length, 'x'));
          location.href = next;
        });
      },
      capture.sockets + path,
      `${capture.stage.url}next`,
      count,
      length,
      before,
    );

  it.each([
    ['many small ones', 'small', 3_000, 6],
    ['more than may be under way at once', 'large', 60, 1 << 18],
  ])('leaves behind all it sent in its last moment: %s', async (_what, path, count, length) => {
    await burst(path, count, length);
    const connection = await connectionAt(`/${path}`, isOver);
    expect(missing(connection)).toBe(0);
    expect(connection.frames.map(({ seq }) => seq)).toEqual(
      Array.from({ length: count }, (_, index) => index + 1),
    );
    // What the server got of it in time is the same, message by message.
    const { sent } = capture.stage.socket(`/${path}`);
    expect(messages(connection, 'sent').slice(0, sent.length)).toEqual(sent);
  });

  it('leaves behind all it sent, though it opened its document anew before', async () => {
    await burst('reopened', 500, 6, `document.open(); document.write('<p>anew'); document.close();`);
    const connection = await connectionAt('/reopened', isOver);
    expect(missing(connection)).toBe(0);
    expect(connection.frames).toHaveLength(500);
  });

  const ways: [string, (capture: Capture) => Promise<void>][] = [
    ['is loaded anew', ({ panel }) => panel.browser.reload()],
    ['gives way to one of its site', ({ panel, stage }) => panel.open(`${stage.url}next`)],
    ['gives way to one of another site', ({ panel, stage }) => panel.open(`${stage.other}next`)],
    ['gives way to the one before', ({ panel }) => panel.browser.back()],
  ];
  it.each(ways)('and %s in the middle of a stream leaves behind all it has heard', async (_how, leave) => {
    await capture.panel.open(`${capture.stage.url}stream`);
    await capture.panel.evalInPage((url: string) => {
      let heard = 0;
      // What a page that is gone has heard is known from what it wrote down.
      new WebSocket(url).onmessage = () => localStorage.setItem('heard', String(++heard));
      addEventListener('pagehide', () => localStorage.setItem('atPagehide', String(heard)));
    }, `${capture.sockets}numbers?rate=1000`);
    await connectionAt('/numbers?rate=1000', ({ frames }) => frames.length > 100);
    await leave(capture);
    await capture.panel.open(capture.stage.url);
    const [atPagehide = 0, heard = 0] = await capture.panel.evalInPage(() =>
      ['atPagehide', 'heard'].map((name) => Number(localStorage.getItem(name))),
    );
    expect(atPagehide).toBeGreaterThan(100);
    const connection = await connectionAt(
      '/numbers?rate=1000',
      (one) => one.frames.length + missing(one) >= atPagehide,
    );
    expect(connection.gaps).toEqual([]);
    expectAccounted(connection, connection.frames.length);
    // Chrome lets a page that it is about to freeze hear a few more, and takes nothing from it any more.
    if (kind === 'firefox') expect(connection.frames.length).toBe(heard);
    else expect(connection.frames.length).toBeLessThanOrEqual(heard);
  });

  it('is heard to its last word', async () => {
    await capture.start('words');
    await until('the open socket', () => capture.panel.evalInPage(() => document.title === 'open'));
    await capture.panel.open(`${capture.stage.url}next`);
    const connection = await connectionAt('/echo', isOver);
    // What Firefox has closed by then sends no more; what was tried in vain is counted.
    const said = messages(connection, 'sent');
    expect(said.length + connection.discarded).toBeGreaterThanOrEqual(3);
    if (kind === 'chrome')
      expect(said).toEqual(
        expect.arrayContaining(['text 12 "beforeunload"', 'text 8 "pagehide"', 'text 6 "hidden"']),
      );
    expect(said.slice(0, capture.stage.socket('/echo').sent.length)).toEqual(
      capture.stage.socket('/echo').sent,
    );
    expect(connection.frames.map(({ seq }) => seq)).toEqual(connection.frames.map((_, index) => index + 1));
    expect(missing(connection)).toBe(0);
  });

  it('takes the rest of a Blob with it, and the panel says so', async () => {
    await capture.panel.evalInPage(
      async (url: string, next: string) => {
        const socket = new WebSocket(url);
        await new Promise((resolve) => socket.addEventListener('open', resolve));
        setTimeout(() => {
          for (let index = 0; index < 5; index++) socket.send(new Blob(['x'.repeat(1 << 20)]));
          socket.send('after');
          location.href = next;
        });
      },
      `${capture.sockets}blobs`,
      `${capture.stage.url}next`,
    );
    const connection = await connectionAt('/blobs', isOver);
    expect(connection.frames.map(({ size }) => size)).toEqual([...Array(5).fill(1 << 20), 5]);
    for (const { shape, message, omitted, pending } of connection.frames) {
      expect(pending).toBe(false);
      if (shape === 'Blob') expect(message === null).toBe(omitted === 'left');
      else expect(omitted).toBeNull();
    }
  });

  it('is there again when the user goes back, with its open sockets or their end', async () => {
    await capture.panel.evalInPage(async (url: string) => {
      const page = window as unknown as { socket: WebSocket; closes: number };
      page.socket = new WebSocket(url);
      page.closes = 0;
      page.socket.onclose = () => page.closes++;
      await new Promise((resolve) => page.socket.addEventListener('open', resolve));
      page.socket.send('before');
    }, `${capture.sockets}cached`);
    await connectionAt('/cached', ({ frames }) => frames.length === 2);
    await capture.panel.open(`${capture.stage.url}next`);
    await sleep(300);
    await capture.panel.browser.back();
    const page = await until('the page', () =>
      capture.panel.evalInPage(() => ({
        // a page that was not kept is a new one
        kept: 'socket' in window,
        open: (window as unknown as { socket?: WebSocket }).socket?.readyState === 1,
      })),
    );
    // Whatever the browser did with the page and its socket, a new socket is recorded.
    await capture.panel.evalInPage(async (url: string) => {
      const socket = new WebSocket(url);
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      socket.send('after');
    }, `${capture.sockets}again`);
    const again = await connectionAt('/again', ({ frames }) => frames.length === 2);
    expectWhole(again, capture.stage.socket('/again'));
    const cached = await connectionAt('/cached', () => true);
    expect(missing(cached)).toBe(0);
    const ended = page.kept || kind === 'firefox' ? 'closed' : 'cut';
    expect(cached.state).toBe(page.open ? 'open' : ended);
  });

  it('that is killed in the middle of a stream ends its connections as cut, with nothing invented', async () => {
    const path = '/numbers?rate=1000';
    await capture.panel.evalInPage((url: string) => void new WebSocket(url), capture.sockets + path.slice(1));
    const before = await connectionAt(path, ({ frames }) => frames.length > 100);
    await killPage(capture);
    const connection = await connectionAt(path, ({ state }) => state === 'cut');
    expect(connection.frames.length).toBeGreaterThanOrEqual(before.frames.length);
    expect(connection.frames.length).toBeLessThanOrEqual(capture.stage.socket(path).received.length);
    expect(connection.gaps).toEqual([]);
    expect(connection.closed).toBeNull();
    expectAccounted(connection, connection.frames.length);
  });
});

/** Ends the process that the page runs in. */
async function killPage({ chromium, firefox }: Capture): Promise<void> {
  if (chromium) {
    const session = await chromium.page.createCDPSession();
    // It answers nothing any more.
    void session.send('Page.crash').catch(() => {});
  }
  if (firefox) {
    const pid: number = await firefox.marionette.run(
      'chrome',
      'return gBrowser.selectedBrowser.browsingContext.currentWindowGlobal.osPid;',
      [],
    );
    process.kill(pid, 'SIGKILL');
    // The tab gets another process, and Marionette turns to it.
    await sleep(1_000);
    await firefox.target('page');
  }
}
