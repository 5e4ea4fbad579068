// @ts-check
import { address } from './card.js';

const RECORDS = 640;

/** @param {import('./card.js').Card} card */
export function compressed(card) {
  card.connects(() => {
    const socket = new WebSocket(address('/compressed'));
    socket.addEventListener('message', ({ data }) =>
      card.print(`${data.length} characters came back`, 'received'),
    );
    return socket;
  });
  card.onClick('button[name=json]', () => {
    const records = Array.from({ length: RECORDS }, (_, id) => ({
      id,
      station: `ridge-${id % 12}`,
      wind: { speed: 10 + (id % 7), gust: 15 + (id % 11), unit: 'm/s' },
      snow: 1.2 + (id % 40) / 100,
      ok: id % 50 !== 0,
    }));
    card.send(JSON.stringify({ type: 'report', records }));
  });
}
