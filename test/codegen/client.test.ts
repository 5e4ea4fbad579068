import { describe, expect, it } from 'vitest';
import { closed, recording } from '../replay/recordings.ts';
import { AnsweringServer } from './answering-server.ts';
import { HOSTILE_PROTOCOL, hostileRecording, payloads } from './hostile.ts';
import { PROGRAM_MS, Workplace, written } from './workplace.ts';

const run = (place: Workplace, code: string, ...args: string[]) =>
  place.run('node', [place.write('client.mjs', code), ...args]);

describe('a generated client', { timeout: PROGRAM_MS }, () => {
  it('says what the page said, each after its replies, and closes as the page did', async () => {
    const chat = (base: string) =>
      recording(['< 1 welcome', '> 5 hello', '< 8 hello to you', '< 9 0x0aff', '> 12 0x00'], {
        url: `${base}/chat?room=1`,
        outcome: closed(14, 'page', 4000, 'bye'),
      });
    const server = await AnsweringServer.start(() => chat(server.base));
    const place = new Workplace('ws');

    const { code, stdout, stderr } = await run(
      place,
      written('client', { ...chat(server.base), origin: 'https://app.harbor.example' }),
    );

    expect(stderr).toBe('');
    expect(stdout).toBe('Connection 1: 2 sent, 3 replies as recorded, 0 different, 0 missing\n');
    expect(code).toBe(0);
    const { said, url, protocols, origin } = server.visit;
    expect({ said, url, protocols, origin }).toEqual({
      said: ['hello', Buffer.of(0)],
      url: '/chat?room=1',
      protocols: 'chat.v2',
      origin: 'https://app.harbor.example',
    });
    expect(await server.visit.closed).toEqual({ code: 4000, reason: 'bye' });
  });

  it('keeps what it plays what it is, from a hostile session', async () => {
    const server = await AnsweringServer.start(() => hostileRecording(server.base));
    const place = new Workplace('ws');
    const recorded = hostileRecording(server.base);

    const { code, stdout, stderr } = await run(place, written('client', recorded));

    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(server.visit.said).toEqual(payloads(recorded, 'sent'));
    expect(stdout).toContain(`${payloads(recorded, 'received').length} replies as recorded, 0 different`);
    expect(server.visit.protocols).toBe(HOSTILE_PROTOCOL);
    expect(server.visit.url).toBe(new URL(recorded.url).pathname + new URL(recorded.url).search);
    expect(place.isPwned).toBe(false);
  });

  it('plays to another server, tells what differs and what is missing, and ends with 1', async () => {
    const recorded = recording(['> 0 a', '< 1 one', '> 2 b', '< 3 two', '> 4 c'], {
      url: 'wss://nowhere.invalid/chat?room=1',
      outcome: closed(5, 'server'),
    });
    const server = await AnsweringServer.start(() =>
      recording(['> 0 a', '< 1 ONE', '> 2 b'], { outcome: closed(3, 'server', 4002) }),
    );
    const place = new Workplace('ws');

    const { code, stdout } = await run(place, written('client', recorded), server.base);

    expect(stdout).toBe('Connection 1: 2 sent, 0 replies as recorded, 1 different, 1 missing\n');
    expect(code).toBe(1);
    expect(server.visit.url).toBe('/chat?room=1');
  });

  it('takes a handshake that fails as it did for what was recorded', async () => {
    const place = new Workplace('ws');
    const failed = recording([], {
      url: 'ws://127.0.0.1:9/',
      opened: null,
      outcome: { is: 'failed', at: 3 },
    });
    const { code, stdout } = await run(place, written('client', failed));
    expect(stdout).toBe('Connection 1: did not open, as recorded\n');
    expect(code).toBe(0);
  });
});
