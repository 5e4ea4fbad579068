import { io } from 'socket.io-client';
import { once } from '../kit.js';

export default async (say) => {
  const socket = io({ reconnectionDelay: 10, randomizationFactor: 0 });
  await once(socket, 'connect');
  const { engine } = socket.io;
  say('connected by', engine.transport.name);
  await once(engine, 'upgrade');
  say('upgraded to', engine.transport.name);
  say('2 + 3 =', await socket.emitWithAck('add', 2, 3));
  socket.emit('bytes', new Uint8Array([1, 2, 3]));
  const { back } = await once(socket, 'bytes');
  say(...new Uint8Array(back));

  socket.io.opts.transports = ['websocket'];
  const dropped = once(socket, 'disconnect');
  socket.emit('drop');
  say(await dropped);
  await once(socket, 'connect');
  say('connected by', socket.io.engine.transport.name);
  say('4 + 5 =', await socket.emitWithAck('add', 4, 5));
  const left = once(socket, 'disconnect');
  socket.disconnect();
  say(await left);
};
