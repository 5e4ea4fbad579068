import { describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { RecordedConnection } from '../../src/codegen/recorded-connection.ts';
import { closed, recording } from '../replay/recordings.ts';
import { HOSTILE_PROTOCOL, HOSTILE_REASON, hostileRecording, payloads } from './hostile.ts';
import { PROGRAM_MS, type Running, Workplace, written } from './workplace.ts';

interface Mock {
  base: string;
  place: Workplace;
  running: Running;
}

async function serve(...recorded: RecordedConnection[]): Promise<Mock> {
  const place = new Workplace('ws');
  const running = place.start('node', [place.write('server.mjs', written('server', ...recorded))], {
    PORT: '0',
  });
  const [, port] = await running.says(/^ws:\/\/localhost:(\d+)\//m);
  return { base: `ws://127.0.0.1:${port}`, place, running };
}

/** What a client of the mock has heard, and how it ended. */
interface Heard {
  socket: WebSocket;
  messages: (string | Buffer)[];
  opened: Promise<void>;
  closed: Promise<{ code: number; reason: string }>;
  /** Resolves when so many messages have come. */
  until(count: number): Promise<void>;
}

function visit(url: string, protocols: string[] = []): Heard {
  const socket = new WebSocket(url, protocols);
  const messages: Heard['messages'] = [];
  let onMessage = (): void => {};
  socket.on('message', (data, isBinary) => {
    messages.push(isBinary ? (data as Buffer) : data.toString());
    onMessage();
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() })),
  );
  const opened = new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  opened.catch(() => {});
  const until = (count: number) =>
    new Promise<void>((resolve) => {
      onMessage = () => messages.length >= count && resolve();
      onMessage();
    });
  return { socket, messages, opened, closed, until };
}

describe('a generated mock server', { timeout: PROGRAM_MS }, () => {
  it('answers as the recorded server did, and closes as it did', async () => {
    const { base } = await serve(
      recording(['< 1 welcome', '> 5 hello', '< 7 hello to you', '< 9 0x0aff', '> 12 bye', '< 13 see you'], {
        outcome: closed(20, 'server', 4001, 'done'),
      }),
    );
    const client = visit(`${base}/socket?room=1`, ['other', 'chat.v2']);

    await client.until(1);
    client.socket.send('hello');
    await client.until(3);
    client.socket.send('bye');

    expect(await client.closed).toEqual({ code: 4001, reason: 'done' });
    expect(client.messages).toEqual(['welcome', 'hello to you', Buffer.of(0x0a, 0xff), 'see you']);
    expect(client.socket.protocol).toBe('chat.v2');
    expect(client.socket.extensions).toContain('permessage-deflate');
  });

  it('waits for the page, whatever the order it speaks in, and answers repetitions as the last time', async () => {
    const { base } = await serve(recording(['> 5 a', '< 6 for a', '> 9 b', '< 10 for b', '> 11 end']));
    const { socket, until, messages, opened } = visit(`${base}/socket?room=1`);
    await opened;
    let count = 0;
    for (const say of ['b', 'a', 'b', 'b']) {
      socket.send(say);
      await until(++count);
    }
    expect(messages).toEqual(['for b', 'for a', 'for b', 'for b']);
    socket.terminate();
  });

  it('says what was not recorded', async () => {
    const { base, running } = await serve(recording(['> 5 a', '< 6 for a']));
    const { socket, opened, until } = visit(`${base}/socket?room=1`);
    await opened;
    socket.send('never \u001b[31m said');
    socket.send('a');
    await until(1);
    expect(running.errors()).toBe('This message was not recorded: "never \\u001b[31m said"\n');
    socket.terminate();
  });

  it('gives reconnects what they got, one after the other, whatever their query', async () => {
    const { base } = await serve(
      recording(['< 0 first'], { url: 'wss://example.test/feed?token=1' }),
      recording(['< 0 second'], { url: 'wss://example.test/feed?token=2' }),
      recording(['< 0 elsewhere'], { url: 'wss://example.test/other' }),
    );
    const heard: unknown[] = [];
    for (const path of ['/feed?token=8', '/other', '/feed?token=9', '/feed?token=1']) {
      const client = visit(base + path);
      await client.until(1);
      heard.push(client.messages[0]);
      client.socket.terminate();
    }
    expect(heard).toEqual(['first', 'elsewhere', 'second', 'first']);
  });

  it('refuses what was refused, with the status it had, and what was never asked for', async () => {
    const failed = { opened: null, outcome: { is: 'failed', at: 1 } } as const;
    const { base } = await serve(
      { ...recording([], { ...failed, url: 'wss://example.test/closed' }), status: 403 },
      recording([], { ...failed, url: 'wss://example.test/reset' }),
    );
    await expect(visit(`${base}/closed`).opened).rejects.toThrow('Unexpected server response: 403');
    await expect(visit(`${base}/reset`).opened).rejects.toThrow('socket hang up');
    await expect(visit(`${base}/unknown`).opened).rejects.toThrow('Unexpected server response: 404');
  });

  it('breaks off where the connection broke off', async () => {
    const { base } = await serve(recording(['< 1 a'], { outcome: closed(2, 'server', 1006) }));
    expect(await visit(`${base}/socket?room=1`).closed).toEqual({ code: 1006, reason: '' });
  });

  it('breaks off where no close frame may have the code, and goes on for others', async () => {
    const { base, running } = await serve(recording(['< 1 a'], { outcome: closed(2, 'server', 2000) }));
    for (const _ of [1, 2])
      expect(await visit(`${base}/socket?room=1`).closed).toEqual({ code: 1006, reason: '' });
    expect(running.errors()).toBe('');
  });

  it('keeps what it says what it is, from a hostile session', async () => {
    const recorded = hostileRecording('ws://127.0.0.1:8080');
    const { base, place, running } = await serve(recorded);
    const { pathname, search } = new URL(recorded.url);
    const client = visit(base + pathname + search, [HOSTILE_PROTOCOL]);
    await client.opened;
    for (const message of payloads(recorded, 'sent')) client.socket.send(message);

    expect(await client.closed).toEqual({ code: 4001, reason: HOSTILE_REASON });
    const bytewise = (list: (string | Buffer)[]) =>
      list.map((one) => Buffer.from(one).toString('hex')).sort();
    expect(bytewise(client.messages)).toEqual(bytewise(payloads(recorded, 'received')));
    expect(client.socket.protocol).toBe(HOSTILE_PROTOCOL);
    expect(running.errors()).toBe('');
    expect(place.isPwned).toBe(false);
  });

  it('plays a whole conversation with the client written from the same recording', async () => {
    const recorded = hostileRecording('ws://127.0.0.1:8080');
    const { base, place, running } = await serve(recorded);
    const { code, stdout } = await place.run('node', [
      place.write('client.mjs', written('client', recorded)),
      base,
    ]);
    expect(stdout).toMatch(/ replies as recorded, 0 different, 0 missing\n$/);
    expect(code).toBe(0);
    expect(running.errors()).toBe('');
  });
});
