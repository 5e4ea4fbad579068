import { describe, expect, it } from 'vitest';
import type { RecordedConnection } from '../../src/codegen/recorded-connection.ts';
import { closed, recording } from '../replay/recordings.ts';
import { AnsweringServer } from './answering-server.ts';
import { HOSTILE_PROTOCOL, hostileRecording, payloads } from './hostile.ts';
import { PROGRAM_MS, Workplace, written } from './workplace.ts';

/**
 * k6's modules as far as a script uses them, with the rules that k6 has and browsers have not: named options only, no
 * fragment, a URL of scheme ws, `blob` unless told otherwise.
 */
const K6_MODULES = {
  'index.mjs': `
    export const checks = [];
    export const check = (value, conditions) => {
      for (const [name, holds] of Object.entries(conditions)) checks.push([name, holds(value)]);
    };`,
  'encoding.mjs': `
    export default {
      b64decode(text, encoding) {
        if (encoding !== 'std') throw new Error('Another alphabet: ' + encoding);
        return Uint8Array.from(Buffer.from(text, 'base64')).buffer;
      },
    };`,
  'metrics.mjs': `
    export const counters = {};
    export class Counter {
      constructor(name) {
        if (!/^[\\p{L}\\p{N}_]{1,128}$/u.test(name)) throw new Error('Not a metric name: ' + name);
        this.name = name;
        counters[name] = 0;
      }
      add(value) { counters[this.name] += value; }
    }`,
  'timers.mjs': `
    export const setTimeout = globalThis.setTimeout;
    export const clearTimeout = globalThis.clearTimeout;`,
  'websockets.mjs': `
    import Socket from 'ws';
    export class WebSocket {
      #socket;
      constructor(url, protocols, params) {
        if (!/^wss?:\\/\\/[^#]*$/.test(url)) throw new Error('Not a URL for k6: ' + url);
        if (Object.keys(params).some((name) => name !== 'headers')) throw new Error('Unknown option');
        this.#socket = new Socket(url, protocols, { headers: params.headers });
      }
      set binaryType(type) {
        if (type !== 'arraybuffer') throw new Error('Another type: ' + type);
        this.#socket.binaryType = type;
      }
      addEventListener(type, listener) { this.#socket.addEventListener(type, listener); }
      send(data) {
        if (this.#socket.readyState !== Socket.OPEN) throw new Error('InvalidStateError');
        if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw new Error('Unsupported: ' + typeof data);
        this.#socket.send(data);
      }
      close(code, reason) {
        if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) throw new Error('InvalidAccessError');
        this.#socket.close(code ?? 1000, reason);
      }
    }`,
} as const;

/** Does what \`k6 run\` does with one user and one iteration. */
const RUN = `
globalThis.__ENV = process.env.TARGET ? { TARGET: process.env.TARGET } : {};
const script = await import('./script.mjs');
await script.default();
const { checks } = await import('k6');
const { counters } = await import('k6/metrics');
console.log(JSON.stringify({ options: script.options, checks, counters }));
`;

async function run(recorded: RecordedConnection, env: Record<string, string> = {}) {
  const place = new Workplace('ws');
  for (const [name, text] of Object.entries(K6_MODULES)) place.write(`node_modules/k6/${name}`, text);
  const exports = { '.': './index.mjs', './*': './*.mjs' };
  place.write('node_modules/k6/package.json', JSON.stringify({ name: 'k6', exports }));
  const script = place.write('script.mjs', written('k6', recorded));
  expect(await place.run('node', ['--check', script])).toMatchObject({ code: 0, stderr: '' });
  const { stdout, stderr } = await place.run('node', [place.write('run.mjs', RUN)], env);
  expect(stderr).toBe('');
  return { ...JSON.parse(stdout), isPwned: place.isPwned };
}

describe('a generated k6 script', { timeout: PROGRAM_MS }, () => {
  const chat = (base: string) =>
    recording(['< 1 welcome', '> 5 hello', '< 8 0x0aff', '> 12 0x00'], {
      url: `${base}/chat?room=1`,
      outcome: closed(14, 'page', 4000, 'bye'),
    });

  it('plays the page once for a user, and counts the replies', async () => {
    const server = await AnsweringServer.start(() => chat(server.base));
    const outcome = await run({ ...chat(server.base), origin: 'https://app.harbor.example' });
    expect(outcome).toMatchObject({
      options: { vus: 1, iterations: 1 },
      checks: [['went as recorded', true]],
      counters: { replies_as_recorded: 2, replies_different: 0, replies_missing: 0 },
    });
    const { said, protocols, origin } = server.visit;
    expect({ said, protocols, origin }).toEqual({
      said: ['hello', Buffer.of(0)],
      protocols: 'chat.v2',
      origin: 'https://app.harbor.example',
    });
    expect(await server.visit.closed).toEqual({ code: 4000, reason: 'bye' });
  });

  it('plays to another server', async () => {
    const server = await AnsweringServer.start(() => chat('ws://nowhere.invalid'));
    const { checks } = await run(chat('wss://nowhere.invalid'), { TARGET: `${server.base}/` });
    expect(checks).toEqual([['went as recorded', true]]);
    expect(server.visit.url).toBe('/chat?room=1');
  });

  it('keeps what it plays what it is, from a hostile session', async () => {
    const server = await AnsweringServer.start(() => hostileRecording(server.base));
    const recorded = hostileRecording(server.base);
    const { counters, isPwned } = await run(recorded);
    expect(counters).toEqual({
      replies_as_recorded: payloads(recorded, 'received').length,
      replies_different: 0,
      replies_missing: 0,
    });
    expect(server.visit.said).toEqual(payloads(recorded, 'sent'));
    expect(server.visit.protocols).toBe(HOSTILE_PROTOCOL);
    expect(isPwned).toBe(false);
  });
});
