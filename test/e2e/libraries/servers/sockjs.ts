import type { Server as HttpServer } from 'node:http';
import { createServer } from 'sockjs';

/** SockJS's own server: echoes. */
export function attachSockjs(http: HttpServer): void {
  const server = createServer({ log: () => {} });
  server.on('connection', (connection) => {
    connection.on('data', (message: string) => connection.write(message));
  });
  server.installHandlers(http, { prefix: '/sockjs' });
}
