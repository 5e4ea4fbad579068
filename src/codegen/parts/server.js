import { createServer, STATUS_CODES } from 'node:http';
import { WebSocketServer } from 'ws';
import { connections } from './recorded.js';
import { recordedFor } from './recorded-for.js';
import { sleep } from './sleep.js';
import { SPEED } from './speed.js';
import { StandIn } from './stand-in.js';

const PORT = Number(process.env.PORT ?? 8080);

// Whatever host it was recorded from, this one answers for it.
for (const connection of connections) connection.url = connection.url.replace(/^wss?:\/\/[^/]*/, '');

/** The connection chosen for a request that is being answered. */
const chosen = new WeakMap();
const sockets = new WebSocketServer({
  noServer: true,
  perMessageDeflate: connections.some(({ deflate }) => deflate),
  handleProtocols: (requested, request) => {
    const { protocol } = chosen.get(request);
    return requested.has(protocol) ? protocol : false;
  },
});

const server = createServer((_, response) => response.writeHead(426, { Upgrade: 'websocket' }).end());

server.on('upgrade', async (request, socket, head) => {
  socket.on('error', () => socket.destroy());
  const connection = recordedFor(request.url);
  if (!connection) return refuse(socket, 404);
  await sleep(connection.opened / SPEED);
  if (connection.failed) return refuse(socket, connection.failed.status);
  chosen.set(request, connection);
  sockets.handleUpgrade(request, socket, head, (client) => answer(client, connection));
});

/** Without a status the connection breaks before there is a response. */
function refuse(socket, status) {
  if (!status) return socket.destroy();
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}

function answer(client, connection) {
  const standIn = new StandIn(connection, {
    send: (message) => client.send(message),
    close: (code, reason) => close(client, code, reason),
  });
  client.on('message', (data, isBinary) => {
    const said = isBinary ? data : data.toString();
    if (!standIn.hear(said)) console.warn('This message was not recorded:', JSON.stringify(said));
  });
  client.on('close', () => standIn.stop());
  client.on('error', (error) => console.warn(error.message));
  standIn.open();
}

/** 1005 says that there was no code, 1006 and 1015 that there was no close frame: none of them can be sent. */
function close(client, code, reason) {
  if (code === 1006 || code === 1015) client.terminate();
  else if (code === 1005) client.close();
  else client.close(code, reason);
}

server.listen(PORT, () => {
  const { port } = server.address();
  for (const path of new Set(connections.map(({ url }) => url)))
    console.log(`ws://localhost:${port}${path.split('?')[0]}`);
});
