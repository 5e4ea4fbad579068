import { describe, expect, it } from 'vitest';
import { harTime } from '../../src/session/har-time.ts';
import { fixture, frameLines, importBytes, onlySession, problemsOf, readHar } from './support.ts';

const started = '2026-01-02T03:04:05.000Z';
const begin = Date.parse(started);

/** A HAR of one socket; `entry` adds to or replaces what it has. */
const har = (messages: unknown, entry: object = {}, creator = 'Somebody'): object => ({
  log: {
    version: '1.2',
    creator: { name: creator, version: '1' },
    entries: [
      {
        _resourceType: 'websocket',
        startedDateTime: started,
        request: { method: 'GET', url: 'wss://a.example/s', headers: [] },
        response: { status: 101, statusText: '', headers: [] },
        _webSocketMessages: messages,
        ...entry,
      },
    ],
  },
});

const sent = (data: unknown, time: unknown = 1767323045.5, opcode: unknown = 1): object => ({
  type: 'send',
  time,
  opcode,
  data,
});

describe('a HAR of', () => {
  it.each([
    [
      { code: 4001, reason: 'kicked', timestamp: 12 },
      { state: 'closed', closed: { code: 4001, reason: 'kicked' } },
    ],
    [{}, { state: 'closed', closed: { code: 1005, reason: '' } }],
    ['aborted', { state: 'cut', closed: null }],
    [undefined, { state: 'open', closed: null }],
  ])('HTTP Toolkit, whose socket ended with %j', (close, expected) => {
    const startedDateTime = '2026-01-02T03:04:05.000Z';
    const extra = { startedDateTime, time: 40, response: { status: 101 }, _webSocketClose: close };
    const [connection] = onlySession(readHar(har([sent('x', 1767323046)], extra))).connections;
    expect(connection).toMatchObject(expected);
    if (close) expect(connection?.closed?.time ?? connection?.cut).toBe(1767323046_000);
  });

  it('Chrome: seconds, base64, the initiator, a failed handshake, a Blob that is not in it', async () => {
    const result = await importBytes(fixture('chrome.har'));
    const session = onlySession(result);
    expect(problemsOf(result)).toEqual(['PAYLOAD_ABSENT $.log.entries[2]']);
    expect(frameLines(session)).toEqual([
      '1 > text "{\\"type\\":\\"hello\\",\\"n\\":1}"',
      '1 > ArrayBuffer 0001feff',
      '1 > ArrayBuffer absent',
      '1 < text "{\\"type\\":\\"hello\\",\\"n\\":1}"',
      '1 < ArrayBuffer 0001feff',
      '1 < ArrayBuffer 626c6f62',
    ]);
    expect(session.frames.time(0)).toBeCloseTo(1795343338950.7, 1);
    const [open, failed] = session.connections;
    expect(open).toMatchObject({
      url: 'ws://127.0.0.1:17301/echo?token=x',
      requested: ['chat.v2', 'chat.v1'],
      protocol: 'chat.v2',
      origin: 'http://127.0.0.1:17301',
      state: 'open',
      opening: expect.closeTo(1795343338940, -2),
      stack: expect.stringContaining('    at connect (http://127.0.0.1:17301/app.js:2:10)'),
    });
    expect(open?.handshake?.request).toContainEqual({ name: 'Host', value: '127.0.0.1:17301' });
    expect(failed).toMatchObject({
      state: 'failed',
      opened: null,
      errored: expect.closeTo(1795343338962.065, 3),
    });
    expect(failed?.handshake).toMatchObject({
      status: 0,
      failure: 'Error during WebSocket handshake: Unexpected response code: 403',
    });
  });

  it('Playwright: milliseconds, and a failure in the response', async () => {
    const result = await importBytes(fixture('playwright-embed.har'));
    const session = onlySession(result);
    expect(result.problems).toEqual([]);
    expect(frameLines(session)).toHaveLength(5);
    expect(new Date(session.frames.time(0)).getUTCFullYear()).toBe(2026);
    expect(session.connections.map(({ state }) => state)).toEqual(['open', 'failed']);
    expect(session.connections[1]?.handshake?.failure).toContain('403');
  });

  it('Playwright with messages in files of their own, in one zip', async () => {
    const result = await importBytes(fixture('playwright-attach.zip'), 'trace.zip');
    const session = onlySession(result);
    expect(result.problems).toEqual([]);
    expect(session.name).toBe('trace.zip');
    expect(frameLines(session)).toEqual([
      '1 > text "{\\"type\\":\\"hello\\",\\"n\\":1}"',
      '1 > ArrayBuffer 0001feff',
      '1 < text "{\\"type\\":\\"hello\\",\\"n\\":1}"',
      '1 < ArrayBuffer 0001feff',
      '1 < ArrayBuffer 626c6f62',
    ]);
  });

  it('Playwright without times: the order is kept', async () => {
    const result = await importBytes(fixture('playwright-untimed.har'));
    expect(problemsOf(result)).toEqual(['UNTIMED $.log.entries[1]']);
    expect(frameLines(onlySession(result))).toHaveLength(5);
    expect(onlySession(result).frames.time(4)).toBe(onlySession(result).connections[0]?.opening);
  });

  it('mitmproxy: an https address, joined headers, base64', async () => {
    const result = await importBytes(fixture('mitmproxy.har'));
    const session = onlySession(result);
    expect(result.problems).toEqual([]);
    expect(frameLines(session)).toEqual(['1 > text "subscribe"', '1 < ArrayBuffer 006401f4']);
    expect(session.connections).toHaveLength(1);
    expect(session.connections[0]).toMatchObject({
      url: 'wss://tank.example/level?unit=cm',
      requested: ['levels', 'levels.v2'],
      protocol: 'levels.v2',
      extensions: 'permessage-deflate',
      handshake: { remoteAddress: '192.0.2.44', statusText: 'Switching Protocols' },
    });
    expect(session.frames.time(1)).toBe(1741964966712.5);
  });

  it.each([
    ['graphql', 1, 9],
    ['jupyter', 1, 13],
    ['mqtt', 1, 14],
    ['nats', 1, 8],
    ['novnc', 1, 75],
    ['stomp', 1, 6],
    ['xmpp', 1, 20],
    ['yjs', 2, 12],
  ])('a recorded %s session: relative times, all frames', async (name, connections, frames) => {
    const result = await importBytes(fixture(`${name}.har`));
    const session = onlySession(result);
    expect(problemsOf(result)).toEqual(['UNDATED $.log.entries[0].startedDateTime']);
    expect(session.connections).toHaveLength(connections);
    expect(session.frames.length).toBe(frames);
    const times = Array.from({ length: frames }, (_, row) => session.frames.time(row));
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThan(60_000);
  });

  it('an entry over HTTP/2: CONNECT and 200 are an open socket', () => {
    const entry = {
      request: { method: 'CONNECT', url: 'https://a.example/s', headers: [] },
      response: { status: 200 },
    };
    const session = onlySession(readHar(har([], entry)));
    expect(session.connections[0]).toMatchObject({ state: 'open', url: 'wss://a.example/s' });
  });

  it('a proxy that answered with a page: the handshake failed', () => {
    const session = onlySession(
      readHar(har([], { response: { status: 407, statusText: 'Proxy', headers: [] } })),
    );
    expect(session.connections[0]).toMatchObject({ state: 'failed', handshake: { status: 407 } });
  });

  it('a socket that was still connecting is not failed', () => {
    expect(onlySession(readHar(har([], { response: { status: 0 } }))).connections[0]?.state).toBe(
      'connecting',
    );
  });

  it('an error after the handshake: the socket was open', () => {
    const messages = [sent('x'), { type: 'error', time: 1767323046, opcode: -1, data: 'Reserved bits' }];
    const session = onlySession(readHar(har(messages)));
    expect(frameLines(session)).toEqual(['1 > text "x"']);
    expect(session.connections[0]).toMatchObject({ state: 'open', errored: 1767323046000 });
  });

  it('several sockets: frames of all are in order of time, and those of one keep theirs', () => {
    const entry = (messages: object[]) => (har(messages) as { log: { entries: object[] } }).log.entries[0];
    const entries = [
      entry([sent('a1', 1767323001), sent('a2 by a clock set back', 1767323000), sent('a3', 1767323009)]),
      entry([sent('b1', 1767323000.5), sent('b2', 1767323005)]),
    ];
    const session = onlySession(readHar({ log: { entries } }));
    expect(frameLines(session)).toEqual([
      '2 > text "b1"',
      '1 > text "a1"',
      '1 > text "a2 by a clock set back"',
      '2 > text "b2"',
      '1 > text "a3"',
    ]);
  });
});

describe('the time of a message', () => {
  it.each([
    ['milliseconds', 1_767_323_045_500, 1_767_323_045_500],
    ['seconds', 1_767_323_045.5, 1_767_323_045_500],
    ['relative seconds', 2.5, begin + 2500],
    ['the start itself', 0, begin],
    ['none', -1, null],
    ['text', '5', null],
    ['past all dates', 1e300, null],
    ['nothing', undefined, null],
  ])('is told by its size: %s', (_, value, expected) => {
    expect(harTime(value, begin)).toBe(expected);
  });

  it('is exact to the last bit when written as seconds', () => {
    for (let time = 1_700_000_000_000.25; time < 1_700_000_000_100; time += 0.0625)
      expect(harTime(time / 1000, null)).toBe(time);
  });
});

describe('a HAR that is not right', () => {
  const where = '$.log.entries[0]._webSocketMessages[0]';
  it.each([
    [
      'no opcode',
      { type: 'send', time: 1767323045.5, data: 'x' },
      `FIELD_MISSING ${where}.opcode`,
      '1 > text "x"',
    ],
    [
      'no data',
      { type: 'send', time: 1767323045.5, opcode: 1 },
      `FIELD_MISSING ${where}.data`,
      '1 > text absent',
    ],
    ['data of another type', sent({}), `FIELD_INVALID ${where}.data`, '1 > text absent'],
    [
      'wrong base64',
      sent('AA*=', 1767323045.5, 2),
      `PAYLOAD_DAMAGED ${where}.data`,
      '1 > ArrayBuffer absent',
    ],
    ['no time', { type: 'send', opcode: 1, data: 'x' }, `FIELD_MISSING ${where}`, '1 > text "x"'],
    ['an impossible time', sent('x', 'noon'), `FIELD_INVALID ${where}`, '1 > text "x"'],
  ])('with %s in a message keeps the frame and says where', (_, message, problem, frame) => {
    const result = readHar(har([message]));
    expect(problemsOf(result)).toEqual([problem]);
    expect(frameLines(onlySession(result))).toEqual([frame]);
  });

  it.each([
    ['a ping', sent('', 1767323045.5, 9)],
    ['a close frame', sent('A+g=', 1767323045.5, 8)],
    ['a type nobody knows', { type: 'dropped', time: 1767323045.5, opcode: 1, data: '' }],
  ])('counts %s, which is no frame', (_, message) => {
    const result = readHar(har([message, sent('x'), message]));
    expect(problemsOf(result)).toEqual(['MESSAGE_NOT_KEPT $.log.entries[0]']);
    expect(result.problems[0]?.frames).toBe(2);
    expect(frameLines(onlySession(result))).toEqual(['1 > text "x"']);
  });

  it.each([
    ['no address', { request: { headers: [] } }, 'FIELD_MISSING $.log.entries[0].request.url'],
    [
      'headers that are none',
      { request: { url: 'ws://a/', headers: 5 } },
      'FIELD_INVALID $.log.entries[0].request.headers',
    ],
    [
      'a header without value',
      { request: { url: 'ws://a/', headers: [{ name: 'A' }] } },
      'FIELD_INVALID $.log.entries[0].request.headers[0]',
    ],
    ['a status of words', { response: { status: 'fine' } }, 'FIELD_INVALID $.log.entries[0].response.status'],
    [
      'messages that are no list',
      { _webSocketMessages: {} },
      'FIELD_INVALID $.log.entries[0]._webSocketMessages',
    ],
    [
      'messages in a file that is not here',
      { response: { status: 101, content: { _file: 'a.jsonl' } } },
      'ATTACHMENT_MISSING $.log.entries[0]',
    ],
  ])('with %s keeps the socket and says where', (_, entry, problem) => {
    const result = readHar(har([sent('x')], entry));
    expect(problemsOf(result)).toContain(problem);
    expect(onlySession(result).connections).toHaveLength(1);
  });

  it('without sockets says that', () => {
    const result = readHar({ log: { entries: [{ request: { url: 'https://a/' }, response: {} }] } });
    expect(problemsOf(result)).toEqual(['HAR_WITHOUT_SOCKETS $.log.entries']);
    expect(result.sessions).toEqual([]);
  });

  it('with sockets and no messages at all says that, as Firefox saves it', () => {
    const result = readHar({
      log: { entries: [{ request: { url: 'wss://a/' }, response: { status: 101 } }] },
    });
    expect(problemsOf(result)).toEqual(['HAR_WITHOUT_MESSAGES $.log.entries']);
    expect(onlySession(result).connections).toHaveLength(1);
  });

  it.each(['{}', '{"log":{}}', '{"log":[]}', '{"log":{"entries":{}}}', '[1]', '"log"'])(
    'like %s is none',
    (text) => {
      expect(problemsOf(readHar(text))).toEqual(['NOT_A_SESSION $']);
    },
  );

  it('that ends in the middle gives the messages before, and says where it ends', () => {
    const text = JSON.stringify(har([sent('one'), sent('two'), sent('three')]));
    const result = readHar(text.slice(0, text.indexOf('three') + 2));
    expect(problemsOf(result)[0]).toBe('CUT_SHORT $.log.entries[0]._webSocketMessages[2]');
    expect(frameLines(onlySession(result))).toEqual(['1 > text "one"', '1 > text "two"']);
    expect(onlySession(result).connections[0]?.url).toBe('wss://a.example/s');
  });

  it('with one damaged message loses that one only', () => {
    const text = JSON.stringify(har([sent('one'), sent('two'), sent('three')])).replace(
      '"data":"two"',
      '"data":?"two"',
    );
    const result = readHar(text);
    expect(problemsOf(result)).toEqual([`JSON_DAMAGED $.log.entries[0]._webSocketMessages[1]`]);
    expect(result.problems[0]?.frames).toBe(1);
    expect(frameLines(onlySession(result))).toEqual(['1 > text "one"', '1 > text "three"']);
  });

  it('with a lost quote loses one message where lines end between them', () => {
    const text = JSON.stringify(har([sent('one'), sent('two'), sent('three')]), null, 1).replace(
      '"data": "two"',
      '"data": "two',
    );
    const result = readHar(text);
    expect(problemsOf(result)).toEqual([`JSON_DAMAGED $.log.entries[0]._webSocketMessages[1]`]);
    expect(frameLines(onlySession(result))).toEqual(['1 > text "one"', '1 > text "three"']);
  });

  it('with a lost bracket still reads the entries after it', () => {
    const entry = (data: string) => (har([sent(data)]) as { log: { entries: object[] } }).log.entries[0];
    const text = JSON.stringify({ log: { entries: [entry('one'), entry('two')] } }).replace(
      '"data":"one"}',
      '"data":"one"',
    );
    const result = readHar(text);
    expect(problemsOf(result)[0]).toMatch(/JSON_DAMAGED/);
    expect(frameLines(onlySession(result)).at(-1)).toBe('2 > text "two"');
  });

  it('from another Framereel, newer than this one, is read as any HAR', () => {
    const result = readHar(har([sent('x')], { _framereel: { version: 99, events: [], frames: [] } }));
    expect(problemsOf(result)).toEqual(['FIELD_INVALID $.log.entries[0]._framereel.version']);
    expect(frameLines(onlySession(result))).toEqual(['1 > text "x"']);
  });
});
