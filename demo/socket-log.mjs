// @ts-check
import { WebSocket, WebSocketServer } from 'ws';

/** Payload bytes the log keeps in all. Frames past it are listed without their data. */
export const PAYLOAD_BUDGET = 64 * 2 ** 20;

/** Frames the log lists in all. Frames past it are only counted. */
export const FRAME_BUDGET = 500_000;

const TEXT = 1;
const BINARY = 2;
const PING = 9;
const PONG = 10;

/**
 * One message as it went through the server: whole, uncompressed.
 * @typedef {object} LoggedFrame
 * @property {'page' | 'server'} from
 * @property {number} time milliseconds since the epoch
 * @property {number} opcode RFC 6455 section 11.8
 * @property {number} size payload bytes
 * @property {Buffer | null} data null past the budget
 */

/**
 * @typedef {object} LoggedSocket
 * @property {number} id counted from 1
 * @property {string} url path and query
 * @property {string | null} origin
 * @property {string[]} requested subprotocols
 * @property {string} protocol the server's choice, '' if none
 * @property {string} extensions the server's answer, '' if none
 * @property {number} opened milliseconds since the epoch
 * @property {LoggedFrame[]} frames
 * @property {{ page: Count, server: Count }} count of all frames, listed or not
 * @property {{ code: number, reason: string, time: number } | null} closed as the server saw it
 */

/** @typedef {{ frames: number, bytes: number }} Count */

/**
 * @typedef {object} RefusedHandshake
 * @property {string} url
 * @property {string} answer what the server did instead
 * @property {number} time milliseconds since the epoch
 */

/** What the server saw: every handshake, every message in both directions, every close. */
export class SocketLog {
  /** @type {LoggedSocket[]} */
  sockets = [];
  /** @type {RefusedHandshake[]} */
  refused = [];
  #bytes = 0;
  #frames = 0;
  #last = 0;

  /** Forgets everything; sockets that are still open are not listed again. */
  clear() {
    this.sockets = [];
    this.refused = [];
    this.#bytes = 0;
    this.#frames = 0;
  }

  /**
   * @param {string} url
   * @param {string} answer
   */
  refuse(url, answer) {
    this.refused.push({ url, answer, time: Date.now() });
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {WebSocket} socket
   * @returns {LoggedSocket}
   */
  open(request, socket) {
    const requested = request.headers['sec-websocket-protocol'];
    const entry = {
      id: ++this.#last,
      url: request.url ?? '',
      origin: request.headers.origin ?? null,
      requested: requested ? requested.split(',').map((name) => name.trim()) : [],
      protocol: socket.protocol,
      extensions: socket.extensions,
      opened: Date.now(),
      frames: [],
      count: { page: { frames: 0, bytes: 0 }, server: { frames: 0, bytes: 0 } },
      closed: null,
    };
    this.sockets.push(entry);
    return entry;
  }

  /**
   * @param {LoggedSocket} entry
   * @param {'page' | 'server'} from
   * @param {number} opcode
   * @param {Buffer} payload
   */
  add(entry, from, opcode, payload) {
    const count = entry.count[from];
    count.frames++;
    count.bytes += payload.length;
    if (++this.#frames > FRAME_BUDGET) return;
    this.#bytes += payload.length;
    const data = this.#bytes > PAYLOAD_BUDGET ? null : Buffer.from(payload);
    entry.frames.push({ from, time: Date.now(), opcode, size: payload.length, data });
  }

  /** As JSON, payloads in base64. */
  toJSON() {
    const sockets = this.sockets.map((socket) => ({
      ...socket,
      frames: socket.frames.map((frame) => ({ ...frame, data: frame.data?.toString('base64') ?? null })),
    }));
    return { sockets, refused: this.refused };
  }
}

/** A socket that tells the log what goes through it. */
class LoggedWebSocket extends WebSocket {
  /** @type {(opcode: number, data: unknown) => void} */
  #note = () => {};

  /**
   * @param {SocketLog} log
   * @param {import('node:http').IncomingMessage} request
   */
  logTo(log, request) {
    const entry = log.open(request, this);
    this.#note = (opcode, data) => log.add(entry, 'server', opcode, toBuffer(data));
    this.on('message', (data, isBinary) => log.add(entry, 'page', isBinary ? BINARY : TEXT, toBuffer(data)));
    this.on('ping', (data) => log.add(entry, 'page', PING, data));
    this.on('pong', (data) => log.add(entry, 'page', PONG, data));
    this.on('close', (code, reason) => {
      entry.closed = { code, reason: reason.toString(), time: Date.now() };
    });
    // What the page does wrong must not end the server; `close` follows and is logged.
    this.on('error', () => {});
  }

  /**
   * @override
   * @param {any} data
   * @param {any[]} rest
   */
  send(data, ...rest) {
    const { binary = typeof data !== 'string' } = /** @type {{ binary?: boolean }} */ (Object(rest[0]));
    if (this.readyState === WebSocket.OPEN) this.#note(binary ? BINARY : TEXT, data);
    super.send(data, ...rest);
  }

  /**
   * @override
   * @param {any} data
   * @param {any[]} rest
   */
  ping(data, ...rest) {
    if (this.readyState === WebSocket.OPEN) this.#note(PING, data ?? '');
    super.ping(data, ...rest);
  }

  /**
   * @override
   * @param {any} data
   * @param {any[]} rest
   */
  pong(data, ...rest) {
    if (this.readyState === WebSocket.OPEN) this.#note(PONG, data ?? '');
    super.pong(data, ...rest);
  }
}

/** @param {any} data what `ws` takes and gives */
function toBuffer(data) {
  if (Array.isArray(data)) return Buffer.concat(data);
  if (ArrayBuffer.isView(data)) return Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return Buffer.from(data);
}

/**
 * A class of WebSocket servers whose sockets are all logged; Socket.IO takes such a class as its engine.
 * @param {SocketLog} log
 */
export function loggingServer(log) {
  return class extends WebSocketServer {
    /** @param {import('ws').ServerOptions} [options] */
    constructor(options) {
      super({ ...options, WebSocket: /** @type {any} */ (LoggedWebSocket) });
    }

    /**
     * @override
     * @param {import('node:http').IncomingMessage} request
     * @param {import('node:stream').Duplex} stream
     * @param {Buffer} head
     * @param {(socket: any, request: import('node:http').IncomingMessage) => void} accept
     */
    handleUpgrade(request, stream, head, accept) {
      super.handleUpgrade(request, stream, head, (socket) => {
        /** @type {LoggedWebSocket} */ (/** @type {unknown} */ (socket)).logTo(log, request);
        accept(socket, request);
      });
    }
  };
}
