import { describe, expect, it } from 'vitest';
import { newConnection } from '../../src/session/connection.ts';
import { select } from '../../src/session/export-scope.ts';
import { record } from '../../src/session/record.ts';
import { type Hidden, type RedactionRules, Redactor } from '../../src/session/redact.ts';
import { LOT_CHARS, lookThrough, redactionLots } from '../../src/session/redaction-lots.ts';
import { newSession, type Session } from '../../src/session/session.ts';
import { writeHar } from '../../src/session/write-har.ts';
import { writeJsonLines } from '../../src/session/write-jsonl.ts';
import { frameLines, onlySession, readLines } from './support.ts';

const TOKEN = 'c2VjcmV0LXRva2VuLXZhbHVl';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9';

function secretSession(): Session {
  const session = newSession('live', 'Live', 'live', 1_700_000_000_000);
  const protocols = ['chat', `base64url.bearer.authorization.k8s.io.${TOKEN}`, 'access_token', 'short-1'];
  const url = `wss://user:pass@a.example/s?room=7&token=${TOKEN}&jwt=${JWT}`;
  record(session, 'key', {
    type: 'opening',
    connection: 1,
    time: 1_700_000_000_000,
    url,
    protocols,
    stack: null,
    source: 'wire',
  });
  const connection = session.connections[0] ?? newConnection(0, '', 0);
  connection.handshake = {
    request: [
      { name: 'Host', value: 'a.example' },
      { name: 'Cookie', value: 'sid=12345' },
      { name: 'authorization', value: `Bearer ${TOKEN}` },
      { name: 'Proxy-Authorization', value: 'Basic dTpw' },
      { name: 'Sec-WebSocket-Protocol', value: protocols.join(', ') },
    ],
    status: 101,
    statusText: '',
    response: [
      { name: 'Set-Cookie', value: 'sid=12345' },
      { name: 'Sec-WebSocket-Protocol', value: 'chat' },
    ],
    failure: '',
  };
  record(session, 'key', {
    type: 'open',
    connection: 1,
    time: 1_700_000_000_001,
    protocol: 'chat',
    extensions: '',
  });
  const send = (seq: number, payload: string | ArrayBuffer): void =>
    record(session, 'key', {
      type: 'frame',
      connection: 1,
      seq,
      time: 1_700_000_000_002 + seq,
      direction: 'sent',
      shape: typeof payload === 'string' ? 'string' : 'ArrayBuffer',
      payload,
      source: 'wire',
    });
  send(1, `42["login",{"user":{"name":"ann","password":"pa\\"ss"},"pin":1234, "token":"${TOKEN}"}]`);
  send(2, `card 4111-1111-1111-1111, key=${TOKEN}`);
  send(3, new Uint8Array([1, 2, 3]).buffer);
  return session;
}

const jsonl = (rules?: RedactionRules): string =>
  [...writeJsonLines(secretSession(), rules ? { redaction: rules } : {})].join('');

describe('what is written unless somebody asks for it', () => {
  it('has no cookie, no authorization and no credential in a subprotocol', () => {
    for (const text of [jsonl(), [...writeHar(secretSession())].join('')]) {
      for (const secret of ['sid=12345', `Bearer ${TOKEN}`, 'dTpw', `k8s.io.${TOKEN}`, 'short-1'])
        expect(text).not.toContain(secret);
      expect(text).toContain('base64url.bearer.authorization.k8s.io.redacted-');
    }
  });

  it('has the same placeholder for the same value, wherever it was', () => {
    const { connections } = onlySession(readLines(jsonl()));
    const { requested, handshake } = connections[0] ?? newConnection(0, '', 0);
    const header = (list: 'request' | 'response', name: string) =>
      handshake?.[list].find((it) => it.name === name)?.value;
    const [, kubernetes, announcing, announced] = requested ?? [];
    expect(announcing).toBe('access_token');
    expect(header('request', 'Sec-WebSocket-Protocol')).toBe(requested?.join(', '));
    expect(header('request', 'authorization')).toBe(`Bearer ${kubernetes?.split('.').at(-1)}`);
    expect(header('request', 'Cookie')).toBe(header('response', 'Set-Cookie'));
    expect(new Set([kubernetes?.split('.').at(-1), announced, header('request', 'Cookie')]).size).toBe(3);
    expect(header('request', 'Host')).toBe('a.example');
  });

  it('has no credential in what the browser says of a subprotocol', () => {
    const connection = newConnection(0, 'wss://a.example/', 0);
    connection.requested = ['Authorization', 'Bearer s3cr3t value', 'chat'];
    const message = "Failed to construct 'WebSocket': The subprotocol 'Bearer s3cr3t value' is invalid.";
    connection.refused = { time: 0, name: 'SyntaxError', message };
    const value = 'auth-token-abcdef123456';
    connection.handshake = {
      request: [],
      status: 101,
      statusText: '',
      response: [{ name: 'Sec-WebSocket-Protocol', value }],
      failure: `'Sec-WebSocket-Protocol' header value '${value}' in response does not match any of sent values`,
    };
    const { refused, handshake } = new Redactor().connection(connection);
    expect(refused?.message).toBe(
      "Failed to construct 'WebSocket': The subprotocol 'redacted-1' is invalid.",
    );
    expect(handshake?.failure).toContain("header value 'auth-redacted-2' in response");
    expect(new Redactor({ sensitive: true }).connection(connection).refused?.message).toBe(message);
  });

  it.each([
    'api-key',
    'X-Api-Key',
    'X-Goog-Api-Key',
    'X-Access-Token',
    'X-Amz-Security-Token',
    'X-CSRF-Token',
  ])('has no %s', (name) => {
    expect(new Redactor().header({ name, value: 's3cr3t' }).value).toBe('redacted-1');
  });

  it.each(['Sec-WebSocket-Key', 'Sec-WebSocket-Accept', 'Host', 'Upgrade', 'Sec-WebSocket-Version'])(
    'has %s, which is no secret',
    (name) => {
      expect(new Redactor().header({ name, value: 'x' }).value).toBe('x');
    },
  );

  it('has everything when asked for sensitive data', () => {
    const text = jsonl({ sensitive: true });
    for (const secret of ['sid=12345', `Bearer ${TOKEN}`, 'dTpw', `k8s.io.${TOKEN}`, 'short-1'])
      expect(text).toContain(secret);
    expect(text).not.toContain('redacted');
  });

  it('keeps payloads and addresses, which only the user can judge', () => {
    expect(frameLines(onlySession(readLines(jsonl())))).toEqual(frameLines(secretSession()));
    expect(jsonl()).toContain(`token=${TOKEN}`);
  });
});

describe('what a user asks to hide', () => {
  it('is credentials in URLs, with a URL that still works', () => {
    const { url } = onlySession(readLines(jsonl({ urls: true }))).connections[0] ?? newConnection(0, '', 0);
    expect(url).toMatch(/^wss:\/\/redacted-\d+@a\.example\/s\?room=7&token=redacted-\d+&jwt=redacted-\d+$/);
    expect(new URL(url).searchParams.get('room')).toBe('7');
  });

  it.each([
    ['https://a/#access_token=abc&state=1', 'https://a/#access_token=redacted-1&state=1'],
    ['{"u":"wss://x/?a=1\\u0026token=abc"}', '{"u":"wss://x/?a=1\\u0026token=redacted-1"}'],
    ['{"u":"https:\\/\\/u:p@x\\/"}', '{"u":"https:\\/\\/redacted-1@x\\/"}'],
  ])('is credentials in URLs however they are written: %s', (text, expected) => {
    expect(new Redactor({ urls: true }).text(text)).toBe(expected);
  });

  it('is members of JSON by name, in text that is more than JSON, and nothing around them changes', () => {
    const [first] = frameLines(onlySession(readLines(jsonl({ fields: ['PASSWORD', 'user.name', 'pin'] }))));
    expect(JSON.parse(first?.slice('1 > text '.length) ?? '')).toMatch(
      /^42\["login",\{"user":\{"name":"redacted-\d+","password":"redacted-\d+"\},"pin":"redacted-\d+", "token":"c2Vj\w+"\}\]$/,
    );
  });

  it.each([
    ['{"a":{"token":"x"},"token":"y"}', ['a.token'], '{"a":{"token":"redacted-1"},"token":"y"}'],
    [
      '{"list":[{"token":"x"},{"token":"x"}]}',
      ['list.token'],
      '{"list":[{"token":"redacted-1"},{"token":"redacted-1"}]}',
    ],
    ['{"secret":{"a":[1,"}"]},"b":2}', ['secret'], '{"secret":"redacted-1","b":2}'],
    ['{"secret":null,"x":{"secret":""}}', ['secret'], '{"secret":null,"x":{"secret":""}}'],
    ['a["{\\"token\\":\\"x\\"}"]', ['token'], 'a["{\\"token\\":\\"redacted-1\\"}"]'],
    ['{"token" : true, "n":1}', ['token'], '{"token" : "redacted-1", "n":1}'],
    ['{"token":"cut sho', ['token'], '{"token":"redacted-1"'],
    ['no JSON "token" here', ['token'], 'no JSON "token" here'],
    ['{"a":1', ['token'], '{"a":1'],
    ['5" disk {"token":"x"}', ['token'], '5" disk {"token":"redacted-1"}'],
    ['"[" {"token":"x"}', ['token'], '"[" {"token":"redacted-1"}'],
    ['expected "{" got {"token":"x"}', ['token'], 'expected "{" got {"token":"redacted-1"}'],
    ['"path":"[", "token":"x"', ['token'], '"path":"[", "token":"redacted-1"'],
    ['"{\\"token\\":\\"x\\"}"', ['token'], '"{\\"token\\":\\"redacted-1\\"}"'],
  ])('in %s is found', (text, fields, expected) => {
    expect(new Redactor({ fields }).text(text)).toBe(expected);
  });

  it('is found in time in text that is made to take long', () => {
    const deep = `${'[{"a":'.repeat(100_000)}1`;
    expect(new Redactor({ fields: ['a.b'] }).text(deep)).toBe(deep);
    for (const quotes of ['"'.repeat(300_000), '\\"'.repeat(300_000)])
      expect(new Redactor({ fields: ['a'] }).text(quotes)).toBe(quotes);
    for (const dense of ['eyJ'.repeat(300_000), '\\'.repeat(300_000), ':\\/'.repeat(100_000)])
      expect(new Redactor({ urls: true }).url(dense)).toBe(dense);
    expect(new Redactor().subprotocol('a'.repeat(1_000_000))).toBe('redacted-1');
  });

  it('is what matches a pattern, or its group', () => {
    const rules = { patterns: [/\d{4}(?:-\d{4}){3}/, /key=(\w+)/g] };
    expect(new Redactor(rules).text(`card 4111-1111-1111-1111, key=${TOKEN}`)).toBe(
      'card redacted-1, key=redacted-2',
    );
  });

  it('is credentials in the URLs that messages have, and the JSON around them stays whole', () => {
    const text = JSON.stringify({ upload: JSON.stringify({ to: 'https://u:p@a.example/?token=abc' }) });
    const hidden = new Redactor({ urls: true }).text(text);
    expect(JSON.parse(JSON.parse(hidden).upload).to).toBe('https://redacted-1@a.example/?token=redacted-2');
  });

  it('is what matches a pattern wherever a session has text', () => {
    const session = secretSession();
    session.name = 'a.example.har';
    const [connection] = session.connections;
    Object.assign(connection ?? {}, {
      origin: 'https://a.example',
      documentUrl: 'https://a.example/page',
      extensions: 'x-a.example',
      stack: 'at https://a.example/app.js:1:2',
    });
    Object.assign(connection?.handshake ?? {}, {
      statusText: 'a.example',
      failure: 'a.example',
      remoteAddress: 'a.example',
    });
    session.navigations.push({ time: 0, url: 'https://a.example/', frame: 0 });
    const rules = { redaction: { patterns: [/a\.example/i] } };
    for (const text of [[...writeJsonLines(session, rules)].join(''), [...writeHar(session, rules)].join('')])
      expect(text).not.toContain('a.example');
  });

  it('is hidden in HAR as in our own format', () => {
    const rules = { urls: true, fields: ['token', 'password'], patterns: [/key=(\w+)/] };
    for (const text of [jsonl(rules), [...writeHar(secretSession(), { redaction: rules })].join('')]) {
      expect(text).not.toContain(TOKEN);
      expect(text).not.toContain(JWT);
    }
  });

  it('can be hidden though sensitive headers are kept', () => {
    const text = jsonl({ sensitive: true, patterns: [/4111[-\d]+/] });
    expect(text).toContain('sid=12345');
    expect(text).not.toContain('4111');
  });
});

describe('looking through a session', () => {
  function hiddenIn(session: Session, rules: RedactionRules): Hidden[] {
    const redactor = new Redactor(rules);
    for (const step of redactionLots(select(session))) if ('lot' in step) lookThrough(redactor, step.lot);
    return redactor.hidden();
  }

  it('lists each value with what stands for it, where it was and how often', () => {
    const hidden = hiddenIn(secretSession(), { urls: true, patterns: [/key=(\w+)/] });
    expect(hidden).toContainEqual({
      value: 'sid=12345',
      placeholder: expect.any(String),
      kind: 'header Cookie',
      times: 1,
    });
    expect(hidden).toContainEqual({
      value: TOKEN,
      placeholder: expect.any(String),
      kind: 'subprotocol',
      times: 2,
    });
    const placeholders = hidden.filter(({ value }) => value === TOKEN).map(({ placeholder }) => placeholder);
    expect(placeholders).toHaveLength(4);
    expect(new Set(placeholders).size).toBe(1);
  });

  it('finds nothing where nothing is hidden', () => {
    expect(hiddenIn(secretSession(), { sensitive: true })).toEqual([]);
  });

  it('tells of the placeholders that are then written', () => {
    const rules = { urls: true, fields: ['password', 'name', 'pin'], patterns: [/4111[-\d]+/] };
    const written = jsonl(rules);
    for (const { placeholder } of hiddenIn(secretSession(), rules)) expect(written).toContain(placeholder);
  });

  it('goes lot by lot, passes every frame once, and counts those that are binary', () => {
    const session = secretSession();
    const text = 'x'.repeat(LOT_CHARS / 2);
    for (let seq = 4; seq <= 8; seq++)
      record(session, 'key', {
        type: 'frame',
        connection: 1,
        seq,
        time: 1_700_000_000_100,
        direction: 'sent',
        shape: 'string',
        payload: text,
        source: 'wire',
      });
    const steps = [...redactionLots(select(session))].filter((step) => 'lot' in step);
    expect(steps.map(({ rows, binary, lot }) => [rows, binary, lot.texts.length])).toEqual([
      [5, 1, 4],
      [7, 1, 2],
      [8, 1, 1],
    ]);
    expect(steps.map(({ lot }) => lot.connections.length)).toEqual([1, 0, 0]);
  });
});

describe('one value of a document', () => {
  it.each([
    ['Ann', ['user', 'name'], 'redacted-1'],
    ['Ann', ['name'], 'Ann'],
    ['{"id":1}', ['user', 'name', 'of'], 'redacted-1'],
    ['{"pin":1234}', ['user'], '{"pin":"redacted-1"}'],
    ['1234', ['PIN'], 'redacted-1'],
    ['card 4111', ['text'], 'card redacted-1'],
  ])('%s of %j', (value, names, expected) => {
    const redactor = new Redactor({ fields: ['user.name', 'pin'], patterns: [/4111/] });
    expect(redactor.member(value, names)).toBe(expected);
  });
});

describe('a session that was redacted before', () => {
  it('keeps its placeholders, and new ones are others', () => {
    const first = onlySession(readLines(jsonl()));
    expect(onlySession(readLines([...writeJsonLines(first)].join(''))).connections).toEqual(
      first.connections,
    );
    const again = [...writeJsonLines(first, { redaction: { patterns: [/4111[-\d]+/] } })].join('');
    const last = Math.max(...[...jsonl().matchAll(/redacted-(\d+)/g)].map(([, number]) => Number(number)));
    expect(again).toContain(`card redacted-${last + 1}`);
  });

  it('keeps the meaning of those in its messages too', () => {
    const first = onlySession(readLines(jsonl({ sensitive: true, fields: ['pin'] })));
    const again = [...writeJsonLines(first)].join('');
    expect(again).toContain('"pin\\":\\"redacted-1\\"');
    expect(again).toContain('{"name":"Cookie","value":"redacted-4"}');
  });

  it('is not misled by numbers that cannot be counted up', () => {
    const redactor = new Redactor({ patterns: [/[ab]/] });
    expect([...redactor.keep(['redacted-99999999999999999999', 'redacted-7'])]).toEqual([]);
    expect(redactor.text('a b')).toBe('redacted-8 redacted-9');
  });
});

describe('a subprotocol', () => {
  const hidden = (protocol: string): boolean => new Redactor().subprotocol(protocol) !== protocol;

  it.each([
    'chat',
    'soap',
    'xmpp',
    'graphql-transport-ws',
    'graphql-ws',
    'v12.stomp',
    'mqttv3.1',
    'ocpp2.0.1',
    'binary',
    'v4.base64.channel.k8s.io',
    'base64.binary.k8s.io',
    'actioncable-v1-json',
    'actioncable-unsupported',
    'wamp.2.msgpack.batched',
    'json.reliable.webpubsub.azure.v1',
    'MyCompanyChatProtocolV2',
    'token-binding-v1',
    'com.example.v2.proto3.json',
    'user-session-v2',
    'access_token',
    'x-goog-api-key',
  ])('%s is a name', (protocol) => {
    expect(hidden(protocol)).toBe(false);
  });

  it.each([
    JWT,
    `bearer.${JWT}`,
    'd201cf493b664f32945ba0aecb86b161',
    'f87c518b-6d84-426b-b255-07df94730f5a',
    'chat.Zk3x9QpLw82VbTn1',
    'bearer.s3cr3t',
    'auth-token-abcdef123456',
    `base64url.bearer.authorization.k8s.io.${TOKEN}`,
  ])('%s has a credential', (protocol) => {
    expect(hidden(protocol)).toBe(true);
  });
});
