import { Client } from '@stomp/stompjs';
import { Inbox, socketUrl } from '../kit.js';

export default async (say) => {
  const messages = new Inbox();
  const client = new Client({ brokerURL: socketUrl('/stomp') });
  await new Promise((resolve) => {
    client.onConnect = resolve;
    client.activate();
  });
  say('connected,', client.connectedVersion);
  client.subscribe('/topic/greetings', messages.put);
  client.publish({ destination: '/topic/greetings', body: 'hello' });
  say((await messages.next()).body);
  client.publish({ destination: '/topic/greetings', binaryBody: new TextEncoder().encode('bytes') });
  say((await messages.next()).body);
  client.onWebSocketClose = ({ code, wasClean }) => say('close', code, wasClean);
  await client.deactivate();
};
