import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** A connection as the server saw it. */
export interface DeskSocket {
  path: string;
  origin: string | undefined;
  protocol: string;
  heard: string[];
  closed: number | null;
}

/**
 * A server like those of real applications: it greets with a session that is another one each time, and answers
 * `{"ask", "session", "ref"}` with the `ref` it was given, or with an error where the session is not its own.
 */
export interface Desk {
  /** `http://…/` of its pages */
  url: string;
  /** `ws://…/` */
  sockets: string;
  log: DeskSocket[];
  /** No more WebSockets, while the pages stay. */
  hangUp(): void;
  listen(): void;
  close(): Promise<void>;
}

export async function startDesk(pages: Record<string, string> = {}): Promise<Desk> {
  const log: DeskSocket[] = [];
  let isListening = true;
  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://desk');
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    response.end(pages[pathname] ?? '<!doctype html><title>Empty page</title>');
  });
  const server = new WebSocketServer({
    noServer: true,
    handleProtocols: (asked) => [...asked].at(-1) ?? false,
  });
  http.on('upgrade', (request, stream, head) => {
    if (!isListening || request.url?.startsWith('/refused')) {
      stream.destroy();
      return;
    }
    server.handleUpgrade(request, stream, head, (socket) => {
      const seen: DeskSocket = {
        path: request.url ?? '',
        origin: request.headers.origin,
        protocol: socket.protocol,
        heard: [],
        closed: null,
      };
      log.push(seen);
      attend(socket, seen);
    });
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/`;
  return {
    url,
    sockets: url.replace('http', 'ws'),
    log,
    hangUp() {
      isListening = false;
      for (const socket of server.clients) socket.terminate();
    },
    listen() {
      isListening = true;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of server.clients) socket.terminate();
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
}

function attend(socket: WebSocket, seen: DeskSocket): void {
  const session = randomUUID();
  const say = (message: object): void => socket.send(JSON.stringify(message));
  if (seen.path.startsWith('/bytes')) {
    socket.on('message', (data) => socket.send(data, { binary: true }));
    return;
  }
  say({ type: 'welcome', session, at: Date.now() });
  socket.on('message', (data) => {
    const text = String(data);
    seen.heard.push(text);
    if (text === 'leave') return socket.close(4001, 'you asked');
    const message = JSON.parse(text) as { ask: string; session: string; ref: string };
    if (message.session !== session) say({ type: 'denied', ask: message.ask });
    else say({ type: 'answer', ask: message.ask, ref: message.ref, at: Date.now() });
  });
  socket.on('close', (code) => {
    seen.closed = code;
  });
}
