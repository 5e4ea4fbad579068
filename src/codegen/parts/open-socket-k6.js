import { WebSocket } from 'k6/websockets';

/** Another server to play to, with the recorded paths: `k6 run -e TARGET=ws://localhost:8080 FILE` */
const TARGET = __ENV.TARGET;

export function openSocket({ url, protocols, origin }) {
  const target = TARGET ? url.replace(/^wss?:\/\/[^/]*/, () => TARGET.replace(/\/$/, '')) : url;
  return new WebSocket(target, protocols, { headers: origin ? { Origin: origin } : {} });
}
