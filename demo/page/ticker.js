// @ts-check
import { address } from './card.js';

const QUOTE_SIZE = 20;
const SET_RATE = 2;

/** Milliseconds between two drawings: no eye follows 5,000 quotes a second. */
const DRAW_INTERVAL = 250;

/** @param {import('./card.js').Card} card */
export function ticker(card) {
  const rate = card.find('select', HTMLSelectElement);
  const body = card.find('tbody', HTMLTableSectionElement);
  /** @type {string[]} */
  let symbols = [];
  /** @type {Map<number, number>} */
  const prices = new Map();
  let count = 0;
  let drawn = 0;

  card.connects(() => {
    const socket = new WebSocket(address('/ticker'));
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => ask(socket));
    socket.addEventListener('message', ({ data }) => {
      if (typeof data === 'string') symbols = JSON.parse(data).symbols;
      else if (data.byteLength === QUOTE_SIZE) take(new DataView(data));
    });
    const timer = setInterval(draw, DRAW_INTERVAL);
    socket.addEventListener('close', () => clearInterval(timer));
    return socket;
  });
  rate.addEventListener('change', () => {
    if (card.socket?.readyState === WebSocket.OPEN) ask(card.socket);
  });

  /** @param {WebSocket} socket */
  function ask(socket) {
    const message = new DataView(new ArrayBuffer(5));
    message.setUint8(0, SET_RATE);
    message.setUint32(1, Number(rate.value), true);
    socket.send(message);
  }

  /** @param {DataView} quote */
  function take(quote) {
    count++;
    prices.set(quote.getUint8(1), quote.getFloat64(4, true));
  }

  function draw() {
    symbols.forEach((symbol, index) => {
      const row = body.rows[index] ?? newRow(symbol);
      const cell = row.cells[1];
      const price = prices.get(index);
      if (!cell || price === undefined) return;
      const before = Number(cell.textContent);
      if (before !== price) cell.className = price > before ? 'up' : 'down';
      cell.textContent = price.toFixed(2);
    });
    const perSecond = Math.round(((count - drawn) * 1000) / DRAW_INTERVAL);
    card.tell(`${count.toLocaleString('en')} quotes, ${perSecond.toLocaleString('en')} a second`);
    drawn = count;
  }

  /** @param {string} symbol */
  function newRow(symbol) {
    const row = body.insertRow();
    row.insertCell().textContent = symbol;
    row.insertCell();
    return row;
  }
}
