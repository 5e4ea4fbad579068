import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { type Message, messageOf } from './message.ts';

/** Ports that lead to the same sockets. Browsers connect to one of a time: many sockets need many. */
const DOORS = 10;

/** By the ending of a path; all else is HTML. */
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.xhtml': 'application/xhtml+xml',
};

/** Largest message the stage takes from a page, in bytes. */
const MAX_PAYLOAD = 256 * 2 ** 20;

/** What the server itself saw of one socket. */
export interface StagedSocket {
  /** path and query */
  url: string;
  socket: WebSocket;
  /** messages from the page, in order */
  sent: Message[];
  /** messages to the page, in order */
  received: Message[];
  closed: { code: number; reason: string } | null;
}

type Play = (socket: WebSocket, url: URL) => void | Promise<void>;

/** A web server for pages that a test writes, and a WebSocket server that keeps its own log of every message. */
export interface Stage {
  /** with a slash at its end; the same pages and sockets are at {@link other}, which is another site */
  url: string;
  other: string;
  /** `ws://…` with a slash at its end, one for each port that leads here */
  doors: string[];
  /** every socket since the last `clear`, in the order of their handshakes */
  sockets: StagedSocket[];
  clear(): void;
  /** The socket of this path and query. */
  socket(url: string): StagedSocket;
  close(): Promise<void>;
}

/**
 * @param pages documents and scripts by path; any other path is an empty page; one that begins with `/half` never ends
 * @param plays what the server does on a socket, by path; any other path echoes
 */
export async function openStage(
  pages: Record<string, string> = {},
  plays: Record<string, Play> = {},
): Promise<Stage> {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });
  const sockets: StagedSocket[] = [];

  const openDoor = async () => {
    const http = createServer((request, response) => serve(pages, request, response));
    http.on('upgrade', (request, stream, head) => {
      const url = new URL(request.url ?? '/', 'http://stage');
      server.handleUpgrade(request, stream, head, (socket) => {
        sockets.push(watch(socket, url.pathname + url.search));
        void (plays[url.pathname] ?? echo)(socket, url);
      });
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return { http, port: (http.address() as AddressInfo).port };
  };
  const doors = await Promise.all(Array.from({ length: DOORS }, openDoor));
  const port = doors[0]?.port;

  return {
    url: `http://127.0.0.1:${port}/`,
    other: `http://localhost:${port}/`,
    doors: doors.map((door) => `ws://127.0.0.1:${door.port}/`),
    sockets,
    clear() {
      sockets.length = 0;
    },
    socket(url) {
      const found = sockets.filter((socket) => socket.url === url);
      if (found.length !== 1) throw new Error(`${found.length} sockets at ${url} instead of one.`);
      return found[0] as StagedSocket;
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      for (const { http } of doors) http.closeAllConnections();
      await Promise.all(doors.map(({ http }) => new Promise((resolve) => http.close(resolve))));
    },
  };
}

function watch(socket: WebSocket, url: string): StagedSocket {
  const staged: StagedSocket = { url, socket, sent: [], received: [], closed: null };
  socket.on('message', (data, isBinary) => staged.sent.push(messageOf(toBuffer(data), isBinary)));
  socket.on('close', (code, reason) => {
    staged.closed = { code, reason: reason.toString() };
  });
  // A page that goes away in the middle of a message is no error of the stage's.
  socket.on('error', () => {});
  const send = socket.send.bind(socket);
  socket.send = ((data: RawData | string, ...rest: never[]) => {
    if (socket.readyState === socket.OPEN) {
      const isBinary = typeof data !== 'string';
      staged.received.push(messageOf(isBinary ? toBuffer(data) : Buffer.from(data), isBinary));
    }
    send(data, ...rest);
  }) as typeof socket.send;
  return staged;
}

function echo(socket: WebSocket): void {
  socket.on('message', (data, isBinary) => socket.send(isBinary ? data : data.toString()));
}

function toBuffer(data: RawData): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}

function serve(pages: Record<string, string>, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://stage');
  const text = pages[pathname] ?? `<!doctype html><title>${pathname}</title><body>`;
  const type = TYPES[path.extname(pathname)] ?? 'text/html';
  response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
  if (pathname.startsWith('/half')) response.write(text);
  else response.end(text);
}
