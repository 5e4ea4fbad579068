import type { WebSocket } from 'ws';

/** Phoenix channels, serializer 2.0.0: replies to everything, and broadcasts each `shout`. */
export function phoenix(socket: WebSocket): void {
  const send = (...message: unknown[]) => socket.send(JSON.stringify(message));
  socket.on('message', (data, isBinary) => {
    const push = isBinary ? readBinary(data as Buffer) : JSON.parse(data.toString());
    const [joinRef, ref, topic, event, payload] = push;
    const response = isBinary ? { bytes: payload.length } : {};
    send(joinRef, ref, topic, 'phx_reply', { status: 'ok', response });
    if (event === 'shout') send(null, null, topic, 'shout', payload);
    if (event === 'phx_leave') send(joinRef, ref, topic, 'phx_close', {});
  });
}

/** A binary push: kind, the lengths of four fields, the fields, the payload. */
function readBinary(bytes: Buffer): [...string[], Buffer] {
  let at = 5;
  const fields = [1, 2, 3, 4].map((index) => {
    const start = at;
    at += bytes.readUInt8(index);
    return bytes.toString('utf8', start, at);
  });
  return [...fields, bytes.subarray(at)];
}
