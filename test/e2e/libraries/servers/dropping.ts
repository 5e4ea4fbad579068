import type { WebSocket } from 'ws';

/** Echoes; at `drop` it hangs up without a word. */
export function dropping(socket: WebSocket): void {
  socket.on('message', (data, isBinary) => {
    if (!isBinary && data.toString() === 'drop') socket.terminate();
    else socket.send(data, { binary: isBinary });
  });
}
