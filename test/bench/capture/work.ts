import type { Work } from '../../support/driven-browser.ts';
import type { PayloadKind } from '../payloads.ts';

/** What a page does as fast as it can. */
export interface PageWork {
  name: string;
  way: 'receive' | 'send';
  kind: PayloadKind;
  /** frames in one go */
  count: number;
}

export const WORKS: readonly PageWork[] = [
  { name: 'receive 100 B text', way: 'receive', kind: 'text-100', count: 20_000 },
  { name: 'receive 1 KiB JSON', way: 'receive', kind: 'json-1k', count: 12_000 },
  { name: 'receive 64 KiB binary', way: 'receive', kind: 'binary-64k', count: 800 },
  { name: 'receive 1 MiB binary', way: 'receive', kind: 'binary-1m', count: 50 },
  { name: 'send 100 B text', way: 'send', kind: 'text-100', count: 20_000 },
  { name: 'send 64 KiB binary', way: 'send', kind: 'binary-64k', count: 800 },
];

/** Runs in the page: milliseconds until `count` messages have come. */
export const receive: Work<[url: string, count: number], Promise<number>> = (url, count) =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    let start = 0;
    let heard = 0;
    socket.onopen = () => {
      start = performance.now();
      socket.send('go');
    };
    socket.onmessage = () => {
      if (++heard < count) return;
      resolve(performance.now() - start);
      socket.close();
    };
    socket.onclose = () => reject(new Error(`The socket ended after ${heard} of ${count} messages.`));
  });

/** Runs in the page: milliseconds until the server has heard `count` messages of so many bytes. */
export const send: Work<[url: string, count: number, text: boolean, size: number], Promise<number>> = (
  url,
  count,
  text,
  size,
) =>
  new Promise((resolve, reject) => {
    const HIGH_WATER = 4 << 20;
    const socket = new WebSocket(url);
    const payload = text ? 'x'.repeat(size) : new Uint8Array(size).fill(7);
    const turn = new MessageChannel();
    let start = 0;
    let sent = 0;
    turn.port1.onmessage = () => {
      for (let n = 0; n < 200 && sent < count && socket.bufferedAmount < HIGH_WATER; n++, sent++)
        socket.send(payload);
      if (sent < count) turn.port2.postMessage(null);
    };
    socket.onopen = () => {
      start = performance.now();
      turn.port2.postMessage(null);
    };
    socket.onmessage = () => {
      resolve(performance.now() - start);
      socket.close();
    };
    socket.onclose = () => reject(new Error(`The socket ended after ${sent} of ${count} messages.`));
  });
