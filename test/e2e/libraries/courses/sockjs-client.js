import SockJS from 'sockjs-client';
import { Inbox, once } from '../kit.js';

export default async (say) => {
  const socket = new SockJS('/sockjs');
  const messages = new Inbox();
  socket.onmessage = ({ data }) => messages.put(data);
  await once(socket, 'open');
  say('open by', socket.transport);
  for (const message of ['hello', '“quoted”']) {
    socket.send(message);
    say(await messages.next());
  }
  socket.close(4001, 'bye');
  const { code, reason, wasClean } = await once(socket, 'close');
  say('close', code, reason, wasClean);
};
