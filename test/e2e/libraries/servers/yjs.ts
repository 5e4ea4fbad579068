import { createDecoder, readVarUint } from 'lib0/decoding';
import { createEncoder, length, toUint8Array, writeVarUint } from 'lib0/encoding';
import type { WebSocket } from 'ws';
import { readSyncMessage, writeSyncStep1, writeUpdate } from 'y-protocols/sync';
import { Doc } from 'yjs';

/** First number of a message that is about the document, not about who is there. */
const SYNC = 0;

/** A document that greets, and says `!` to everything the page writes. */
export function yjs(socket: WebSocket): void {
  const doc = new Doc();
  const text = doc.getText('text');
  text.insert(0, 'hello');

  const send = (write: (encoder: ReturnType<typeof createEncoder>) => void) => {
    const encoder = createEncoder();
    writeVarUint(encoder, SYNC);
    write(encoder);
    if (length(encoder) > 1) socket.send(toUint8Array(encoder));
  };
  doc.on('update', (update, origin) => {
    if (origin !== socket) send((encoder) => writeUpdate(encoder, update));
    else text.insert(text.length, '!');
  });
  send((encoder) => writeSyncStep1(encoder, doc));
  socket.on('message', (data) => {
    const decoder = createDecoder(new Uint8Array(data as Buffer));
    if (readVarUint(decoder) === SYNC) send((encoder) => void readSyncMessage(decoder, encoder, doc, socket));
  });
}
