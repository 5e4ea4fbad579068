import type { WebSocket } from 'ws';

/** Ends every message of the JSON hub protocol. */
const END = '\u001e';

/** What a hub answers to the request before the handshake. */
export const negotiate = (): string =>
  JSON.stringify({
    connectionId: 'one',
    connectionToken: 'token',
    negotiateVersion: 1,
    availableTransports: [{ transport: 'WebSockets', transferFormats: ['Text', 'Binary'] }],
  });

/** A SignalR hub, JSON protocol: `add` adds, `count` streams, and all `news` come back. */
export function signalr(socket: WebSocket): void {
  const send = (message: object) => socket.send(JSON.stringify(message) + END);
  let isGreeted = false;
  const hear = (text: string) => {
    const { type, invocationId, target, arguments: given } = JSON.parse(text);
    if (!isGreeted) {
      isGreeted = true;
      send({});
      send({ type: 6 });
    } else if (target === 'add') send({ type: 3, invocationId, result: given[0] + given[1] });
    else if (target === 'news') send({ type: 1, target, arguments: given });
    else if (type === 4) {
      for (let item = 1; item <= given[0]; item++) send({ type: 2, invocationId, item });
      send({ type: 3, invocationId });
    }
  };
  socket.on('message', (data) => data.toString().split(END).filter(Boolean).forEach(hear));
}
