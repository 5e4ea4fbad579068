import mqtt from 'mqtt';
import { Inbox, once, socketUrl } from '../kit.js';

export default async (say) => {
  const client = mqtt.connect(socketUrl('/mqtt'), { clientId: 'page' });
  const messages = new Inbox();
  client.on('message', (topic, payload) => messages.put(`${topic}: ${payload}`));
  await once(client, 'connect');
  say('connected');
  const [{ topic, qos }] = await client.subscribeAsync('greetings/#', { qos: 1 });
  say('subscribed to', topic, 'qos', qos);
  for (const [qos, text] of ['hello', 'x'.repeat(20_000)].entries()) {
    await client.publishAsync('greetings/page', text, { qos });
    const message = await messages.next();
    say(message.slice(0, 30), message.length);
  }
  const closed = once(client, 'close');
  await client.endAsync();
  await closed;
  say('closed');
};
