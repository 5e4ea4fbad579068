import type { WebSocket } from 'ws';

/** Pusher Channels, protocol 7: lets everybody subscribe, and hands client events back. */
export function pusher(socket: WebSocket): void {
  const send = (event: string, data: unknown, channel?: string) =>
    socket.send(JSON.stringify({ event, channel, data: JSON.stringify(data) }));
  send('pusher:connection_established', { socket_id: '1.1', activity_timeout: 120 });
  socket.on('message', (message) => {
    const { event, channel, data } = JSON.parse(message.toString());
    if (event === 'pusher:subscribe') send('pusher_internal:subscription_succeeded', {}, data.channel);
    if (event.startsWith('client-')) send(event.replace('client-', ''), data, channel);
  });
}
