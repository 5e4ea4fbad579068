import { WebsocketProvider } from 'y-websocket';
import { Doc } from 'yjs';
import { socketUrl } from '../kit.js';

export default async (say) => {
  const doc = new Doc();
  const text = doc.getText('text');
  const provider = new WebsocketProvider(socketUrl('/yjs'), 'room', doc, { disableBc: true });
  provider.on('status', ({ status }) => say(status));
  const becomes = (wanted) =>
    new Promise((resolve) => {
      const look = () => text.toString() === wanted && resolve(wanted);
      text.observe(look);
      look();
    });
  say(await becomes('hello'));
  text.insert(5, ', you');
  say(await becomes('hello, you!'));
  const closed = new Promise((resolve) => provider.on('connection-close', resolve));
  provider.disconnect();
  await closed;
  provider.destroy();
};
