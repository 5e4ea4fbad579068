// @ts-check
import { address } from './card.js';

/** @param {import('./card.js').Card} card */
export function refusals(card) {
  card.find('.grid', HTMLDivElement).addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const protocols = target.value === 'wrong-subprotocol' ? ['asked.v1'] : [];
    card.print(target.textContent ?? '');
    card.follow(new WebSocket(address(`/refuse/${target.value}`), protocols));
  });
}
