import type { WebSocket } from 'ws';

/** A STOMP 1.2 broker for one client: what it sends comes back to all its subscriptions to that destination. */
export function stomp(socket: WebSocket): void {
  const subscriptions: { id: string; destination: string }[] = [];
  let sent = 0;
  const send = (
    command: string,
    headers: Record<string, string | number>,
    body: Uint8Array = Buffer.alloc(0),
  ) => {
    const head = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    socket.send(`${command}\n${head.join('')}\n${Buffer.from(body)}\0`);
  };
  socket.on('message', (data) => {
    const { command, headers, body } = readFrame(data as Buffer);
    const { id = '', destination = '', receipt } = headers;
    if (command === 'CONNECT') send('CONNECTED', { version: '1.2', 'heart-beat': '0,0' });
    if (command === 'SUBSCRIBE') subscriptions.push({ id, destination });
    if (command === 'SEND')
      for (const subscription of subscriptions)
        if (subscription.destination === destination)
          send('MESSAGE', { subscription: subscription.id, 'message-id': ++sent, destination }, body);
    if (receipt) send('RECEIPT', { 'receipt-id': receipt });
  });
}

function readFrame(bytes: Buffer): { command: string; headers: Record<string, string>; body: Buffer } {
  const start = bytes.indexOf('\n\n');
  const [command = '', ...lines] = bytes.toString('utf8', 0, start).split('\n');
  const headers = Object.fromEntries(lines.map((line) => line.split(/:(.*)/).slice(0, 2)));
  return { command, headers, body: bytes.subarray(start + 2, bytes.lastIndexOf(0)) };
}
