import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { bundleCourses } from './bundle.ts';
import { actionCable } from './servers/action-cable.ts';
import { dropping } from './servers/dropping.ts';
import { graphql } from './servers/graphql.ts';
import { mqtt } from './servers/mqtt.ts';
import { phoenix } from './servers/phoenix.ts';
import { pusher } from './servers/pusher.ts';
import { negotiate, signalr } from './servers/signalr.ts';
import { attachSocketIo } from './servers/socket-io.ts';
import { attachSockjs } from './servers/sockjs.ts';
import { stomp } from './servers/stomp.ts';
import { wamp } from './servers/wamp.ts';
import { yjs } from './servers/yjs.ts';
import { openWire, type WireSocket } from './wire.ts';

type Play = (socket: WebSocket, request: IncomingMessage) => void;

/** By the beginning of a path. Socket.IO and SockJS bring servers of their own. */
const PLAYS: Record<string, Play> = {
  '/app/': pusher,
  '/cable': actionCable,
  '/dropping': dropping,
  '/graphql': graphql,
  '/hub': signalr,
  '/mqtt': mqtt,
  '/parties/': dropping,
  '/stomp': stomp,
  '/user/websocket': phoenix,
  '/wamp': wamp,
  '/yjs/': yjs,
};

/** A page for each library, and the servers that the libraries talk to. */
export interface LibrarySite {
  /** with a slash at its end; a library's page is at its name */
  url: string;
  /** every socket since the last `clear`, as it went over the wire, in the order of their handshakes */
  sockets: WireSocket[];
  clear(): void;
  close(): Promise<void>;
}

export async function openLibrarySite(): Promise<LibrarySite> {
  const modules = await bundleCourses();
  const http = createServer((request, response) => answer(modules, request, response));
  const server = new WebSocketServer({ noServer: true });
  const closeSocketIo = attachSocketIo(http);
  attachSockjs(http);
  http.on('upgrade', (request, stream, head) => {
    const found = Object.entries(PLAYS).find(([path]) => request.url?.startsWith(path));
    if (found) server.handleUpgrade(request, stream, head, (socket) => found[1](socket, request));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const wire = await openWire((http.address() as AddressInfo).port);
  return {
    url: `http://127.0.0.1:${wire.port}/`,
    sockets: wire.sockets,
    clear: wire.clear,
    async close() {
      await wire.close();
      closeSocketIo();
      for (const socket of server.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** A page tells how far its course has come in `window.report`, and that it is over in `window.over`. */
const page = (name: string): string => `<!doctype html><title>${name}</title><script type="module">
  import course from '/modules/${name}.js';
  window.report = [];
  const say = (...words) => void window.report.push(words.join(' '));
  try { await course(say); } catch (error) { say('failed:', error); }
  window.over = true;
</script>`;

function answer(modules: Map<string, string>, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://site');
  const module = modules.get(pathname.replace('/modules/', ''));
  if (module) response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(module);
  else if (pathname === '/hub/negotiate')
    response.writeHead(200, { 'content-type': 'application/json' }).end(negotiate());
  else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(pathname.slice(1)));
}
