import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { expectWhole, missing, pathOf } from '../capture/capture.ts';
import { readSession } from '../capture/panel-session.ts';
import { type LibrarySite, openLibrarySite } from './site.ts';

/** Milliseconds for two browsers to start, and all libraries to be bundled. */
const PATIENCE = 120_000;

/** What each library tells its page in its course, which is named as its package is, and how many sockets it takes for that. */
const LIBRARIES: Record<string, { sockets: number; report: string[] }> = {
  'reconnecting-websocket': {
    sockets: 2,
    report: [
      'open, try 0',
      'first',
      '1 2 3',
      'close 1006 false',
      'open, try 1',
      'while away',
      'close 4001 bye',
    ],
  },
  partysocket: {
    sockets: 2,
    report: [
      'open, try 0',
      'first',
      '1 2 3',
      'close 1006 false',
      'open, try 1',
      'while away',
      // It copies its own event wrongly.
      'close close [object Event]',
    ],
  },
  'socket.io-client': {
    sockets: 2,
    report: [
      'connected by polling',
      'upgraded to websocket',
      '2 + 3 = 5',
      '1 2 3',
      'transport close',
      'connected by websocket',
      '4 + 5 = 9',
      'io client disconnect',
    ],
  },
  'sockjs-client': { sockets: 1, report: ['open by websocket', 'hello', '“quoted”', 'close 4001 bye true'] },
  'graphql-ws': {
    sockets: 1,
    report: [
      'connected, graphql-transport-ws',
      '{"hello":"Hello, you"}',
      '{"countdown":3}',
      '{"countdown":2}',
      '{"countdown":1}',
      '{"countdown":0}',
      'close 1000 Normal Closure',
    ],
  },
  mqtt: {
    sockets: 1,
    report: [
      'connected',
      'subscribed to greetings/# qos 1',
      'greetings/page: hello 21',
      'greetings/page: xxxxxxxxxxxxxx 20016',
      'closed',
    ],
  },
  '@stomp/stompjs': { sockets: 1, report: ['connected, 1.2', 'hello', 'bytes', 'close 1005 true'] },
  phoenix: { sockets: 1, report: ['open', 'joined', 'hello', '3 bytes', 'left', 'disconnected'] },
  '@rails/actioncable': { sockets: 1, report: ['connected actioncable-v1-json', 'hello', 'disconnected'] },
  '@microsoft/signalr': {
    sockets: 1,
    report: ['Connected', '2 + 3 = 5', 'hello', 'item 1', 'item 2', 'item 3', 'closed'],
  },
  'y-websocket': { sockets: 1, report: ['connected', 'hello', 'hello, you!', 'disconnected'] },
  'pusher-js': { sockets: 1, report: ['connected 1.1', 'subscribed', 'hello', 'disconnected'] },
  'autobahn-browser': { sockets: 1, report: ['open 1 wamp.2.json', 'hello', '2 + 3 = 5', 'closed'] },
};

/** Loads a library's page and gives what the library reported there, once its course is over. */
async function follow(driver: PanelDriver, url: string): Promise<string[]> {
  await driver.open(url);
  return until('the end of the course', async () => {
    const { report, over } = await driver.evalInPage(() => {
      const { report, over } = window as unknown as { report?: string[]; over?: true };
      return { report: report ?? [], over };
    });
    if (!over) throw new Error(`so far: ${report.join('; ')}`);
    return report;
  });
}

describe.each(BROWSERS)('with its real client in %s,', (kind) => {
  let site: LibrarySite;
  let plain: PanelDriver;
  let recording: PanelDriver;
  beforeAll(async () => {
    site = await openLibrarySite();
    plain = await launch(kind, { extension: null });
    recording = await launch(kind);
    await recording.open(site.url);
    await recording.openPanel();
  }, PATIENCE);
  afterAll(async () => {
    await recording?.close();
    await plain?.close();
    await site?.close();
  });

  it.each(Object.entries(LIBRARIES))(
    '%s works unchanged, and is recorded',
    async (name, { sockets, report }) => {
      const url = site.url + path.basename(name);
      expect(await follow(plain, url)).toEqual(report);
      site.clear();
      expect(await follow(recording, url)).toEqual(report);
      expect(site.sockets).toHaveLength(sockets);

      const { connections } = await until('all of it in the panel', async () => {
        const session = await readSession(recording);
        const isWhole = site.sockets.every(({ url, sent, received }, index) => {
          const connection = session.connections[index];
          if (!connection || pathOf(connection) !== url || connection.state !== 'closed') return false;
          return connection.frames.length + missing(connection) >= sent.length + received.length;
        });
        return isWhole && session;
      });
      expect(connections).toHaveLength(sockets);
      for (const [index, socket] of site.sockets.entries()) {
        const connection = connections[index];
        if (connection) expectWhole(connection, socket);
        for (const messages of [socket.sent, socket.received]) expect(messages.length).toBeGreaterThan(0);
      }
    },
  );
});
