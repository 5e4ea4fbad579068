import { constants, inflateRawSync } from 'node:zlib';
import { headerValue } from '../../src/handshake/headers.ts';
import type { Header } from '../../src/protocol/handshake.ts';
import { type Message, messageOf } from '../e2e/capture/message.ts';
import type { TappedBytes } from './wire-tap.ts';

/** One opening handshake and what followed it, read off the bytes of its TCP connection. */
export interface WireExchange {
  /** path and query */
  path: string;
  request: Header[];
  /** 0 where nothing was answered */
  status: number;
  statusText: string;
  response: Header[];
  sent: WireDirection;
  received: WireDirection;
}

/** What one side sent after the handshake. */
export interface WireDirection {
  messages: Message[];
  /** messages that went compressed: RSV1, RFC 7692 section 6 */
  compressed: number;
  /** null where no close frame came */
  close: { code: number; reason: string } | null;
}

interface Frame {
  final: boolean;
  /** RSV1 */
  compressed: boolean;
  opcode: number;
  payload: Buffer;
}

const CONTINUATION = 0;
const BINARY = 2;
const CLOSE = 8;

/** What DEFLATE's stream lacks at the end of each message: RFC 7692 section 7.2.2. */
const TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/** Reads a connection whose first request is a handshake; null for any other. */
export function readExchange({ sent, received }: TappedBytes): WireExchange | null {
  const asked = readHead(sent);
  const answered = readHead(received);
  const path = /^GET (\S+)/.exec(asked?.start ?? '')?.[1];
  if (!asked || path === undefined || !/^websocket$/im.test(headerValue(asked.headers, 'Upgrade') ?? ''))
    return null;
  const [, status = '0', statusText = ''] = /^HTTP\/1\.1 (\d+) ?(.*)$/.exec(answered?.start ?? '') ?? [];
  const isOpen = status === '101';
  const extension = headerValue(answered?.headers ?? [], 'Sec-WebSocket-Extensions') ?? '';
  const side = (rest: Buffer | undefined, name: 'client' | 'server'): WireDirection =>
    readDirection(isOpen && rest ? rest : Buffer.alloc(0), extension.includes(`${name}_no_context_takeover`));
  return {
    path,
    request: asked.headers,
    status: Number(status),
    statusText,
    response: answered?.headers ?? [],
    sent: side(asked.rest, 'client'),
    received: side(answered?.rest, 'server'),
  };
}

/** RFC 9112 section 2.1. */
function readHead(bytes: Buffer): { start: string; headers: Header[]; rest: Buffer } | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [start = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
  return { start, headers, rest: bytes.subarray(end + 4) };
}

/** @param resets whether each message is compressed by itself */
function readDirection(bytes: Buffer, resets: boolean): WireDirection {
  const direction: WireDirection = { messages: [], compressed: 0, close: null };
  const inflate = inflater(resets);
  let open: Frame[] = [];
  for (const frame of readFrames(bytes)) {
    if (frame.opcode === CLOSE) direction.close = readClose(frame.payload);
    if (frame.opcode > BINARY) continue;
    open.push(frame);
    if (!frame.final) continue;
    const [first = frame] = open;
    const payload = Buffer.concat(open.map((part) => part.payload));
    open = [];
    if (first.compressed) direction.compressed++;
    if (first.opcode === CONTINUATION) throw new Error('A continuation of nothing was on the wire.');
    direction.messages.push(
      messageOf(first.compressed ? inflate(payload) : payload, first.opcode === BINARY),
    );
  }
  return direction;
}

/** RFC 6455 section 5.2. What is not there in full is left out. */
function* readFrames(bytes: Buffer): Generator<Frame> {
  for (let at = 0; at + 2 <= bytes.length; ) {
    const [first, second] = [bytes.readUInt8(at), bytes.readUInt8(at + 1)];
    at += 2;
    let length = second & 0x7f;
    if (length === 126) {
      length = bytes.readUInt16BE(at);
      at += 2;
    } else if (length === 127) {
      length = Number(bytes.readBigUInt64BE(at));
      at += 8;
    }
    const mask = second & 0x80 ? bytes.subarray(at, at + 4) : null;
    if (mask) at += 4;
    if (at + length > bytes.length) return;
    const payload = Buffer.from(bytes.subarray(at, at + length));
    if (mask)
      for (let index = 0; index < length; index++)
        payload.writeUInt8(payload.readUInt8(index) ^ mask.readUInt8(index % 4), index);
    at += length;
    yield { final: Boolean(first & 0x80), compressed: Boolean(first & 0x40), opcode: first & 0x0f, payload };
  }
}

/** Where the context is kept from message to message, all of it is inflated anew, which takes no state and few lines. */
function inflater(resets: boolean): (payload: Buffer) => Buffer {
  let stream = Buffer.alloc(0);
  let length = 0;
  return (payload) => {
    if (resets) {
      stream = Buffer.alloc(0);
      length = 0;
    }
    stream = Buffer.concat([stream, payload, TAIL]);
    const whole = inflateRawSync(stream, { finishFlush: constants.Z_SYNC_FLUSH });
    const message = whole.subarray(length);
    length = whole.length;
    return message;
  };
}

/** RFC 6455 section 5.5.1; 1005 stands for a frame without a code. */
const readClose = (payload: Buffer): { code: number; reason: string } => ({
  code: payload.length >= 2 ? payload.readUInt16BE() : 1005,
  reason: payload.toString('utf8', 2),
});
