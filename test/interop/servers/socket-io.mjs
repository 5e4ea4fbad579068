// @ts-check
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
const io = new Server(http, {
  cors: { origin: '*' },
  maxHttpBufferSize: 4 * 2 ** 20,
  // By default it hangs up on every other socket that does not answer within a second.
  destroyUpgrade: false,
});

io.on('connection', (socket) => {
  socket.on('echo', (data, answer) => answer(data));
  socket.on('leave', () => socket.disconnect(true));
});
http.listen(Number(process.argv[2]), '127.0.0.1');
