import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Capture, setCapture } from '../e2e/capture/capture.ts';
import { BROWSERS } from '../support/panel-driver.ts';
import { until } from '../support/until.ts';
import { expectHandshake, expectMessages } from './expect-equal.ts';
import { LIBRARY_PAGES, talkBySocketIo, talkBySockJs } from './libraries.ts';
import { startNginx } from './nginx.ts';
import { absenceOf, mustBeThere } from './presence.ts';
import { start } from './recipes.ts';
import { openTap, type WireTap } from './wire-tap.ts';
import { witness, witnessTalk } from './witness.ts';

const absence = absenceOf('nginx');

/** A server with nginx in front of it, and a tap in front of that. */
interface Chain {
  tap: WireTap;
  stop(): Promise<void>;
}

async function openChain(key: Parameters<typeof start>[0]): Promise<Chain> {
  const server = await start(key);
  const nginx = await startNginx(server.port);
  const tap = await openTap(nginx.port);
  return {
    tap,
    async stop() {
      tap.close();
      await Promise.all<unknown>([nginx.stop(), server.stop()]);
    },
  };
}

const title = absence ? `behind nginx, which is not here: ${absence.reason}` : 'behind nginx';

describe.skipIf(absence)(title, () => {
  describe.each(BROWSERS)('in %s', (kind) => {
    let capture: Capture;
    let echo: Chain;
    let socketIo: Chain;
    let sockJs: Chain;
    beforeAll(async () => {
      capture = await setCapture(kind, { pages: LIBRARY_PAGES, size: { width: 1280, height: 840 } });
      [echo, socketIo, sockJs] = await Promise.all([
        openChain('ws'),
        openChain('socketIo'),
        openChain('sockJs'),
      ]);
    });
    afterAll(() => Promise.all<unknown>([capture, echo, socketIo, sockJs].map((one) => one && close(one))));

    /**
     * A page in tools that are opened for it: in Firefox `inspectedWindow.eval`, by which the panel asks for the page's other
     * requests, may fail for good where a page came after `about:blank` in the same tools.
     */
    const startAfresh = async (page: string): Promise<void> => {
      const { browser } = capture.panel;
      if (kind === 'firefox') await browser.closeDevtools();
      await capture.start(page);
      if (kind === 'chrome') return;
      await browser.openDevtools();
      await capture.panel.openPanel();
    };

    /** What the panel shows of the page's one connection, once it shows all this. */
    const doctorSays = async (...parts: string[]): Promise<void> => {
      await capture.panel.clickRow('Connections', 3);
      let text = '';
      await until(`the panel to say ${parts.join(' … ')}`, async () => {
        text = (await capture.panel.panelText()).replace(/\s+/g, ' ');
        return parts.every((part) => text.includes(part));
      }).catch((error) => {
        throw new Error(`${error.message} It says: ${text}`);
      });
    };

    describe('a WebSocket', () => {
      beforeEach(() => capture.start());

      it('is passed on, and all of it captured', async () => {
        const says = [{ text: 'through nginx' }, { bytes: 1 << 20 }];
        const { page, panel, wire } = await witnessTalk(capture, echo.tap, '/good/echo', { says });
        expect(page.received).toEqual(page.sent);
        expect(page.opened?.extensions).toBe('permessage-deflate');
        expectHandshake(kind, { panel, wire });
        expectMessages({ panel, wire });
        expect(panel.closed).toMatchObject({ code: 4001, reason: 'bye', wasClean: true });
      });

      it('fails with 426 where Upgrade is dropped, and the panel knows what to change', async () => {
        const { page, panel, wire } = await witnessTalk(capture, echo.tap, '/drop/echo', {});
        expect(page).toMatchObject({ opened: null, closed: { code: 1006, wasClean: false } });
        expect([wire.status, panel.state]).toEqual([426, 'failed']);
        await doctorSays(
          'The server answered 426 Upgrade Required instead of 101 Switching Protocols: it did not see the request to upgrade',
          'proxy_set_header Upgrade $http_upgrade',
        );
      });

      it('breaks off after a time of silence, and the panel says that proxies do that', async () => {
        const { page, panel, wire } = await witnessTalk(capture, echo.tap, '/idle/echo', {
          says: [{ text: 'and now silence' }],
          farewell: 'silence',
        });
        expect(page.closed).toEqual({ code: 1006, reason: '', wasClean: false });
        expect(panel).toMatchObject({ state: 'closed', closed: page.closed });
        expectMessages({ panel, wire });
        expect(wire.received.close).toBeNull();
        await doctorSays(
          'broke off without a close frame',
          'If it comes after the same time of silence each time, a proxy cuts idle connections',
        );
      });
    });

    describe('Socket.IO', () => {
      beforeEach(() => startAfresh('with-socket-io'));
      const talk = (location: string, transports: string[]) =>
        capture.panel.evalInPage(
          talkBySocketIo,
          `http://127.0.0.1:${socketIo.tap.port}`,
          `/${location}/socket.io/`,
          transports,
        );

      it('changes to WebSocket where that is passed on', async () => {
        const transports = ['polling', 'websocket'];
        expect(await talk('good', transports)).toMatchObject({ transports, echoed: true });
        const { panel, wire } = await witness(capture, socketIo.tap, '/good/socket.io/');
        expectHandshake(kind, { panel, wire });
        expectMessages({ panel, wire });
      });

      it('stays on polling where Upgrade is dropped, and the panel knows that and why', async () => {
        expect(await talk('drop', ['polling', 'websocket'])).toMatchObject({
          transports: ['polling'],
          echoed: true,
        });
        const { panel, wire } = await witness(capture, socketIo.tap, '/drop/socket.io/');
        expect([wire.status, panel.state]).toEqual([400, 'failed']);
        await doctorSays(
          'The server answered 400 Bad Request instead of 101 Switching Protocols',
          `Socket.IO fell back to HTTP long-polling with 127.0.0.1:${socketIo.tap.port}`,
        );
      });
    });

    describe('SockJS', () => {
      beforeEach(() => startAfresh('with-sockjs'));

      it('streams by XHR where Upgrade is dropped, and the panel knows that and why', async () => {
        const url = `http://127.0.0.1:${sockJs.tap.port}/drop/sockjs`;
        expect(await capture.panel.evalInPage(talkBySockJs, url)).toEqual({
          transports: ['xhr-streaming'],
          echoed: true,
          ended: '4002 enough said',
        });
        const { panel, wire } = await witness(capture, sockJs.tap, '/drop/sockjs/');
        expect([wire.status, panel.state]).toEqual([400, 'failed']);
        await doctorSays(
          'The server answered 400 Bad Request instead of 101 Switching Protocols',
          `SockJS fell back to XHR streaming with 127.0.0.1:${sockJs.tap.port}`,
        );
      });
    });
  });
});

if (absence && mustBeThere(absence)) it('nginx is here', () => expect(absence).toBeNull());

const close = (one: Capture | Chain): Promise<void> => ('stop' in one ? one.stop() : one.close());
