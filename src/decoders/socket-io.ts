/** A Socket.IO packet in an Engine.IO message (Socket.IO protocol 4 and 5). */
export interface SocketIoPacket {
  /** as in {@link SOCKET_IO} */
  type: number;
  /** number by which an event asks for an acknowledgement, or which one this is; '' for none */
  ack: string;
  /** what follows, JSON or '' */
  json: string;
}

/** Packet types. */
export const SOCKET_IO = {
  connect: 0,
  disconnect: 1,
  event: 2,
  ack: 3,
  connectError: 4,
  binaryEvent: 5,
  binaryAck: 6,
} as const;

/** message packet, type, number of attachments, namespace, ack number */
const PACKET = /^4([0-6])(?:\d+-)?(?:\/[^,]*(?:,|$))?(\d*)(?=[[{"]|$)/;

/** null where `text` cannot be one: it has to be of the right form only, JSON is not read. */
export function readSocketIo(text: string): SocketIoPacket | null {
  const match = PACKET.exec(text);
  if (!match) return null;
  return { type: Number(match[1]), ack: match[2] ?? '', json: text.slice(match[0].length) };
}
