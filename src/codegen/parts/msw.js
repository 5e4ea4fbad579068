import { ws } from 'msw';
import { connections } from './recorded.js';
import { addressOf, recordedFor } from './recorded-for.js';
import { StandIn } from './stand-in.js';

/** One handler for each address, whatever its query. */
export const handlers = [...new Set(connections.map(({ url }) => addressOf(url)))].map((address) =>
  ws.link(matching(address)).addEventListener('connection', ({ client }) => answer(client)),
);

/** MSW compares without the query, without a slash at the end and without the path that Socket.IO begins with. */
function matching(address) {
  const { protocol, host, pathname } = new URL(address);
  const path = pathname.replace(/^\/socket.io\//, '/').replace(/\/$/, '');
  return new RegExp(`^${`${protocol}//${host}${path}`.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}/?$`);
}

function answer(client) {
  const connection = recordedFor(client.url.href);
  if (connection.failed) return client.close(1006);

  const standIn = new StandIn(connection, {
    send: (message) => client.send(asTheSocketWantsIt(message, client.socket)),
    close: (code, reason) => client.close(code, reason),
  });
  let heard = Promise.resolve();
  client.addEventListener('message', ({ data }) => {
    // One after the other: a Blob takes time to be read.
    heard = heard.then(async () => {
      const said = typeof data === 'string' ? data : new Uint8Array(await new Response(data).arrayBuffer());
      if (!standIn.hear(said)) console.warn('This message was not recorded:', said);
    });
  });
  client.addEventListener('close', () => standIn.stop());
  // MSW keeps what is sent until the socket is open, which is as soon as this function returns.
  standIn.open();
}

function asTheSocketWantsIt(message, socket) {
  if (typeof message === 'string') return message;
  return socket?.binaryType === 'blob' ? new Blob([message]) : message.buffer;
}
