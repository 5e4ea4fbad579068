// @ts-check
import { address } from './card.js';

/** @type {Record<string, string>} */
const GREETINGS = {
  'chat.v2': '{"v":2,"kind":"hello","from":"page"}',
  soap: '<soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope"><soap:Body><Hello xmlns="urn:demo"/></soap:Body></soap:Envelope>',
  xmpp: '<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="demo.example" version="1.0"/>',
};

/** @param {import('./card.js').Card} card */
export function subprotocols(card) {
  const choice = card.find('fieldset', HTMLFieldSetElement);
  card.connects(() => {
    const checked = choice.querySelectorAll('input:checked');
    const names = [...checked].map((box) => /** @type {HTMLInputElement} */ (box).value);
    const socket = new WebSocket(address('/subprotocols'), names);
    socket.addEventListener('message', ({ data }) => card.print(data, 'received'));
    return socket;
  });
  card.onClick('button[name=hello]', () => card.send(GREETINGS[card.socket?.protocol ?? ''] ?? 'hello'));
}
