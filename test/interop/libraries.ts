import { readFileSync } from 'node:fs';
import path from 'node:path';
import type * as SocketIo from 'socket.io-client';

const script = (file: string): string =>
  readFileSync(path.resolve(import.meta.dirname, '../../node_modules', file), 'utf8');

/** Pages that have loaded a real client. */
export const LIBRARY_PAGES = {
  '/socket.io.js': script('socket.io-client/dist/socket.io.min.js'),
  '/sockjs.js': script('sockjs-client/dist/sockjs.min.js'),
  '/with-socket-io': '<!doctype html><title>Socket.IO</title><script src="/socket.io.js"></script>',
  '/with-sockjs': '<!doctype html><title>SockJS</title><script src="/sockjs.js"></script>',
};

/** What a page's own script can know of a connection that a library made. */
export interface LibraryLog {
  /** in the order in which the library changed to them */
  transports: string[];
  /** whether all that was said came back as it was */
  echoed: boolean;
  /** as the library calls it */
  ended: string;
}

/**
 * Runs in the page: says a text and 1 MiB of binary to Socket.IO, and asks it to end the connection.
 *
 * @param transports what the client may use, in order
 */
export async function talkBySocketIo(url: string, path: string, transports: string[]): Promise<LibraryLog> {
  const { io } = window as unknown as { io: typeof SocketIo.io };
  const used: string[] = [];
  const socket = io(url, { path, transports, reconnection: false });
  const { engine } = socket.io;
  const isSettled = new Promise((resolve) => {
    if (transports.length === 1) resolve(null);
    engine.once('upgrade', ({ name }) => {
      used.push(name);
      resolve(null);
    });
    engine.once('upgradeError', resolve);
  });
  await new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(null));
    socket.on('connect_error', reject);
  });
  used.unshift(...transports.slice(0, 1));
  await isSettled;
  const text = await socket.emitWithAck('echo', 'Zwölf Boxkämpfer 😀');
  const bytes = Uint8Array.from({ length: 1 << 20 }, (_, index) => (index * 7) % 253);
  const back = new Uint8Array(await socket.emitWithAck('echo', bytes.buffer));
  const ended = await new Promise<string>((resolve) => {
    socket.on('disconnect', resolve);
    socket.emit('leave');
  });
  return {
    transports: used,
    echoed:
      text === 'Zwölf Boxkämpfer 😀' &&
      back.length === bytes.length &&
      back.every((byte, index) => byte === bytes[index]),
    ended,
  };
}

/** As much of SockJS's client as is used here; it comes without types. */
interface SockJsSocket extends WebSocket {
  transport: string;
}

/** Runs in the page: says two texts to SockJS, and asks it to end the connection. */
export async function talkBySockJs(url: string): Promise<LibraryLog> {
  const { SockJS } = window as unknown as { SockJS: new (url: string) => SockJsSocket };
  const says = ['Zwölf Boxkämpfer 😀', 'x'.repeat(1 << 16)];
  const heard: string[] = [];
  const socket = new SockJS(url);
  const transports: string[] = [];
  return new Promise((resolve) => {
    socket.onopen = () => {
      transports.push(socket.transport);
      for (const text of says) socket.send(text);
    };
    socket.onmessage = ({ data }) => {
      heard.push(data);
      if (heard.length === says.length) socket.send('close:4002:enough said');
    };
    socket.onclose = ({ code, reason }) => {
      const echoed = heard.join('\n') === says.join('\n');
      resolve({ transports, echoed, ended: `${code} ${reason}` });
    };
  });
}
