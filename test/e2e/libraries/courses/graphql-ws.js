import { createClient } from 'graphql-ws';
import { socketUrl } from '../kit.js';

export default async (say) => {
  const client = createClient({ url: socketUrl('/graphql'), lazy: false });
  client.on('connected', (socket) => say('connected,', socket.protocol));
  const closed = new Promise((resolve) => {
    client.on('closed', resolve);
  });
  for (const query of ['{ hello(name: "you") }', 'subscription { countdown(from: 3) }'])
    for await (const { data } of client.iterate({ query })) say(JSON.stringify(data));
  client.dispose();
  const { code, reason } = await closed;
  say('close', code, reason);
};
