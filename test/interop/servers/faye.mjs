import { createServer } from 'node:http';
import WebSocket from 'faye-websocket';
import deflate from 'permessage-deflate';
import { readCloseRequest, SUBPROTOCOLS } from './close-request.mjs';

const http = createServer((_, response) => response.writeHead(426).end());
http.on('upgrade', (request, stream, head) => {
  const socket = new WebSocket(request, stream, head, SUBPROTOCOLS, { extensions: [deflate] });
  socket.on('message', ({ data }) => {
    const asked = typeof data === 'string' ? readCloseRequest(data) : null;
    if (asked) socket.close(asked.code, asked.reason);
    else socket.send(data);
  });
});
http.listen(Number(process.argv[2]), '127.0.0.1');
