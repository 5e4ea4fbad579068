import WebSocket from 'ws';

/** Another server to play to, with the recorded paths: `node FILE ws://localhost:8080` */
const TARGET = process.argv[2];

export function openSocket({ url, protocols, origin, deflate }) {
  const target = TARGET ? url.replace(/^wss?:\/\/[^/]*/, () => TARGET.replace(/\/$/, '')) : url;
  return new WebSocket(target, protocols, { perMessageDeflate: deflate === true, ...(origin && { origin }) });
}
