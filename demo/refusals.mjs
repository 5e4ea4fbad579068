// @ts-check
import { createHash } from 'node:crypto';

/** RFC 6455 section 1.3 */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/**
 * The ways a handshake can fail, by their name in `/refuse/NAME`: what the server sends in place of a proper answer,
 * or null to say nothing and hang up.
 * @type {Record<string, ((key: string) => string[]) | null>}
 */
export const REFUSALS = {
  401: () => plain('401 Unauthorized', 'WWW-Authenticate: Bearer realm="demo"'),
  403: () => plain('403 Forbidden'),
  404: () => plain('404 Not Found'),
  302: () => plain('302 Found', 'Location: /echo'),
  'no-upgrade': (key) => ['HTTP/1.1 101 Switching Protocols', 'Connection: Upgrade', accept(key)],
  'wrong-accept': () => [...switching(), accept('the answer to another key')],
  'wrong-subprotocol': (key) => [...switching(), accept(key), 'Sec-WebSocket-Protocol: unasked.v1'],
  dropped: null,
};

/**
 * Answers a handshake in one of the ways above.
 * @param {string} name
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:stream').Duplex} stream
 */
export function refuse(name, request, stream) {
  const answer = Object.hasOwn(REFUSALS, name) ? REFUSALS[name] : REFUSALS[404];
  if (!answer) {
    stream.destroy();
    return;
  }
  stream.end(`${answer(request.headers['sec-websocket-key'] ?? '').join('\r\n')}\r\n\r\n`);
}

/**
 * @param {string} status
 * @param {string[]} headers
 */
function plain(status, ...headers) {
  return [`HTTP/1.1 ${status}`, 'Connection: close', 'Content-Length: 0', ...headers];
}

function switching() {
  return ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
}

/** @param {string} key */
function accept(key) {
  return `Sec-WebSocket-Accept: ${createHash('sha1')
    .update(key + GUID)
    .digest('base64')}`;
}
