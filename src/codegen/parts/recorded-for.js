import { connections } from './recorded.js';

/** How many sockets there were by URL. */
const opened = new Map();

/** A WebSocket URL without its query, where tokens and times are that differ from run to run. */
export function addressOf(url) {
  return url.split('?')[0];
}

/** The n-th socket to a URL gets the n-th connection recorded there, and when there are no more, the last one. */
export function recordedFor(url) {
  const same = connections.filter((connection) => connection.url === url);
  const near = connections.filter((connection) => addressOf(connection.url) === addressOf(url));
  const [key, there] = same.length > 0 ? [url, same] : [addressOf(url), near];
  const place = opened.get(key) ?? 0;
  opened.set(key, place + 1);
  return there[Math.min(place, there.length - 1)];
}
