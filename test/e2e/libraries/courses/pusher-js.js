import Pusher from 'pusher-js';
import { Inbox } from '../kit.js';

export default async (say) => {
  const states = new Inbox();
  const pusher = new Pusher('key', {
    cluster: 'local',
    wsHost: location.hostname,
    wsPort: location.port,
    forceTLS: false,
    enabledTransports: ['ws'],
    channelAuthorization: {
      customHandler: (_request, answer) => answer(null, { auth: 'key:signature' }),
    },
  });
  pusher.connection.bind('state_change', ({ current }) => states.put(current));
  say(await states.next(), pusher.connection.socket_id);
  const channel = pusher.subscribe('private-room');
  await new Promise((resolve) => channel.bind('pusher:subscription_succeeded', resolve));
  say('subscribed');
  const greeted = new Promise((resolve) => channel.bind('greeting', resolve));
  channel.trigger('client-greeting', { body: 'hello' });
  say((await greeted).body);
  pusher.disconnect();
  say(await states.next());
};
