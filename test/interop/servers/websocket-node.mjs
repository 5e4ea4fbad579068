import { createServer } from 'node:http';
import websocket from 'websocket';
import { readCloseRequest, SUBPROTOCOLS } from './close-request.mjs';

const LIMIT = 4 * 2 ** 20;

const http = createServer((_, response) => response.writeHead(426).end());
const server = new websocket.server({
  httpServer: http,
  maxReceivedFrameSize: LIMIT,
  maxReceivedMessageSize: LIMIT,
});

server.on('request', (request) => {
  const chosen = request.requestedProtocols.find((name) => SUBPROTOCOLS.includes(name));
  const connection = request.accept(chosen, request.origin);
  connection.on('message', (message) => {
    if (message.type === 'binary') return connection.sendBytes(message.binaryData);
    const asked = readCloseRequest(message.utf8Data);
    if (asked) connection.close(asked.code, asked.reason);
    else connection.sendUTF(message.utf8Data);
  });
});
http.listen(Number(process.argv[2]), '127.0.0.1');
