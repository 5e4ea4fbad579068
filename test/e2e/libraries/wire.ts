import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { type Message, messageOf } from '../capture/message.ts';

/** What went over one socket, told by neither of its ends. */
export interface WireSocket {
  /** path and query */
  url: string;
  /** messages from the page, in order */
  sent: Message[];
  /** messages to the page, in order */
  received: Message[];
}

/** A relay that reads along. Where a socket uses an extension, it gives up. */
export interface Wire {
  port: number;
  /** every socket since the last `clear`, in the order of their handshakes */
  sockets: WireSocket[];
  clear(): void;
  close(): Promise<void>;
}

/** @param target port on this machine that all goes on to */
export async function openWire(target: number): Promise<Wire> {
  const sockets: WireSocket[] = [];
  const open = new Set<Socket>();
  const server = createServer((browser) => {
    const origin = connect(target, '127.0.0.1');
    const request = new HeadReader();
    const response = new HeadReader();
    const frames = { sent: new FrameReader(), received: new FrameReader() };
    let socket: WireSocket | null = null;
    browser.on('data', (chunk) => {
      const rest = request.read(chunk);
      if (socket) socket.sent.push(...frames.sent.read(rest));
    });
    origin.on('data', (chunk) => {
      const rest = response.read(chunk);
      if (!socket && response.head?.startsWith('HTTP/1.1 101 ')) {
        if (/^sec-websocket-extensions:/im.test(response.head)) throw new Error('There is an extension.');
        socket = { url: request.head?.split(' ')[1] ?? '', sent: [], received: [] };
        sockets.push(socket);
      }
      if (socket) socket.received.push(...frames.received.read(rest));
    });
    for (const [one, other] of [
      [browser, origin],
      [origin, browser],
    ] as const) {
      open.add(one);
      one.pipe(other);
      // Whoever goes away without a word is no error of the relay's.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.end();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    clear() {
      sockets.length = 0;
    },
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Keeps the first head of an HTTP connection, and passes on what follows it. */
class HeadReader {
  head: string | null = null;
  #bytes = Buffer.alloc(0);

  read(chunk: Buffer): Buffer {
    if (this.head !== null) return chunk;
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end < 0) return Buffer.alloc(0);
    this.head = this.#bytes.toString('latin1', 0, end);
    return this.#bytes.subarray(end + 4);
  }
}

/** Puts messages together from the frames of one direction (RFC 6455 section 5.2). Control frames are left out. */
class FrameReader {
  #bytes = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #isBinary = false;

  read(chunk: Buffer): Message[] {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
    const messages: Message[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) {
      if (frame.opcode >= 8) continue;
      if (frame.opcode !== 0) this.#isBinary = frame.opcode === 2;
      this.#parts.push(frame.payload);
      if (!frame.isFinal) continue;
      messages.push(messageOf(Buffer.concat(this.#parts), this.#isBinary));
      this.#parts = [];
    }
    return messages;
  }

  #next(): { opcode: number; isFinal: boolean; payload: Buffer } | null {
    const bytes = this.#bytes;
    if (bytes.length < 2) return null;
    const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
    const short = second & 0x7f;
    const mask = short === 127 ? 10 : short === 126 ? 4 : 2;
    const start = mask + (second & 0x80 ? 4 : 0);
    if (bytes.length < start) return null;
    const length =
      short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short;
    if (bytes.length < start + length) return null;
    const payload = Buffer.from(bytes.subarray(start, start + length));
    if (second & 0x80)
      for (let at = 0; at < length; at++)
        payload.writeUInt8(payload.readUInt8(at) ^ bytes.readUInt8(mask + (at % 4)), at);
    this.#bytes = bytes.subarray(start + length);
    return { opcode: first & 0x0f, isFinal: (first & 0x80) !== 0, payload };
  }
}
