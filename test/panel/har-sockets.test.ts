import { describe, expect, it } from 'vitest';
import type { HarEntry } from '../../src/panel/har-handshakes.ts';
import { sizeOfHar, socketsInHar, tellsOfWorker } from '../../src/panel/har-sockets.ts';
import { KEY_PREFIX } from '../../src/protocol/handshake.ts';

const OURS = 'chrome-extension://abcdefgh/';

const entry = (more: Partial<HarEntry> = {}): HarEntry => ({
  _resourceType: 'websocket',
  startedDateTime: '2026-01-01T00:00:00.000Z',
  request: { url: 'wss://app.harbor.example/socket', headers: [{ name: 'Origin', value: 'https://app' }] },
  response: { status: 101, statusText: '', headers: [] },
  timings: { wait: 5, receive: 0 },
  ...more,
});

const stack = (url: string, functionName = '') => ({
  stack: { callFrames: [{ functionName, url, lineNumber: 0, columnNumber: 0 }] },
});

describe('a socket in the log', () => {
  it('is a worker’s, or another’s that no script of ours reaches, where none of ours opened it', () => {
    const [socket] = socketsInHar([entry({ _initiator: stack('https://app/worker.js', 'connect') })], OURS);
    expect(socket).toMatchObject({ url: 'wss://app.harbor.example/socket', opened: expect.any(Number) });
    expect(socket?.stack).toContain('connect (https://app/worker.js:1:1)');
  });

  it.each([
    ['our page script did', stack(`${OURS}src/page/page.js`)],
    ['our tap did, in a worker', stack('blob:https://app/1', `${KEY_PREFIX}abc_1`)],
  ])('is left out where %s', (_who, _initiator) => {
    expect(socketsInHar([entry({ _initiator })], OURS)).toEqual([]);
  });

  it('of the same URL in the same millisecond is another', () => {
    const ids = socketsInHar([entry(), entry()], OURS).map(({ id }) => id);
    expect(new Set(ids).size).toBe(2);
  });

  it('waits until its request went out', () => {
    const request = { url: 'wss://app.harbor.example/socket', headers: [] };
    expect(socketsInHar([entry({ request })], OURS)).toEqual([]);
  });

  it('was open, though a frame broke the rules later', () => {
    const _webSocketMessages = [
      { type: 'receive', opcode: 1, time: 1, data: 'text' },
      { type: 'error', time: 2, data: 'One or more reserved bits are on' },
    ];
    const [socket] = socketsInHar([entry({ _webSocketMessages, timings: { wait: 5, receive: 20 } })], OURS);
    const opening = Date.parse('2026-01-01T00:00:00.000Z');
    expect(socket).toMatchObject({ opened: opening + 5, ended: opening + 25 });
    expect(socket?.handshake.failure).toContain('reserved bits');
  });

  it('gives its frames, and knows nothing of a Blob that was sent', () => {
    const _webSocketMessages = [
      { type: 'send', opcode: 1, time: 1, data: 'text' },
      { type: 'receive', opcode: 2, time: 2, data: 'AAE=' },
      { type: 'send', opcode: 2, time: 3, data: '' },
      { type: 'receive', opcode: 9, time: 4, data: '' },
    ];
    const [socket] = socketsInHar([entry({ _webSocketMessages })], OURS);
    const frames = socket
      ?.frames(0)
      .map(({ time, direction, payload }) => [
        time,
        direction,
        payload instanceof ArrayBuffer ? [...new Uint8Array(payload)] : payload,
      ]);
    expect(frames).toEqual([
      [1000, 'sent', 'text'],
      [2000, 'received', [0, 1]],
      [3000, 'sent', null],
    ]);
    expect(socket?.frames(2)).toHaveLength(1);
  });
});

describe('the log', () => {
  const script = (more: Partial<HarEntry>, destination = ''): HarEntry =>
    entry({
      _resourceType: 'script',
      request: {
        url: 'https://app/x.js',
        headers: destination === '' ? [] : [{ name: 'Sec-Fetch-Dest', value: destination }],
      },
      ...more,
    });

  it.each([
    ['a dedicated worker’s script', script({}, 'worker'), true],
    ['a shared worker’s script', script({}, 'sharedworker'), true],
    ['a service worker’s script', script({}, 'serviceworker'), true],
    ['a page’s script', script({}, 'script'), false],
    ['a script without headers that HTML asked for', script({ _initiator: { type: 'parser' } }), false],
    [
      'a script without headers that something else asked for',
      script({ _initiator: { type: 'other' } }),
      true,
    ],
    ['a socket', entry(), false],
    [
      'what a service worker answered',
      entry({ response: { status: 200, statusText: '', headers: [], _fetchedViaServiceWorker: true } }),
      true,
    ],
  ])('tells of a worker by %s: %#', (_what, it, tells) => {
    expect(tellsOfWorker(it)).toBe(tells);
  });

  it('weighs what its messages do, and a little each', () => {
    const _webSocketMessages = Array.from({ length: 10 }, () => ({
      type: 'send',
      time: 1,
      data: 'x'.repeat(900),
    }));
    expect(sizeOfHar([entry({ _webSocketMessages }), entry()])).toBe(10_000);
  });
});
