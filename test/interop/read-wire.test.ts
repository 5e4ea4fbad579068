import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { messageOf } from '../e2e/capture/message.ts';
import { until } from '../support/until.ts';
import { absenceOf } from './presence.ts';
import type { RunningServer } from './process.ts';
import { readExchange, type WireExchange } from './read-wire.ts';
import { start } from './recipes.ts';
import { SERVER_KEYS, SERVERS, type Server, seenIn } from './servers.ts';
import { openTap, type WireTap } from './wire-tap.ts';

const SAYINGS = ['Zwölf Boxkämpfer 😀', Buffer.from([0, 1, 254, 255]), 'x'.repeat(100_000)];

/** What is on the wire is read right, or nothing else here is worth anything: a client of Node's says what it was. */
describe.each(SERVER_KEYS.filter((key) => !absenceOf(key)))('the wire to %s', (key) => {
  const server: Server = SERVERS[key];
  let running: RunningServer;
  let tap: WireTap;
  beforeAll(async () => {
    running = await start(key);
    tap = await openTap(running.port);
  });
  afterAll(async () => {
    tap?.close();
    await running?.stop();
  });

  const wire = (path: string): Promise<WireExchange> =>
    until(`${path} on the wire`, async () =>
      tap
        .connections()
        .flatMap((bytes) => readExchange(bytes) ?? [])
        .findLast((exchange) => exchange.path === path),
    );

  it('has every message, whole or fragmented, and both close frames', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${tap.port}/?client`);
    const heard: string[] = [];
    socket.on('message', (data, isBinary) => heard.push(messageOf(data as Buffer, isBinary)));
    await once(socket, 'open');
    for (const [index, data] of SAYINGS.entries()) {
      socket.send(data);
      await until('its echo', async () => heard.length === index + 1);
    }
    socket.ping('are you there');
    expect(String(await once(socket, 'pong'))).toBe('are you there');
    for (const [part, fin] of [
      ['in ', false],
      ['three ', false],
      ['parts', true],
    ] as const)
      socket.send(part, { fin });
    await until('the echo of the parts', async () => heard.length === SAYINGS.length + 1);
    socket.close(4001, 'bye');
    const [code, reason] = await once(socket, 'close');

    const said = [...SAYINGS, 'in three parts'].map((data) =>
      messageOf(Buffer.from(data as Buffer), typeof data !== 'string'),
    );
    const { sent, received } = await wire('/?client');
    expect(heard).toEqual(said);
    expect([sent.messages, received.messages]).toEqual([said, said]);
    expect(sent.close).toEqual({ code: 4001, reason: 'bye' });
    expect(received.close).toEqual({ code, reason: String(reason) });
    expect(sent.compressed > 0).toBe(seenIn('chrome', server.extensions) !== '');
  });
});
