// @ts-check
import { address, describe } from './card.js';

/** @param {import('./card.js').Card} card */
export function closing(card) {
  const code = card.find('input[name=code]', HTMLInputElement);
  const reason = card.find('input[name=reason]', HTMLInputElement);

  card.onClick('button[name=server]', () => ask(code.value, reason.value));
  card.onClick('button[name=hangup]', () => ask('1006', ''));
  card.onClick('button[name=page]', () => {
    const socket = card.follow(new WebSocket(address('/echo?from=closing')));
    socket.addEventListener('open', () => {
      try {
        socket.close(Number(code.value), reason.value);
      } catch (error) {
        // Pages may use 1000 and 3000 to 4999 only.
        card.print(String(error), 'failed');
        socket.close();
      }
    });
  });

  /**
   * @param {string} code
   * @param {string} reason
   */
  function ask(code, reason) {
    const socket = card.follow(new WebSocket(address(`/close?${new URLSearchParams({ code, reason })}`)));
    socket.addEventListener('message', ({ data }) => card.print(describe(data), 'received'));
  }
}
