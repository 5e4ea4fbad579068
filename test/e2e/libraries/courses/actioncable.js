import { createConsumer } from '@rails/actioncable';
import { Inbox, socketUrl } from '../kit.js';

export default async (say) => {
  const consumer = createConsumer(socketUrl('/cable'));
  const inbox = new Inbox();
  const room = consumer.subscriptions.create(
    { channel: 'ChatChannel', room: 'lobby' },
    {
      connected: () => inbox.put('connected'),
      received: ({ body }) => inbox.put(body),
      disconnected: () => inbox.put('disconnected'),
    },
  );
  say(await inbox.next(), consumer.connection.getProtocol());
  room.perform('speak', { body: 'hello' });
  say(await inbox.next());
  consumer.disconnect();
  say(await inbox.next());
};
