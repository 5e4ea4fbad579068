import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Capture, setCapture } from '../e2e/capture/capture.ts';
import { BROWSERS } from '../support/panel-driver.ts';
import { expectHandshake, expectMessages } from './expect-equal.ts';
import { LIBRARY_PAGES, talkBySocketIo, talkBySockJs } from './libraries.ts';
import type { RunningServer } from './process.ts';
import { start } from './recipes.ts';
import { openTap, type WireTap } from './wire-tap.ts';
import { witness } from './witness.ts';

/** Engine.IO asks and answers by these whether a WebSocket works, and then changes over. */
const PROBE = { sent: ['text 6 "2probe"', 'text 1 "5"'], received: ['text 6 "3probe"'] };

describe.each(BROWSERS)('what is captured in %s', (kind) => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture(kind, { pages: LIBRARY_PAGES });
  });
  afterAll(() => capture.close());

  describe('of Socket.IO', () => {
    let server: RunningServer;
    let tap: WireTap;
    beforeAll(async () => {
      server = await start('socketIo');
      tap = await openTap(server.port);
    });
    beforeEach(() => capture.start('with-socket-io'));
    afterAll(async () => {
      tap?.close();
      await server?.stop();
    });
    const talk = (transports: string[]) =>
      capture.panel.evalInPage(talkBySocketIo, `http://127.0.0.1:${tap.port}`, '/socket.io/', transports);

    it('is what it says once it has changed from polling to WebSocket', async () => {
      const transports = ['polling', 'websocket'];
      expect(await talk(transports)).toEqual({ transports, echoed: true, ended: 'io server disconnect' });
      const { panel, wire } = await witness(capture, tap, '/socket.io/');
      expectHandshake(kind, { panel, wire });
      expectMessages({ panel, wire });
      expect(wire.path).toContain('sid=');
      expect(wire.sent.messages.slice(0, 2)).toEqual(PROBE.sent);
      expect(wire.received.messages.slice(0, 1)).toEqual(PROBE.received);
    });

    it('is all it says where it uses WebSocket only', async () => {
      const transports = ['websocket'];
      expect(await talk(transports)).toEqual({ transports, echoed: true, ended: 'io server disconnect' });
      const { panel, wire } = await witness(capture, tap, '/socket.io/');
      expectHandshake(kind, { panel, wire });
      expectMessages({ panel, wire });
      expect(wire.path).not.toContain('sid=');
      expect(wire.received.messages[0]).toMatch(/^text \d+ "0\{/);
    });
  });

  describe('of SockJS', () => {
    let server: RunningServer;
    let tap: WireTap;
    beforeAll(async () => {
      server = await start('sockJs');
      tap = await openTap(server.port);
    });
    beforeEach(() => capture.start('with-sockjs'));
    afterAll(async () => {
      tap?.close();
      await server?.stop();
    });

    it('is all it says', async () => {
      const log = await capture.panel.evalInPage(talkBySockJs, `http://127.0.0.1:${tap.port}/sockjs`);
      expect(log).toEqual({ transports: ['websocket'], echoed: true, ended: '4002 enough said' });
      const { panel, wire } = await witness(capture, tap, '/sockjs/');
      expectHandshake(kind, { panel, wire });
      expectMessages({ panel, wire });
      expect(wire.received.messages.slice(0, 1)).toEqual(['text 1 "o"']);
    });
  });
});
