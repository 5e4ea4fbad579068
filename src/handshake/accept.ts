import { sha1 } from './sha1.ts';

/** What every server appends to the key (RFC 6455 section 1.3). */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** The `Sec-WebSocket-Accept` that proves a server has read this `Sec-WebSocket-Key` (RFC 6455 section 4.2.2, 5.4). */
export function acceptFor(key: string): string {
  const digest = sha1(new TextEncoder().encode(key.trim() + GUID));
  return btoa(String.fromCharCode(...digest));
}
