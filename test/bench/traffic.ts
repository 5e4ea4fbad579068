import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { type PayloadKind, payloadOf } from './payloads.ts';

/** Bytes that may wait in the server's socket; past it the server waits for the page. */
const HIGH_WATER = 4 << 20;

/** A web server with an empty page, and a WebSocket server that talks or listens as its path says. */
export interface Traffic {
  /** of the empty page, with a slash at its end */
  url: string;
  /** `ws://…` with a slash at its end */
  sockets: string;
  /** the empty page that opens a socket at once: its URL is the page's query */
  opener: string;
  /** a page of another site, with an input and a table that follows it */
  typing: string;
  /** when each message to `/sink` came, by `performance.now()`, since the last `clear` */
  heard: number[];
  clear(): void;
  close(): Promise<void>;
}

const OPENER = `<!doctype html><title>Opens a socket</title><script>
  const heard = (globalThis.heard = []);
  const socket = new WebSocket(decodeURIComponent(location.search.slice(1)));
  socket.onmessage = () => heard.push(performance.now());
</script>`;

/** What a key stroke costs at least: some input, and a table that is made anew at each. */
const TYPING = `<!doctype html><title>Typing</title><input type="search"><table></table><script>
  const cell = (text) => Object.assign(document.createElement('td'), { textContent: text });
  document.querySelector('input').oninput = ({ target }) => {
    const rows = Array.from({ length: 30 }, (_, row) => {
      const element = document.createElement('tr');
      element.append(...Array.from({ length: 7 }, (_, column) => cell(target.value + row + column)));
      return element;
    });
    document.querySelector('table').replaceChildren(...rows);
  };
</script>`;

/**
 * Paths: `/receive?kind&count` waits for a message and then sends as fast as it can; `/paced?count&rate` the same,
 * at `rate` frames a second; `/send?count` answers once when it has heard so many; `/sink` only listens.
 */
export async function openTraffic(): Promise<Traffic> {
  const http = createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    if (request.url?.startsWith('/opener')) response.end(OPENER);
    else response.end(request.url === '/typing' ? TYPING : '<!doctype html><title>Empty</title>');
  });
  const server = new WebSocketServer({ server: http, maxPayload: 64 << 20 });
  const heard: number[] = [];
  server.on('connection', (socket, { url }) => {
    const { pathname, searchParams: query } = new URL(url ?? '/', 'http://traffic');
    const count = Number(query.get('count'));
    // A page that goes away in the middle is no error here.
    socket.on('error', () => {});
    if (pathname === '/receive')
      socket.once('message', () => void pour(socket, query.get('kind') as PayloadKind, count));
    else if (pathname === '/paced')
      socket.once('message', () => void pace(socket, count, Number(query.get('rate'))));
    else if (pathname === '/send') answerOnce(socket, count);
    else if (pathname === '/sink') socket.on('message', () => heard.push(performance.now()));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    sockets: `ws://127.0.0.1:${port}/`,
    opener: `http://127.0.0.1:${port}/opener?`,
    typing: `http://localhost:${port}/typing`,
    heard,
    clear() {
      heard.length = 0;
    },
    async close() {
      for (const socket of server.clients) socket.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

async function pour(socket: WebSocket, kind: PayloadKind, count: number): Promise<void> {
  const payload = payloadOf(kind);
  for (let sent = 0; sent < count && socket.readyState === socket.OPEN; sent++) {
    socket.send(payload);
    while (socket.bufferedAmount > HIGH_WATER) await sleep(1);
    // Lets what was sent go out, and a close be heard.
    if (sent % 256 === 255) await immediate();
  }
}

async function pace(socket: WebSocket, count: number, rate: number): Promise<void> {
  const start = performance.now();
  for (let sent = 0; sent < count && socket.readyState === socket.OPEN; ) {
    const due = Math.min(count, Math.floor(((performance.now() - start) * rate) / 1000));
    for (; sent < due; sent++) socket.send(`{"number":${sent},"text":"${'x'.repeat(70)}"}`);
    await sleep(1);
  }
}

function answerOnce(socket: WebSocket, count: number): void {
  let heard = 0;
  socket.on('message', () => {
    if (++heard === count) socket.send('all heard');
  });
}
