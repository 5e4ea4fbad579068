import type { Cause } from '../../../src/handshake/cause.ts';
import type { HandshakeServer } from '../../support/handshake-server.ts';
import type { BrowserKind } from '../../support/panel-driver.ts';

/** One way for a handshake to fail. */
export interface Case {
  /** as in docs/handshake-failures.md */
  name: string;
  cause: Cause | Record<BrowserKind, Cause>;
  url(server: HandshakeServer): string;
  protocols?: string[];
  /** the stage's page it is tried in */
  page?: string;
  in?: BrowserKind;
  /** milliseconds to wait for the page's events */
  patience?: number;
}

const at =
  (name: string | number) =>
  ({ url }: HandshakeServer): string =>
    url + name;

const status = (code: number, text: string, cause: Cause): Case => ({
  name: `${code} ${text}`,
  cause,
  url: at(code),
});

export const CASES: readonly Case[] = [
  status(200, 'OK', 'status-200'),
  status(302, 'Found', 'redirect'),
  status(400, 'Bad Request', 'status-400'),
  status(401, 'Unauthorized', 'status-401'),
  status(403, 'Forbidden', 'status-403'),
  status(404, 'Not Found', 'status-404'),
  status(407, 'Proxy Authentication Required', 'status-407'),
  status(426, 'Upgrade Required', 'status-426'),
  status(429, 'Too Many Requests', 'status-429'),
  status(500, 'Internal Server Error', 'status-other'),
  status(502, 'Bad Gateway', 'gateway'),
  { name: 'a proxy that gives up (504)', cause: 'gateway', url: at(504) },
  { name: 'a proxy that drops Upgrade (426)', cause: 'status-426', url: ({ droppingUrl }) => droppingUrl },
  { name: '101 without Upgrade', cause: 'no-upgrade', url: at('no-upgrade') },
  { name: '101 without Connection', cause: 'no-connection', url: at('no-connection') },
  { name: '101 without Sec-WebSocket-Accept', cause: 'no-accept', url: at('no-accept') },
  { name: 'wrong Sec-WebSocket-Accept', cause: 'wrong-accept', url: at('wrong-accept') },
  {
    name: 'no subprotocol chosen',
    cause: 'subprotocol-none',
    url: at('subprotocol-none'),
    protocols: ['chat'],
  },
  { name: 'a subprotocol not asked for', cause: 'subprotocol-unasked', url: at('subprotocol-unasked') },
  {
    name: 'another subprotocol chosen',
    cause: 'subprotocol-other',
    url: at('subprotocol-other'),
    protocols: ['chat'],
  },
  { name: 'an unknown extension', cause: 'extension-unknown', url: at('extension') },
  { name: 'window bits out of range', cause: 'extension-parameters', url: at('window-bits') },
  { name: 'hung up before answering', cause: 'hung-up', url: at('hung-up') },
  { name: 'an answer that is not HTTP', cause: 'not-http', url: at('no-http') },
  { name: 'nothing listens', cause: 'refused', url: ({ closedUrl }) => closedUrl },
  { name: 'a host that does not exist', cause: 'dns', url: () => 'ws://no-such-host.invalid/' },
  { name: 'a bad port', cause: 'unsafe-port', url: () => 'ws://127.0.0.1:6000/' },
  // WebDriver makes Firefox trust every certificate.
  { name: 'a certificate nobody trusts', cause: 'tls', url: ({ tlsUrl }) => `${tlsUrl}403`, in: 'chrome' },
  { name: 'wss: on a port without TLS', cause: 'tls', url: ({ url }) => `${url.replace('ws:', 'wss:')}403` },
  { name: 'no answer at all', cause: 'timeout', url: at('silent'), in: 'firefox', patience: 30_000 },
  { name: 'connect-src forbids it', cause: 'csp', url: at('subprotocol-none'), page: 'csp' },
  { name: 'a subprotocol twice', cause: 'bad-subprotocol', url: at(403), protocols: ['a', 'a'] },
  { name: 'a URL with another scheme', cause: 'bad-url', url: () => 'ftp://127.0.0.1/' },
  { name: 'a URL with a fragment', cause: 'bad-url', url: ({ url }) => `${url}#top` },
  {
    name: 'reserved bits after open',
    cause: { chrome: 'protocol-error', firefox: 'broken-off' },
    url: at('reserved-bits'),
  },
  {
    name: 'text that is not UTF-8 after open',
    cause: { chrome: 'invalid-text', firefox: 'broken-off' },
    url: at('bad-text'),
  },
  { name: 'close 1002 after open', cause: 'protocol-error', url: at(1002) },
  { name: 'close 1007 after open', cause: 'invalid-text', url: at(1007) },
  { name: 'close 1009 after open', cause: 'too-big', url: at(1009) },
  { name: 'broken off after open', cause: 'broken-off', url: at('broken-off') },
];
