import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ADVICE } from '../../src/handshake/advice.ts';
import { CAUSES, type Cause } from '../../src/handshake/cause.ts';
import { diagnose } from '../../src/handshake/diagnose.ts';
import type { HandshakeFacts } from '../../src/handshake/diagnosis.ts';
import { ended, exchange, failed, onlyText } from './facts.ts';

const chrome = (text: string) => failed({ exchange: onlyText(text) });
const firefox = (text: string, more: Partial<HandshakeFacts> = {}) =>
  failed({ browser: 'firefox', exchange: onlyText(text), ...more });
const answer = (status: number, response = {}) =>
  failed({ browser: 'firefox', exchange: exchange(response, { status }) });
const broken = (response: Record<string, string>, more: Partial<HandshakeFacts> = {}) =>
  failed({ browser: 'firefox', exchange: exchange(response), ...more });
const thrown = (name: string, more: Partial<HandshakeFacts> = {}) =>
  failed({ refused: { name, message: 'as the browser says' }, closed: null, errored: false, ...more });

const CASES: [Cause, string, HandshakeFacts][] = [
  ['bad-url', 'a fragment', thrown('SyntaxError', { url: 'ws://harbor.example/#top' })],
  ['bad-url', 'another scheme', thrown('SyntaxError', { url: 'ftp://harbor.example/' })],
  ['bad-subprotocol', 'one twice', thrown('SyntaxError', { requested: ['chat', 'chat'] })],
  ['bad-subprotocol', 'a space', thrown('SyntaxError', { requested: ['a b'] })],
  ['mixed-content', 'thrown', thrown('SecurityError', { url: 'ws://harbor.example/' })],
  ['mixed-content', 'not thrown', failed({ url: 'ws://harbor.example/' })],
  ['unsafe-port', 'thrown', thrown('SecurityError', { url: 'wss://harbor.example:6000/' })],
  ['constructor', 'anything else', thrown('TypeError')],
  ['csp', 'by event', failed({ blocked: { directive: 'connect-src', policy: "connect-src 'none'" } })],
  ['unsafe-port', 'by number', failed({ url: 'wss://harbor.example:1/' })],
  ['unsafe-port', 'Chrome', chrome('Error in connection establishment: net::ERR_UNSAFE_PORT')],
  ['offline', 'Chrome', chrome('Error in connection establishment: net::ERR_INTERNET_DISCONNECTED')],
  ['dns', 'Chrome', chrome('Error in connection establishment: net::ERR_NAME_NOT_RESOLVED')],
  ['dns', 'Firefox', firefox('NS_ERROR_UNKNOWN_HOST')],
  ['refused', 'Chrome', chrome('Error in connection establishment: net::ERR_CONNECTION_REFUSED')],
  ['refused', 'Firefox', firefox('NS_ERROR_CONNECTION_REFUSED')],
  ['unreachable', 'Chrome', chrome('Error in connection establishment: net::ERR_ADDRESS_UNREACHABLE')],
  ['tls', 'Chrome', chrome('Error in connection establishment: net::ERR_CERT_AUTHORITY_INVALID')],
  ['tls', 'Firefox', firefox('SSL received a record that exceeded the maximum permissible length.')],
  [
    'tls',
    'a close code',
    failed({ browser: 'firefox', closed: { code: 1015, reason: '', wasClean: false } }),
  ],
  ['tunnel', 'Chrome', chrome('Error in connection establishment: net::ERR_TUNNEL_CONNECTION_FAILED')],
  ['timeout', 'Chrome', chrome('WebSocket opening handshake timed out')],
  ['timeout', 'Firefox', firefox('NS_ERROR_ABORT', { ended: 21_000 })],
  ['hung-up', 'Chrome', chrome('Connection closed before receiving a handshake response')],
  ['hung-up', 'Firefox', firefox('NS_ERROR_NET_RESET')],
  ['not-http', 'Chrome', chrome('Error during WebSocket handshake: net::ERR_INVALID_HTTP_RESPONSE')],
  ['status-200', 'Chrome', chrome('Error during WebSocket handshake: Unexpected response code: 200')],
  ['status-200', 'Firefox', answer(200, { 'Content-Type': 'text/html' })],
  ['not-http', 'Firefox, which takes it for HTTP/0.9', answer(200)],
  ['redirect', 'Firefox', answer(302, { Location: '/login' })],
  ['status-400', 'Firefox', answer(400)],
  ['status-401', 'Chrome', chrome('HTTP Authentication failed; no valid credentials available')],
  ['status-401', 'Firefox', answer(401)],
  ['status-403', 'Firefox', answer(403)],
  ['status-404', 'Chrome', chrome('Error during WebSocket handshake: Unexpected response code: 404')],
  ['status-407', 'Firefox', answer(407)],
  ['status-426', 'Firefox', answer(426)],
  ['status-429', 'Firefox', answer(429)],
  ['gateway', 'Firefox', answer(502, { Server: 'nginx' })],
  ['gateway', 'a proxy that gave up', answer(504)],
  ['status-other', 'Firefox', answer(500)],
  ['no-upgrade', 'Chrome', chrome("Error during WebSocket handshake: 'Upgrade' header is missing")],
  ['no-upgrade', 'Firefox', broken({ Upgrade: '' })],
  ['no-connection', 'Chrome', chrome("Error during WebSocket handshake: 'Connection' header is missing")],
  ['no-connection', 'Firefox', broken({ Connection: 'keep-alive' })],
  ['no-accept', 'Firefox', broken({ 'Sec-WebSocket-Accept': '' })],
  ['wrong-accept', 'Chrome', chrome("Incorrect 'Sec-WebSocket-Accept' header value")],
  ['wrong-accept', 'Firefox', broken({ 'Sec-WebSocket-Accept': 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' })],
  ['subprotocol-none', 'Firefox', broken({}, { requested: ['presence.v2', 'presence.v1'] })],
  [
    'subprotocol-none',
    'open all the same',
    { ...broken({}, { requested: ['a'] }), opened: true, closed: null },
  ],
  ['subprotocol-unasked', 'Firefox', broken({ 'Sec-WebSocket-Protocol': 'chat' })],
  ['subprotocol-other', 'Firefox', broken({ 'Sec-WebSocket-Protocol': 'Chat' }, { requested: ['chat'] })],
  ['extension-unknown', 'Chrome', chrome("Found an unsupported extension 'x-foo'")],
  ['extension-unknown', 'Firefox', broken({ 'Sec-WebSocket-Extensions': 'x-foo' })],
  [
    'extension-parameters',
    'Firefox',
    broken({ 'Sec-WebSocket-Extensions': 'permessage-deflate; server_max_window_bits=7' }),
  ],
  ['protocol-error', 'a close code', ended(1002)],
  [
    'protocol-error',
    'Chrome',
    ended(1006, { exchange: exchange({}, { failure: 'One or more reserved bits are on: reserved1 = 0' }) }),
  ],
  ['invalid-text', 'a close code', ended(1007)],
  [
    'invalid-text',
    'Chrome',
    ended(1006, { exchange: exchange({}, { failure: 'Could not decode a text frame as UTF-8.' }) }),
  ],
  ['too-big', 'a close code', ended(1009)],
  ['protocol-error', 'a close code right behind the handshake', ended(1002, { opened: false })],
  ['broken-off', 'no close frame', ended(1006)],
  ['server-closed', 'a code of its own', ended(4001)],
  ['closed-early', 'by the page', failed({ closeCalled: true })],
  ['blank', 'another extension holds webRequest', chrome('')],
  ['unseen', 'nothing is known', failed()],
  ['unseen', 'a text nobody has met', chrome('net::ERR_SOMETHING_NEW')],
  ['status-407', 'Chrome', chrome('Error in connection establishment: net::ERR_UNEXPECTED_PROXY_AUTH')],
  ['none', 'a clean end', ended(1000)],
  ['none', 'still under way', failed({ closed: null, errored: false, ended: null })],
];

describe('the doctor', () => {
  it.each(CASES)('finds %s: %s', (cause, _, facts) => {
    expect(diagnose(facts).cause).toBe(cause);
  });

  it('is tried with every cause it knows', () => {
    expect(new Set(CASES.map(([cause]) => cause))).toEqual(new Set(CAUSES));
  });

  it.each(CASES.filter(([cause]) => cause !== 'none'))(
    'says what happened and what to do: %s, %s',
    (_, __, facts) => {
      const { sentence, short, todo } = diagnose(facts);
      expect(sentence).toMatch(/^[A-Z].*[.]?$/);
      expect(sentence).not.toMatch(/undefined|null|\b0 instead/);
      expect(short).not.toBe('');
      expect(todo.length).toBeGreaterThan(0);
    },
  );

  it('knows advice for every cause', () => {
    expect(Object.keys(ADVICE)).toEqual([...CAUSES]);
  });

  it('names the status where Chrome tells it in words alone', () => {
    const { sentence, short } = diagnose(
      chrome('Error during WebSocket handshake: Unexpected response code: 403'),
    );
    expect(short).toBe('403 Forbidden');
    expect(sentence).toContain('answered 403 Forbidden instead of 101');
  });

  it('shows what the accept should have been', () => {
    const { evidence, header } = diagnose(broken({ 'Sec-WebSocket-Accept': 'wrong' }));
    expect(header).toBe('Sec-WebSocket-Accept');
    expect(evidence[0]).toEqual({
      kind: 'fail',
      text: 'Sec-WebSocket-Accept: wrong; from the key dGhlIHNhbXBsZSBub25jZQ== it must be s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
      ref: 'RFC 6455 section 4.1, 4',
    });
  });

  it('says which origin and how many cookies went, and never what they hold', () => {
    const told = diagnose(
      failed({ exchange: exchange({}, { status: 403, request: { Cookie: 'sid=secret; theme=dark' } }) }),
    );
    const texts = told.evidence.map(({ text }) => text);
    expect(texts).toContain('Origin: https://app.harbor.example went out');
    expect(texts).toContain('2 cookies went along');
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('counts every rule of a handshake that keeps them all', () => {
    const facts = ended(1000, {
      requested: ['chat'],
      exchange: exchange({ 'Sec-WebSocket-Protocol': 'chat' }),
    });
    const rules = diagnose(facts).evidence.filter(({ ref }) => ref.includes('section 4.1'));
    expect(rules.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'ok']);
  });

  it('tells what the application fell back to', () => {
    const poll = { url: 'https://api.harbor.example/socket.io/?EIO=4&transport=polling&sid=a', time: 2_000 };
    const facts = failed({ exchange: exchange({}, { status: 502 }), requests: [poll, poll] });
    expect(diagnose(facts).also).toContain(
      'Socket.IO fell back to HTTP long-polling with api.harbor.example: 2 requests',
    );
  });

  it('takes whatever a server and a page may say', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.constantFrom('', '\ud800', '=;",', 'permessage-deflate; a="'),
    );
    const url = fc.oneof(
      text,
      fc.constantFrom('wss://a.example:1/', 'ws://[::1]/', 'https://a.example/0/a/xhr'),
    );
    const header = fc.record({
      name: fc.constantFrom(
        'Upgrade',
        'Connection',
        'Sec-WebSocket-Accept',
        'Sec-WebSocket-Protocol',
        'Sec-WebSocket-Extensions',
        'Location',
        'Via',
      ),
      value: text,
    });
    const facts = fc.record({
      browser: fc.constantFrom('chrome' as const, 'firefox' as const),
      url,
      origin: url,
      requested: fc.option(fc.array(text, { maxLength: 3 })),
      opened: fc.boolean(),
      exchange: fc.option(
        fc.record({
          request: fc.array(header, { maxLength: 4 }),
          response: fc.array(header, { maxLength: 4 }),
          status: fc.constantFrom(0, 101, 200, 999),
          statusText: text,
          failure: text,
        }),
      ),
      refused: fc.option(fc.record({ name: text, message: text })),
      blocked: fc.option(fc.record({ directive: text, policy: text })),
      closed: fc.option(fc.record({ code: fc.nat(5000), reason: text, wasClean: fc.boolean() })),
      closeCalled: fc.boolean(),
      errored: fc.boolean(),
      began: fc.nat(),
      ended: fc.option(fc.nat()),
      requests: fc.array(fc.record({ url, time: fc.nat() }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(facts, (some) => {
        const { cause, sentence } = diagnose(some);
        return (CAUSES as readonly string[]).includes(cause) && sentence !== '';
      }),
    );
  }, 30_000);
});
