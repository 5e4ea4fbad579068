import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { WebSocketServer } from 'ws';

/** RFC 6455 section 1.3 */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** A handshake as it came: raw, since what answers must be free to break every rule. */
interface Asked {
  path: string;
  key: string;
  socket: Socket;
}

const lines = (...of: string[]): string => `${of.join('\r\n')}\r\n\r\n`;

const accept = (key: string): string =>
  `Sec-WebSocket-Accept: ${createHash('sha1')
    .update(key + GUID)
    .digest('base64')}`;

/** A status in place of 101, and the end. */
const status = (line: string, ...headers: string[]): string =>
  lines(`HTTP/1.1 ${line}`, 'Connection: close', 'Content-Length: 0', ...headers);

const SWITCHING = 'HTTP/1.1 101 Switching Protocols';

const good = ({ key }: Asked, ...headers: string[]): string =>
  lines(SWITCHING, 'Upgrade: websocket', 'Connection: Upgrade', accept(key), ...headers);

/** An open connection on which the server says these bytes next. */
const thenBytes =
  (...bytes: number[]) =>
  (asked: Asked): void => {
    asked.socket.write(good(asked));
    setTimeout(() => asked.socket.write(Uint8Array.from(bytes)), 300);
  };

/** A close frame with this code, and the end once the other side has had time to answer it. */
const thenClose =
  (code: number) =>
  (asked: Asked): void => {
    thenBytes(0x88, 0x02, code >> 8, code & 0xff)(asked);
    setTimeout(() => asked.socket.end(), 500);
  };

/** What the server does for `/NAME`: a text ends the connection, null hangs up. */
const ANSWERS: Record<string, (asked: Asked) => unknown> = {
  200: () => status('200 OK', 'Content-Type: text/html'),
  302: () => status('302 Found', 'Location: /elsewhere'),
  400: () => status('400 Bad Request'),
  401: () => status('401 Unauthorized', 'WWW-Authenticate: Bearer realm="test"'),
  403: () => status('403 Forbidden'),
  404: () => status('404 Not Found'),
  407: () => status('407 Proxy Authentication Required', 'Via: 1.1 proxy.test', 'Proxy-Authenticate: Bearer'),
  426: () => status('426 Upgrade Required', 'Upgrade: websocket', 'Sec-WebSocket-Version: 8'),
  429: () => status('429 Too Many Requests', 'Retry-After: 5'),
  500: () => status('500 Internal Server Error'),
  502: () => status('502 Bad Gateway', 'Server: nginx'),
  504: ({ socket }) => void setTimeout(() => socket.end(status('504 Gateway Timeout', 'Server: nginx')), 500),
  'no-upgrade': ({ key }) => lines(SWITCHING, 'Connection: Upgrade', accept(key)),
  'no-connection': ({ key }) => lines(SWITCHING, 'Upgrade: websocket', accept(key)),
  'no-accept': () => lines(SWITCHING, 'Upgrade: websocket', 'Connection: Upgrade'),
  'wrong-accept': () =>
    lines(SWITCHING, 'Upgrade: websocket', 'Connection: Upgrade', accept('the answer to another key')),
  'subprotocol-none': (asked) => void asked.socket.write(good(asked)),
  'subprotocol-unasked': (asked) => void asked.socket.write(good(asked, 'Sec-WebSocket-Protocol: unasked')),
  'subprotocol-other': (asked) => void asked.socket.write(good(asked, 'Sec-WebSocket-Protocol: other')),
  extension: (asked) => void asked.socket.write(good(asked, 'Sec-WebSocket-Extensions: x-foo')),
  'window-bits': (asked) =>
    void asked.socket.write(
      good(asked, 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=7'),
    ),
  'hung-up': () => null,
  'no-http': ({ socket }) => void socket.end('220 mail.test ESMTP ready\r\n'),
  silent: () => undefined,
  'reserved-bits': thenBytes(0xf1, 0x00),
  'bad-text': thenBytes(0x81, 0x02, 0xc3, 0x28),
  1002: thenClose(1002),
  1007: thenClose(1007),
  1009: thenClose(1009),
  'broken-off': (asked) => {
    asked.socket.write(good(asked));
    setTimeout(() => {
      asked.socket.write(Uint8Array.of(0x81, 0x02, 0x68, 0x69));
      setTimeout(() => asked.socket.destroy(), 50);
    }, 50);
  },
  // A header of its own for each connection, after a while of its own: answers come in another order than they were asked for.
  numbered: (asked) => {
    const number = ++numbers;
    setTimeout(() => {
      asked.socket.write(good(asked, `X-Number: ${number}`));
      const text = Buffer.from(`${number}`);
      setTimeout(() => asked.socket.write(Buffer.concat([Uint8Array.of(0x81, text.length), text])), 100);
    }, Math.random() * 200);
  },
};

let numbers = 0;

/** Servers that answer handshakes wrongly, each in its own way. */
export interface HandshakeServer {
  /** `ws://…/`, to which the name of an answer is added */
  url: string;
  /** the same answers by TLS, with a certificate that nobody trusts; '' where none could be made */
  tlsUrl: string;
  /** a URL on which nothing listens */
  closedUrl: string;
  /** a WebSocket server behind a proxy that drops `Upgrade` */
  droppingUrl: string;
  close(): Promise<void>;
}

export async function startHandshakeServer(): Promise<HandshakeServer> {
  const sockets = new Set<Socket>();
  const answer = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Pages go away in the middle of whatever they do.
    socket.on('error', () => socket.destroy());
    onHead(socket, (path, head) => {
      const key = /^sec-websocket-key:\s*(\S+)/im.exec(head)?.[1] ?? '';
      const said = (ANSWERS[path.slice(1)] ?? ANSWERS[404])?.({ path, key, socket });
      if (said === null) socket.destroy();
      else if (typeof said === 'string') socket.end(said);
    });
  };
  const plain = createServer(answer);
  const behind = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const dropping = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    onHead(socket, () => {
      request({ host: '127.0.0.1', port: (behind.address() as AddressInfo).port, path: '/' }, (response) => {
        response.resume();
        socket.end(status(`${response.statusCode} ${response.statusMessage}`, 'Via: 1.1 dropping.test'));
      }).end();
    });
  });
  const certificate = makeCertificate();
  const tls = certificate && createTlsServer(certificate, answer);
  tls?.on('tlsClientError', () => {});
  const closed = createServer();
  const servers: Server[] = [plain, dropping, closed, ...(tls ? [tls] : [])];
  for (const server of servers) await listen(server);
  const closedPort = portOf(closed);
  await new Promise((resolve) => closed.close(resolve));
  return {
    url: `ws://127.0.0.1:${portOf(plain)}/`,
    tlsUrl: tls ? `wss://127.0.0.1:${portOf(tls)}/` : '',
    closedUrl: `ws://127.0.0.1:${closedPort}/`,
    droppingUrl: `ws://127.0.0.1:${portOf(dropping)}/`,
    async close() {
      for (const socket of sockets) socket.destroy();
      behind.close();
      for (const server of servers) server.close();
    },
  };
}

function onHead(socket: Socket, take: (path: string, head: string) => void): void {
  let head = '';
  socket.on('data', (data) => {
    // TLS begins with this byte: servers of plain HTTP answer that in plain HTTP.
    if (head === '' && data[0] === 0x16) socket.end(status('400 Bad Request'));
    if (head.includes('\r\n\r\n')) return;
    head += data.toString('latin1');
    if (head.includes('\r\n\r\n')) take(/^GET (\S+)/.exec(head)?.[1] ?? '/', head);
  });
}

const listen = (server: Server): Promise<void> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

/** A certificate that no authority signed; null where there is no openssl to make one. */
function makeCertificate(): { key: Buffer; cert: Buffer } | null {
  const folder = mkdtempSync(path.join(tmpdir(), 'framereel-certificate-'));
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')];
  try {
    const command =
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=handshake.test';
    execFileSync('openssl', [...command.split(' '), '-keyout', key, '-out', cert], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
