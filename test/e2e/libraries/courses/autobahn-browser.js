import autobahn from 'autobahn-browser';
import { Inbox, socketUrl } from '../kit.js';

export default async (say) => {
  const connection = new autobahn.Connection({
    url: socketUrl('/wamp'),
    realm: 'realm1',
    max_retries: 0,
  });
  const closed = new Promise((resolve) => {
    connection.onclose = resolve;
  });
  const session = await new Promise((resolve) => {
    connection.onopen = resolve;
    connection.open();
  });
  say('open', session.id, connection.transport.info.protocol);
  const events = new Inbox();
  await session.subscribe('com.example.greetings', ([greeting]) => events.put(greeting));
  await session.publish('com.example.greetings', ['hello'], {}, { acknowledge: true, exclude_me: false });
  say(await events.next());
  say('2 + 3 =', await session.call('com.example.add', [2, 3]));
  connection.close('wamp.close.normal', 'bye');
  say(await closed);
};
