import type { Connection } from '../../src/session/connection.ts';
import { type Capture, sessionWhen } from '../e2e/capture/capture.ts';
import type { PanelConnection } from '../e2e/capture/panel-session.ts';
import { until } from '../support/until.ts';
import { readExchange, type WireExchange } from './read-wire.ts';
import { type PageLog, type Talk, talk } from './talk.ts';
import type { WireTap } from './wire-tap.ts';

/** A connection as the panel holds it, with what it knows of its handshake. */
export type Recorded = PanelConnection & Pick<Connection, 'handshake' | 'extensions'>;

/** One socket as two saw it who do not know of each other. */
export interface Witnessed {
  panel: Recorded;
  wire: WireExchange;
}

/** Has the page talk through the tap, and asks all three. */
export async function witnessTalk(
  capture: Capture,
  tap: WireTap,
  path: string,
  { protocols = [], says = [], farewell = { close: [4001, 'bye'] } }: Partial<Omit<Talk, 'url'>>,
): Promise<Witnessed & { page: PageLog }> {
  const url = `ws://127.0.0.1:${tap.port}${path}`;
  const page = await capture.panel.evalInPage(talk, { url, protocols, says, farewell });
  return { page, ...(await witness(capture, tap, path)) };
}

/** The socket whose path begins so, once it is closed and the panel knows all it will. */
export async function witness(capture: Capture, tap: WireTap, path: string): Promise<Witnessed> {
  const wire = await until(`${path} on the wire`, async () => exchangeAt(tap, path));
  const total = wire.sent.messages.length + wire.received.messages.length;
  const isWhole = (connection: PanelConnection): boolean =>
    connection.url.endsWith(`:${tap.port}${wire.path}`) &&
    connection.closed !== null &&
    (connection as unknown as Connection).handshake !== null &&
    connection.frames.length >= total &&
    connection.frames.every(({ pending }) => !pending);
  const { connections } = await sessionWhen(capture, `all of ${path} in the panel`, (session) =>
    session.connections.some(isWhole),
  );
  const panel = connections.find(isWhole) as Recorded | undefined;
  if (!panel) throw new Error(`${path} is gone again.`);
  return { panel, wire };
}

/** The last such handshake: a test that is tried again asks for the same. */
const exchangeAt = (tap: WireTap, path: string): WireExchange | undefined =>
  tap
    .connections()
    .flatMap((bytes) => readExchange(bytes) ?? [])
    .findLast((exchange) => exchange.path.startsWith(path));
