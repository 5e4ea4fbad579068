import { createHash } from 'node:crypto';

/** Longer payloads are compared by their digest. */
const SHORT = 256;

/** One message as text that can be compared: kind, size in bytes, and its bytes or their digest. */
export type Message = string;

export function messageOf(payload: Uint8Array, isBinary: boolean): Message {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  const content =
    bytes.length > SHORT
      ? `sha256:${createHash('sha256').update(bytes).digest('hex')}`
      : isBinary
        ? bytes.toString('hex')
        : JSON.stringify(bytes.toString());
  return `${isBinary ? 'binary' : 'text'} ${bytes.length} ${content}`;
}
