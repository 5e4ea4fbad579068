import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';

/** Socket.IO's own server at its own path. */
export function attachSocketIo(http: HttpServer): () => void {
  // It would end the sockets of the other servers.
  const server = new Server(http, { destroyUpgrade: false, serveClient: false });
  server.on('connection', (socket) => {
    socket.on('add', (a: number, b: number, answer: (sum: number) => void) => answer(a + b));
    socket.on('bytes', (bytes: Buffer) => socket.emit('bytes', { back: bytes }));
    socket.on('drop', () => socket.conn.close());
  });
  return () => server.disconnectSockets(true);
}
