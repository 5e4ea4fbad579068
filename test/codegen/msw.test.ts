import { describe, expect, it } from 'vitest';
import type { RecordedConnection } from '../../src/codegen/recorded-connection.ts';
import { closed, recording } from '../replay/recordings.ts';
import { HOSTILE_PROTOCOL, HOSTILE_REASON, hostileRecording, payloads } from './hostile.ts';
import { PROGRAM_MS, Workplace, written } from './workplace.ts';

/** What the page of the test does: opens a socket, says all it has to say at once, and tells what it heard. */
const PAGE = `
import { readFileSync } from 'node:fs';
import { setupServer } from 'msw/node';
import { WebSocket } from 'ws';

// Node 20 has no WebSocket of its own.
globalThis.WebSocket = WebSocket;
const { handlers } = await import('./handlers.mjs');
setupServer(...handlers).listen();

const { url, protocols, binaryType, says } = JSON.parse(readFileSync(0, 'utf8'));
const socket = new globalThis.WebSocket(url, protocols);
socket.binaryType = binaryType;
const heard = [];
const events = [];
socket.addEventListener('open', () => {
  events.push('open');
  for (const { text, base64 } of says) socket.send(text ?? Buffer.from(base64, 'base64'));
});
socket.addEventListener('message', ({ data }) => {
  const kind = typeof data === 'string' ? 'text' : data.constructor.name;
  heard.push(new Response(data).arrayBuffer().then((bytes) => [kind, Buffer.from(bytes).toString('base64')]));
});
socket.addEventListener('close', async ({ code, reason }) => {
  events.push('close');
  console.log(JSON.stringify({ heard: await Promise.all(heard), code, reason, events, protocol: socket.protocol }));
  process.exit();
});
`;

interface Outcome {
  heard: [kind: string, base64: string][];
  code: number;
  reason: string;
  events: string[];
  protocol: string;
}

interface Visit {
  url: string;
  protocols?: string[];
  binaryType?: string;
  says?: (string | Buffer)[];
}

async function visit(recorded: RecordedConnection, { url, protocols, binaryType, says = [] }: Visit) {
  const place = new Workplace('msw', 'ws');
  place.write('handlers.mjs', written('msw', recorded));
  const input = JSON.stringify({
    url,
    protocols: protocols ?? [],
    binaryType: binaryType ?? 'arraybuffer',
    says: says.map((one) => (typeof one === 'string' ? { text: one } : { base64: one.toString('base64') })),
  });
  const { stdout, stderr } = await place.run('node', [place.write('page.mjs', PAGE)], {}, input);
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as Outcome), isPwned: place.isPwned };
}

const text = (message: string): [string, string] => ['text', Buffer.from(message).toString('base64')];

describe('generated MSW handlers', { timeout: PROGRAM_MS }, () => {
  const chat = recording(['< 1 welcome', '> 5 hello', '< 45 hello to you', '< 46 0x0aff'], {
    url: 'wss://example.test/socket/?token=1',
    outcome: closed(50, 'server', 4001, 'done'),
  });

  it('answer the page as the recorded server did', async () => {
    const outcome = await visit(chat, {
      url: 'wss://example.test/socket/?token=2',
      protocols: ['chat.v2'],
      says: ['hello'],
    });
    expect(outcome).toMatchObject({
      code: 4001,
      reason: 'done',
      protocol: 'chat.v2',
      events: ['open', 'close'],
    });
    expect(outcome.heard).toEqual([text('welcome'), text('hello to you'), ['ArrayBuffer', 'Cv8=']]);
  });

  it('give the page Blobs where it wants them', async () => {
    const { heard } = await visit(chat, {
      url: 'wss://example.test/socket/',
      binaryType: 'blob',
      says: ['hello'],
    });
    expect(heard.at(-1)).toEqual(['Blob', 'Cv8=']);
  });

  it('answer under the path that Socket.IO begins with', async () => {
    const url = 'wss://example.test/socket.io/?EIO=4&transport=websocket';
    const { heard } = await visit(recording(['< 1 0'], { url, outcome: closed(2, 'server') }), { url });
    expect(heard).toEqual([text('0')]);
  });

  it('fail the handshake that failed', async () => {
    const url = 'wss://example.test/refused';
    const failed = recording([], { url, opened: null, outcome: { is: 'failed', at: 1 } });
    expect(await visit(failed, { url })).toMatchObject({ code: 1006, events: ['close'] });
  });

  it('keep what they say what it is, from a hostile session', async () => {
    const recorded = hostileRecording('wss://example.test');
    const { heard, code, reason, isPwned } = await visit(recorded, {
      url: recorded.url,
      protocols: [HOSTILE_PROTOCOL],
      says: payloads(recorded, 'sent'),
    });
    expect({ code, reason }).toEqual({ code: 4001, reason: HOSTILE_REASON });
    const expected = payloads(recorded, 'received').map((one) => Buffer.from(one).toString('base64'));
    expect(heard.map(([, base64]) => base64).sort()).toEqual(expected.sort());
    expect(isPwned).toBe(false);
  });
});
