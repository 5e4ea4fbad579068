import { Socket } from 'phoenix';
import { Inbox } from '../kit.js';

/** What a push or a disconnection answers, as a promise. */
const answered = (push) => new Promise((resolve) => void push.receive('ok', resolve));

export default async (say) => {
  const socket = new Socket('/user', { params: { token: 'secret' } });
  socket.onOpen(() => say('open'));
  socket.connect();
  const channel = socket.channel('room:lobby', {});
  const shouts = new Inbox();
  channel.on('shout', shouts.put);
  await answered(channel.join());
  say('joined');
  await answered(channel.push('shout', { body: 'hello' }));
  say((await shouts.next()).body);
  const { bytes } = await answered(channel.push('bytes', new Uint8Array([1, 2, 3]).buffer));
  say(bytes, 'bytes');
  await answered(channel.leave());
  say('left');
  await new Promise((resolve) => socket.disconnect(resolve));
  say('disconnected');
};
