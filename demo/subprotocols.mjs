// @ts-check

/**
 * What the server speaks, most wanted first, and how it answers in each.
 * @type {Record<string, (text: string, count: number) => string>}
 */
const SPOKEN = {
  'chat.v2': (text, count) => JSON.stringify({ v: 2, id: count, kind: 'reply', to: text.slice(0, 200) }),
  xmpp: (_text, count) =>
    count === 0
      ? '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" from="demo.example" id="s1" version="1.0"/>'
      : `<message xmlns="jabber:client" from="robot@demo.example" id="m${count}"><body>I heard you.</body></message>`,
  soap: (_text, count) =>
    '<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body>' +
    `<HelloResponse xmlns="urn:demo"><Count>${count}</Count></HelloResponse></soap:Body></soap:Envelope>`,
};

/**
 * The server's own favourite among those requested; false answers with none.
 * @param {Set<string>} requested
 */
export function chooseSubprotocol(requested) {
  return Object.keys(SPOKEN).find((name) => requested.has(name)) ?? false;
}

/**
 * `/subprotocols` talks in the one that was chosen.
 * @param {import('ws').WebSocket} socket
 */
export function speak(socket) {
  const answer = SPOKEN[socket.protocol] ?? ((text) => text);
  let count = 0;
  socket.on('message', (data) => socket.send(answer(data.toString(), count++)));
}
