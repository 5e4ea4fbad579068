// @ts-check

const SYMBOLS = ['ALP', 'BRK', 'CDR', 'DUN', 'ELM', 'FJD'];

/** Milliseconds between two bursts: timers are no finer than this where many are waiting. */
const STEP = 20;
const RATE_LIMIT = 20_000;
const DEFAULT_RATE = 100;

/** Bytes of a quote: kind, symbol, sequence number (16 bit), price and time (64-bit floats), little-endian. */
const QUOTE_SIZE = 20;
const QUOTE = 1;
const SET_RATE = 2;

/**
 * `/ticker` sends quotes as binary messages, as many a second as the page asks for: a byte 2 and the rate as a 32-bit
 * little-endian integer. The names of the symbols come first, as text.
 * @param {import('ws').WebSocket} socket
 */
export function ticker(socket) {
  const prices = SYMBOLS.map((_symbol, index) => 50 + index * 37);
  let rate = DEFAULT_RATE;
  let due = 0;
  let sequence = 0;
  socket.send(JSON.stringify({ type: 'symbols', symbols: SYMBOLS }));
  socket.on('message', (data, isBinary) => {
    const bytes = Buffer.isBuffer(data) ? data : Buffer.alloc(0);
    if (isBinary && bytes.length === 5 && bytes[0] === SET_RATE)
      rate = Math.min(bytes.readUInt32LE(1), RATE_LIMIT);
  });
  const timer = setInterval(() => {
    for (due += (rate * STEP) / 1000; due >= 1; due--) {
      const index = sequence % SYMBOLS.length;
      const price = Math.max(1, (prices[index] ?? 0) * (1 + Math.sin(sequence * 12.9898) / 500));
      prices[index] = price;
      if (socket.readyState === socket.OPEN) socket.send(quote(index, sequence++, price));
    }
  }, STEP);
  socket.on('close', () => clearInterval(timer));
}

/**
 * @param {number} symbol
 * @param {number} sequence
 * @param {number} price
 */
function quote(symbol, sequence, price) {
  const bytes = Buffer.alloc(QUOTE_SIZE);
  bytes.writeUInt8(QUOTE, 0);
  bytes.writeUInt8(symbol, 1);
  bytes.writeUInt16LE(sequence & 0xffff, 2);
  bytes.writeDoubleLE(Math.round(price * 100) / 100, 4);
  bytes.writeDoubleLE(Date.now(), 12);
  return bytes;
}
