import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import { Inbox } from '../kit.js';

export default async (say) => {
  const hub = new HubConnectionBuilder().withUrl('/hub').configureLogging(LogLevel.None).build();
  const news = new Inbox();
  hub.on('news', news.put);
  await hub.start();
  say(hub.state);
  say('2 + 3 =', await hub.invoke('add', 2, 3));
  await hub.send('news', 'hello');
  say(await news.next());
  await new Promise((complete, error) => {
    hub.stream('count', 3).subscribe({ next: (item) => say('item', item), complete, error });
  });
  hub.onclose((error) => say(error ?? 'closed'));
  await hub.stop();
};
