import type { WebSocket } from 'ws';

/** Codes of the WAMP basic profile, section 6.5. */
const HELLO = 1;
const WELCOME = 2;
const GOODBYE = 6;
const PUBLISH = 16;
const PUBLISHED = 17;
const SUBSCRIBE = 32;
const SUBSCRIBED = 33;
const EVENT = 36;
const CALL = 48;
const RESULT = 50;

/** A WAMP router for one client, `wamp.2.json`: its events come back, and every call adds. */
export function wamp(socket: WebSocket): void {
  const send = (...message: unknown[]) => socket.send(JSON.stringify(message));
  const subscriptions: unknown[] = [];
  socket.on('message', (data) => {
    const [code, ...rest] = JSON.parse(data.toString());
    const [request, , topic, values] = rest;
    if (code === HELLO) send(WELCOME, 1, { roles: { broker: {}, dealer: {} } });
    if (code === SUBSCRIBE) send(SUBSCRIBED, request, subscriptions.push(topic));
    if (code === PUBLISH) {
      send(PUBLISHED, request, 1);
      send(EVENT, subscriptions.indexOf(topic) + 1, 1, {}, values);
    }
    if (code === CALL) send(RESULT, request, {}, [values[0] + values[1]]);
    if (code === GOODBYE) send(GOODBYE, {}, 'wamp.close.goodbye_and_out');
  });
}
