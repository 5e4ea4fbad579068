// @ts-check
import { WebSocketServer } from 'ws';
import { readCloseRequest, SUBPROTOCOLS } from './close-request.mjs';

/** Little memory for each connection. */
const THRIFTY = { serverNoContextTakeover: true, clientNoContextTakeover: true, serverMaxWindowBits: 10 };

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.argv[2]),
  perMessageDeflate: process.argv[3] === 'thrifty' ? THRIFTY : true,
  handleProtocols: (asked) => [...asked].find((name) => SUBPROTOCOLS.includes(name)) ?? false,
});

server.on('connection', (socket) => {
  socket.on('error', () => {});
  socket.on('message', (data, binary) => {
    const request = binary ? null : readCloseRequest(data.toString());
    if (request) socket.close(request.code, request.reason);
    else socket.send(data, { binary });
  });
});
