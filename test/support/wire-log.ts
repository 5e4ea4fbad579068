/**
 * What the browser itself says went over its sockets: an oracle that owes nothing to the extension. Messages are
 * whole and uncompressed; control frames are left out.
 */
export interface WireLog {
  /** Sockets in the order they first were heard of, with their messages in order. */
  sockets(): Promise<WireSocket[]>;
  stop(): Promise<void>;
}

export interface WireSocket {
  /** null where the browser does not tell (Firefox) */
  url: string | null;
  messages: WireMessage[];
}

export interface WireMessage {
  direction: 'sent' | 'received';
  isBinary: boolean;
  /** a sent Blob is empty here in Chromium: its bytes are in the server's log */
  payload: Uint8Array;
}

/** Payloads of one direction, as base64, to compare with another log's. */
export function payloads(socket: WireSocket, direction: WireMessage['direction']): string[] {
  return socket.messages
    .filter((message) => message.direction === direction)
    .map((message) => Buffer.from(message.payload).toString('base64'));
}
