// @ts-check
import { Server } from 'socket.io';

/** Milliseconds between two news items. */
const NEWS_INTERVAL = 3000;

/**
 * Socket.IO on `/socket.io/`, with its client beside it. Connections start with polling and upgrade.
 * @param {import('node:http').Server} http
 * @param {unknown} wsEngine a class of WebSocket servers
 */
export function attachSocketIo(http, wsEngine) {
  const io = new Server(http, {
    wsEngine,
    // By default it hangs up on every other socket that does not answer within a second.
    destroyUpgrade: false,
  });
  io.on('connection', (socket) => {
    socket.emit('welcome', { id: socket.id, transport: socket.conn.transport.name });
    socket.conn.once('upgrade', () => socket.emit('upgraded', socket.conn.transport.name));
    socket.on('greet', (name, answer) => {
      if (typeof answer === 'function') answer({ text: `Hello, ${name}.`, at: Date.now() });
    });
    socket.on('picture', (bytes) => {
      if (Buffer.isBuffer(bytes))
        socket.emit('picture', Buffer.from(bytes).reverse(), { bytes: bytes.length });
    });
    let item = 0;
    const timer = setInterval(() => socket.emit('news', { item: ++item }), NEWS_INTERVAL);
    socket.on('disconnect', () => clearInterval(timer));
  });
  return io;
}
