import type { WebSocket } from 'ws';

/** Action Cable, `actioncable-v1-json`: confirms every subscription and sends what a channel is told to all in it. */
export function actionCable(socket: WebSocket): void {
  const send = (message: object) => socket.send(JSON.stringify(message));
  send({ type: 'welcome' });
  send({ type: 'ping', message: 1_700_000_000 });
  socket.on('message', (data) => {
    const { command, identifier, data: told } = JSON.parse(data.toString());
    if (command === 'subscribe') send({ identifier, type: 'confirm_subscription' });
    if (command === 'message') send({ identifier, message: JSON.parse(told) });
  });
}
