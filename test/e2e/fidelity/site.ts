import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

/** What a server does once a socket to `/script?<steps as JSON>` is open, step after step. */
export type Step =
  | { text: string }
  | { hex: string }
  /** milliseconds */
  | { wait: number }
  /** so many messages of the page before going on */
  | { await: number }
  /** sends back what comes from now on */
  | { echo: true }
  /** answers each message with what it was, as JSON: `[isBinary, payload in hex]` */
  | { describe: true }
  | { close: [code?: number, reason?: string] }
  | { drop: true };

export interface Site {
  /** with a slash at its end */
  url: string;
  /** the same by another host name: another origin */
  otherUrl: string;
  /** handshakes that pages of this origin asked for */
  handshakes(url: string): number;
  close(): Promise<void>;
}

/** More of a site than the probes need, by path. */
export type Pages = Record<string, () => { type?: string; headers?: Record<string, string>; body: string }>;

const PAGES: Pages = {
  '/': () => ({
    body: '<!doctype html><title>Probes</title><script type="module" src="/probes/run.js"></script>',
  }),
  '/empty.html': () => ({ body: '<!doctype html><title>Empty</title>' }),
  '/csp.html': () => ({
    headers: { 'content-security-policy': "connect-src 'none'" },
    body: '<!doctype html><title>No sockets</title>',
  }),
};

/** A page with the probes, and the WebSocket server they talk to. */
export async function startSite(more: Pages = {}): Promise<Site> {
  const pages: Pages = { ...PAGES, ...more };
  const http = createServer((request, response) => answer(request, response, pages));
  const plain = new WebSocketServer({ noServer: true, handleProtocols: chooseFirst });
  const compressed = new WebSocketServer({ noServer: true, perMessageDeflate: true });
  const handshakes: (string | undefined)[] = [];
  http.on('upgrade', (request, stream, head) => {
    handshakes.push(request.headers.origin);
    const { pathname, search } = new URL(request.url ?? '/', 'http://site');
    if (pathname === '/refuse') return refuse(stream);
    const server = pathname === '/compressed' ? compressed : plain;
    server.handleUpgrade(request, stream, head, (socket) => {
      void play(socket, pathname === '/script' ? readSteps(search) : [{ echo: true }]);
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    otherUrl: `http://localhost:${port}/`,
    handshakes: (url) => handshakes.filter((origin) => `${origin}/` === url).length,
    async close() {
      for (const server of [plain, compressed]) for (const client of server.clients) client.terminate();
      http.closeAllConnections();
      http.close();
      await once(http, 'close');
    },
  };
}

const readSteps = (search: string): Step[] => JSON.parse(decodeURIComponent(search.slice(1)));

const chooseFirst = (protocols: Set<string>): string | false => [...protocols][0] ?? false;

function answer(request: IncomingMessage, response: ServerResponse, pages: Pages): void {
  const { pathname } = new URL(request.url ?? '/', 'http://site');
  const page = pages[pathname]?.();
  if (page) {
    const type = page.type ?? 'text/html; charset=utf-8';
    response.writeHead(200, { 'content-type': type, ...page.headers }).end(page.body);
  } else if (/^\/probes\/[\w-]+\.js$/.test(pathname)) {
    const file = path.join(import.meta.dirname, pathname);
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(file));
  } else response.writeHead(404).end();
}

function refuse(stream: Duplex): void {
  stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

async function play(socket: WebSocket, steps: Step[]): Promise<void> {
  let heard = 0;
  let mode: 'echo' | 'describe' | null = null;
  socket.on('error', () => {});
  socket.on('message', (data: RawData, isBinary: boolean) => {
    heard++;
    const payload = data as Buffer;
    if (mode === 'echo') socket.send(payload, { binary: isBinary });
    else if (mode === 'describe') socket.send(JSON.stringify([isBinary, payload.toString('hex')]));
  });
  for (const step of steps) {
    if ('text' in step) socket.send(step.text);
    else if ('hex' in step) socket.send(Buffer.from(step.hex, 'hex'));
    else if ('wait' in step) await sleep(step.wait);
    else if ('await' in step) {
      heard -= step.await;
      while (heard < 0) {
        if (socket.readyState !== socket.OPEN) return;
        await once(socket, 'message');
      }
    } else if ('echo' in step) mode = 'echo';
    else if ('describe' in step) mode = 'describe';
    else if ('close' in step) socket.close(...step.close);
    else socket.terminate();
  }
}
