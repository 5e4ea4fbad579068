// @ts-check
import { setImmediate as breathe } from 'node:timers/promises';

/** Bytes the kernel and `ws` may hold before a flood waits for the page. */
const FLOOD_WINDOW = 4 * 2 ** 20;
const FLOOD_LIMIT = 5_000_000;
const SIZE_LIMIT = 64 * 2 ** 20;

/**
 * `/echo` sends back what it gets, in the form it got it.
 * @param {import('ws').WebSocket} socket
 */
export function echo(socket) {
  socket.on('message', (data, binary) => socket.send(data, { binary }));
}

/**
 * `/slow?reply=MS` echoes late; how late its handshake is, `handshake=MS` says.
 * @param {import('ws').WebSocket} socket
 * @param {URLSearchParams} query
 */
export function slow(socket, query) {
  const delay = number(query, 'reply', 1000);
  socket.on('message', (data, binary) => {
    setTimeout(() => socket.readyState === socket.OPEN && socket.send(data, { binary }), delay);
  });
}

/** What a close frame has room for beside its code, in bytes (RFC 6455 section 5.5). */
const REASON_LIMIT = 123;

/**
 * As much of a reason as a close frame can have, whole characters only.
 * @param {string} reason
 */
function cut(reason) {
  let kept = reason;
  while (Buffer.byteLength(kept) > REASON_LIMIT) kept = [...kept].slice(0, -1).join('');
  return kept;
}

/**
 * `/close?code=CODE&reason=TEXT&after=MS` closes; `code=1006` hangs up without a close frame.
 * @param {import('ws').WebSocket} socket
 * @param {URLSearchParams} query
 */
export function close(socket, query) {
  const code = number(query, 'code', 1000);
  socket.send(JSON.stringify({ type: 'notice', text: `This server is about to close with ${code}.` }));
  setTimeout(
    () => {
      if (code === 1006) socket.terminate();
      else if (isSendable(code)) socket.close(code, cut(query.get('reason') ?? ''));
      else socket.close(1008, `${code} may not be sent`);
    },
    number(query, 'after', 0),
  );
}

/**
 * `/flood?count=N&size=BYTES&binary=1&close=1` sends N messages as fast as the page takes them. Each starts with its
 * number: in text `#12 `, in binary as a 32-bit little-endian integer.
 * @param {import('ws').WebSocket} socket
 * @param {URLSearchParams} query
 */
export async function flood(socket, query) {
  const count = Math.min(number(query, 'count', 1000), FLOOD_LIMIT);
  const size = Math.min(number(query, 'size', 100), SIZE_LIMIT);
  const make = query.get('binary') === '1' ? binaryMessage : textMessage;
  for (let index = 0; index < count; index++) {
    while (socket.bufferedAmount > FLOOD_WINDOW) await breathe();
    if (socket.readyState !== socket.OPEN) return;
    socket.send(make(index, size));
    if (index % 1000 === 999) await breathe();
  }
  if (query.get('close') === '1') socket.close(1000, 'flood over');
}

/**
 * @param {number} index
 * @param {number} size
 */
function textMessage(index, size) {
  return `#${index} `.padEnd(size, 'framereel ').slice(0, size);
}

/**
 * @param {number} index
 * @param {number} size
 */
function binaryMessage(index, size) {
  const bytes = Buffer.alloc(Math.max(size, 4), index & 0xff);
  bytes.writeUInt32LE(index);
  return bytes.subarray(0, size);
}

/**
 * What an endpoint may send (RFC 6455 section 7.4.1).
 * @param {number} code
 */
function isSendable(code) {
  return (
    (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999)
  );
}

/**
 * @param {URLSearchParams} query
 * @param {string} key
 * @param {number} fallback
 */
export function number(query, key, fallback) {
  const value = Number(query.get(key) ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? value : fallback;
}
