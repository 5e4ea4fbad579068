import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** All the bytes of one TCP connection, as they went. */
export interface TappedBytes {
  /** from the browser */
  sent: Buffer;
  /** from the server */
  received: Buffer;
}

/** Stands between a browser and a server, passes everything on, and keeps a copy: an oracle that belongs to neither. */
export interface WireTap {
  port: number;
  /** in the order they were made */
  connections(): TappedBytes[];
  close(): void;
}

export async function openTap(target: number): Promise<WireTap> {
  const taps: { sent: Buffer[]; received: Buffer[] }[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (browser) => {
    const onward = connect({ host: '127.0.0.1', port: target, allowHalfOpen: true });
    const tap = { sent: [] as Buffer[], received: [] as Buffer[] };
    taps.push(tap);
    pass(browser, onward, tap.sent);
    pass(onward, browser, tap.received);
    for (const socket of [browser, onward]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () =>
      taps.map(({ sent, received }) => ({ sent: Buffer.concat(sent), received: Buffer.concat(received) })),
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Also how a connection ends: half of it, or all at once. */
function pass(from: Socket, to: Socket, copy: Buffer[]): void {
  from.on('data', (bytes) => {
    copy.push(bytes);
    if (!to.write(bytes)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
  from.on('close', () => to.destroySoon());
}
