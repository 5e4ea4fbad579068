// @ts-check
import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { Chat } from './chat.mjs';
import { serveFile } from './files.mjs';
import { Game } from './game.mjs';
import { close, echo, flood, number, slow } from './plain-sockets.mjs';
import { REFUSALS, refuse } from './refusals.mjs';
import { attachSocketIo } from './socket-io.mjs';
import { loggingServer, SocketLog } from './socket-log.mjs';
import { chooseSubprotocol, speak } from './subprotocols.mjs';
import { ticker } from './ticker.mjs';

/** Loopback only: the demo is for the person at this machine. */
const HOST = '127.0.0.1';

/** Messages from this size on are worth compressing. */
const COMPRESSION_THRESHOLD = 256;

/**
 * @typedef {object} Demo
 * @property {string} url of the page, with a slash at its end
 * @property {SocketLog} log what the server saw
 * @property {() => Promise<void>} close ends the server and every socket
 */

/**
 * Starts the demo: its page, and a WebSocket server that shows every feature.
 * @param {{ port?: number }} [options] port 0 takes any free one
 * @returns {Promise<Demo>}
 * @throws where the port is taken
 */
export async function startDemo({ port = 0 } = {}) {
  const log = new SocketLog();
  const http = createServer((request, response) => answer(request, response, log));
  const Engine = loggingServer(log);
  const plain = new Engine({ noServer: true });
  const compressed = new Engine({
    noServer: true,
    perMessageDeflate: { threshold: COMPRESSION_THRESHOLD },
  });
  const choosing = new Engine({ noServer: true, handleProtocols: chooseSubprotocol });
  const chat = new Chat();
  const game = new Game();

  /** @type {Record<string, { server: typeof plain, accept: (socket: import('ws').WebSocket, query: URLSearchParams) => void }>} */
  const sockets = {
    '/chat': { server: plain, accept: (socket) => chat.join(socket) },
    '/close': { server: plain, accept: close },
    '/compressed': { server: compressed, accept: echo },
    '/echo': { server: plain, accept: echo },
    '/flood': { server: plain, accept: flood },
    '/game': { server: plain, accept: (socket) => game.join(socket) },
    '/slow': { server: plain, accept: slow },
    '/subprotocols': { server: choosing, accept: speak },
    '/ticker': { server: plain, accept: ticker },
  };

  http.on('upgrade', (request, stream, head) => {
    const { pathname, searchParams } = locate(request);
    if (pathname === '/socket.io/') return;
    // A page that goes away during its handshake is no reason to end the server.
    stream.on('error', () => stream.destroy());
    const route = sockets[pathname];
    if (!route) {
      const name = pathname.replace(/^\/refuse\//, '');
      log.refuse(request.url ?? '', Object.hasOwn(REFUSALS, name) ? name : '404');
      refuse(name, request, stream);
      return;
    }
    const upgrade = () =>
      route.server.handleUpgrade(request, stream, head, (socket) => route.accept(socket, searchParams));
    if (pathname === '/slow') setTimeout(upgrade, number(searchParams, 'handshake', 1000));
    else upgrade();
  });
  const io = attachSocketIo(http, Engine);

  await new Promise((resolve, reject) => {
    http.once('error', reject);
    http.listen(port, HOST, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (http.address());
  return {
    url: `http://${HOST}:${address.port}/`,
    log,
    async close() {
      for (const server of [plain, compressed, choosing])
        for (const socket of server.clients) socket.terminate();
      const closed = io.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {SocketLog} log
 */
function answer(request, response, log) {
  const { pathname } = locate(request);
  if (pathname === '/log.json') {
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
    response.end(JSON.stringify(log));
  } else if (!serveFile(pathname, response)) {
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end(`There is no ${pathname} here.\n`);
  }
}

/** @param {import('node:http').IncomingMessage} request */
function locate(request) {
  const url = `http://demo${request.url}`;
  return new URL(URL.canParse(url) ? url : 'http://demo/unreadable');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const demo = await startDemo({ port: Number(process.env.PORT ?? 0) });
  console.log(`The demo is at ${demo.url}`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => void demo.close().then(() => process.exit(0)));
}
