import type { Cause } from './cause.ts';

/**
 * What browsers say of a failed WebSocket, and what they mean by it. Chrome's texts come from DevTools' log, Firefox's
 * from `webRequest.onErrorOccurred`. The first that fits counts.
 */
const TEXTS: readonly (readonly [RegExp, Cause])[] = [
  // Chrome
  [/Unexpected response code: (\d+)/, 'status-other'],
  [/HTTP Authentication failed/, 'status-401'],
  [/ERR_UNEXPECTED_PROXY_AUTH|ERR_PROXY_AUTH/, 'status-407'],
  [/'Upgrade' header/, 'no-upgrade'],
  [/'Connection' header/, 'no-connection'],
  [/'Sec-WebSocket-Accept' header is missing/, 'no-accept'],
  [/Sec-WebSocket-Accept/, 'wrong-accept'],
  [/must not include 'Sec-WebSocket-Protocol'/, 'subprotocol-unasked'],
  [/non-empty 'Sec-WebSocket-Protocol' header but no response/, 'subprotocol-none'],
  [/'Sec-WebSocket-Protocol' header/, 'subprotocol-other'],
  [/unsupported extension/, 'extension-unknown'],
  [/permessage-deflate|'Sec-WebSocket-Extensions'/, 'extension-parameters'],
  [/opening handshake timed out|ERR_(?:CONNECTION_)?TIMED_OUT/, 'timeout'],
  [
    /closed before receiving a handshake response|ERR_CONNECTION_(?:RESET|CLOSED|ABORTED)|ERR_EMPTY_RESPONSE|ERR_SOCKET_NOT_CONNECTED/,
    'hung-up',
  ],
  [/ERR_INVALID_HTTP_RESPONSE|Invalid status line|ERR_RESPONSE_HEADERS/, 'not-http'],
  [/ERR_CONNECTION_REFUSED/, 'refused'],
  [/ERR_NAME_(?:NOT_RESOLVED|RESOLUTION)/, 'dns'],
  [/ERR_UNSAFE_PORT/, 'unsafe-port'],
  [/ERR_TUNNEL_CONNECTION_FAILED|ERR_PROXY_|ERR_SOCKS_/, 'tunnel'],
  [/ERR_CERT_|ERR_SSL_|ERR_BAD_SSL|ERR_TLS/, 'tls'],
  [/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/, 'offline'],
  [/ERR_ADDRESS_(?:UNREACHABLE|INVALID)|ERR_NETWORK_ACCESS_DENIED|ERR_CONNECTION_FAILED/, 'unreachable'],
  [/ERR_BLOCKED_BY_CSP|Content Security Policy/, 'csp'],
  [/Mixed Content|ERR_MIXED_CONTENT/i, 'mixed-content'],
  // Firefox
  [/NS_ERROR_CONNECTION_REFUSED/, 'refused'],
  [/NS_ERROR_UNKNOWN_(?:HOST|PROXY_HOST)/, 'dns'],
  [/NS_ERROR_(?:NET_RESET|NET_INTERRUPT|NET_EMPTY_RESPONSE|NET_PARTIAL_TRANSFER)/, 'hung-up'],
  [/NS_ERROR_NET_TIMEOUT/, 'timeout'],
  [/NS_ERROR_PORT_ACCESS_NOT_ALLOWED/, 'unsafe-port'],
  [/NS_ERROR_PROXY_/, 'tunnel'],
  [/NS_ERROR_OFFLINE/, 'offline'],
  [/NS_ERROR_PARSING_HTTP_STATUS_LINE|NS_ERROR_UNKNOWN_PROTOCOL/, 'not-http'],
  [/SSL received|SEC_ERROR_|SSL_ERROR_|MOZILLA_PKIX_ERROR_|certificate|Peer.s Certificate|\bTLS\b/i, 'tls'],
];

/** What Chrome says of a connection that breaks a rule after it was open. */
const AFTER_OPEN: readonly (readonly [RegExp, Cause])[] = [
  [/UTF-?8/i, 'invalid-text'],
  [/too (?:big|large|long)|exceeds/i, 'too-big'],
  [
    /reserved bits|opcode|mask|fragment|continuation|control frame|frame header|close frame|compressed|inflate/i,
    'protocol-error',
  ],
];

/** The cause a browser's text names; null where it names none. */
export function causeOfText(text: string): Cause | null {
  for (const [pattern, cause] of TEXTS) {
    const match = pattern.exec(text);
    if (match) return match[1] === undefined ? cause : causeOfStatus(Number(match[1]));
  }
  return null;
}

/** The cause a browser's text names for a connection that had been open; null where it names none. */
export const causeAfterOpen = (text: string): Cause | null =>
  AFTER_OPEN.find(([pattern]) => pattern.test(text))?.[1] ?? null;

/** The status a browser's text tells where it does not show the response; 0 if none. */
export function statusInText(text: string): number {
  if (/HTTP Authentication failed/.test(text)) return 401;
  if (/ERR_UNEXPECTED_PROXY_AUTH/.test(text)) return 407;
  return Number(/Unexpected response code: (\d+)/.exec(text)?.[1] ?? 0);
}

/** What an HTTP status in place of 101 means. */
export function causeOfStatus(status: number): Cause {
  if (status >= 300 && status < 400) return 'redirect';
  switch (status) {
    case 200:
      return 'status-200';
    case 400:
      return 'status-400';
    case 401:
      return 'status-401';
    case 403:
      return 'status-403';
    case 404:
      return 'status-404';
    case 407:
      return 'status-407';
    case 426:
      return 'status-426';
    case 429:
      return 'status-429';
    case 502:
    case 503:
    case 504:
      return 'gateway';
    default:
      return 'status-other';
  }
}
