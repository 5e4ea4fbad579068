import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readExtensions } from '../../src/handshake/extension.ts';
import { headerValue } from '../../src/handshake/headers.ts';
import { type Capture, setCapture } from '../e2e/capture/capture.ts';
import { BROWSERS } from '../support/panel-driver.ts';
import { until } from '../support/until.ts';
import { expectHandshake, expectMessages } from './expect-equal.ts';
import { absenceOf, mustBeThere } from './presence.ts';
import type { RunningServer } from './process.ts';
import { start } from './recipes.ts';
import { type Ending, SERVER_KEYS, SERVERS, type Server, seenIn } from './servers.ts';
import type { PageLog, Saying } from './talk.ts';
import { openTap, type WireTap } from './wire-tap.ts';
import { witnessTalk } from './witness.ts';

const MEBIBYTE = 1 << 20;

const SAYINGS: Saying[] = [
  { text: 'Zwölf Boxkämpfer 😀' },
  { bytes: 256 },
  { bytes: 300, as: 'Blob' },
  { text: 'ä', times: MEBIBYTE / 2 },
  { bytes: MEBIBYTE },
];
const NOTHING: Saying[] = [{ text: '' }, { bytes: 0 }];

describe.each(BROWSERS)('what is captured in %s', (kind) => {
  let capture: Capture;
  beforeAll(async () => {
    capture = await setCapture(kind);
  });
  beforeEach(() => capture.start());
  afterAll(() => capture.close());

  describe.each(SERVER_KEYS.map((key) => ({ key, ...(SERVERS[key] as Server) })))('of $name', (server) => {
    const absence = absenceOf(server.key);
    if (absence) {
      // Without it there is nothing to test: with `--install` that is a failure.
      it.runIf(mustBeThere(absence))(`is not here: ${absence.reason}`, () => expect(absence).toBeNull());
      return;
    }
    let running: RunningServer;
    let tap: WireTap;
    beforeAll(async () => {
      running = await start(server.key);
      tap = await openTap(running.port);
    });
    afterAll(async () => {
      tap?.close();
      await running?.stop();
    });

    it('is the handshake, header by header, and the extensions', async () => {
      const { page, panel, wire } = await witnessTalk(capture, tap, '/?handshake', {});
      expect(page.opened).toEqual({ protocol: '', extensions: seenIn(kind, server.extensions) });
      expect(panel.extensions).toBe(page.opened?.extensions);
      expect(wire.status).toBe(101);
      expectHandshake(kind, { panel, wire });
      // The header has parameters that Firefox keeps from pages; the panel has the header.
      const [answered] = readExtensions(headerValue(wire.response, 'Sec-WebSocket-Extensions') ?? '');
      expect(answered?.name ?? '').toBe(readExtensions(panel.extensions)[0]?.name ?? '');
    });

    it('is every message, byte by byte', async () => {
      const says = [...SAYINGS, ...(server.echoesEmpty ? NOTHING : [])];
      const { page, panel, wire } = await witnessTalk(capture, tap, '/?messages', { says });
      expect(page.received).toEqual(page.sent);
      expect(page.sent).toHaveLength(says.length);
      expect([wire.sent.messages, wire.received.messages]).toEqual([page.sent, page.received]);
      expectMessages({ panel, wire });
      // Whether it goes compressed is the browser's secret from everybody but the wire.
      expect(wire.sent.compressed > 0).toBe(seenIn(kind, server.extensions) !== '');
    });

    it('is how the page closes it', async () => {
      const farewell = { close: [4001, 'bye'] as [number, string] };
      const { page, panel, wire } = await witnessTalk(capture, tap, '/?bye', { farewell });
      expectEnding(page.closed, seenIn(kind, server.clientClose));
      expect(panel.closed).toMatchObject(page.closed ?? {});
      expect(panel.closing).toMatchObject({ code: 4001, reason: 'bye', source: 'wire' });
      expect(wire.sent.close).toEqual({ code: 4001, reason: 'bye' });
      const { code, reason } = seenIn(kind, server.clientClose);
      expect(wire.received.close).toEqual({ code, reason });
    });

    it('is how the server closes it', async () => {
      const farewell = { ask: 'close:4002:enough said' };
      const { page, panel, wire } = await witnessTalk(capture, tap, '/?enough', { farewell });
      expectEnding(page.closed, seenIn(kind, server.serverClose));
      expect(panel.closed).toMatchObject(page.closed ?? {});
      expect(panel.closing).toBeNull();
      expect(wire.received.close).toEqual({ code: 4002, reason: 'enough said' });
    });

    it('is the subprotocol it chooses', async () => {
      const protocols = ['mqtt', 'soap'];
      const { page, panel, wire } = await witnessTalk(capture, tap, '/?subprotocol', { protocols });
      const chosen = seenIn(kind, server.subprotocol);
      expect(page.opened?.protocol ?? null).toBe(chosen);
      expect(panel).toMatchObject({ requested: protocols, protocol: chosen ?? '' });
      expect(panel.state).toBe(chosen === null ? 'failed' : 'closed');
      expect(headerValue(wire.request, 'Sec-WebSocket-Protocol')).toBe('mqtt, soap');
      expect(headerValue(wire.response, 'Sec-WebSocket-Protocol') ?? '').toBe(chosen ?? '');
      await until('the same in the list', async () => {
        const cells = (await capture.panel.rows('Connections'))[1]?.cells;
        return chosen === null ? cells?.notes === 'no subprotocol chosen' : cells?.protocol === chosen;
      });
    });
  });
});

function expectEnding(closed: PageLog['closed'], { wasClean, ...ending }: Ending): void {
  expect(closed).toMatchObject(wasClean === null ? ending : { ...ending, wasClean });
}
