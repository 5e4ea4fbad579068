import type { Message } from '../e2e/capture/message.ts';

/** What a page says: a text, so many bytes, or so many bytes as a Blob; nothing twice. */
export type Saying = { text: string; times?: number } | { bytes: number; as?: 'Blob' };

/** How a talk ends: the page closes, or asks the server to, or says nothing more until somebody else ends it. */
export type Farewell = { close: [code: number, reason: string] } | { ask: string } | 'silence';

/** All that a page's own script can know of a socket. */
export interface PageLog {
  opened: { protocol: string; extensions: string } | null;
  sent: Message[];
  received: Message[];
  closed: { code: number; reason: string; wasClean: boolean } | null;
}

export interface Talk {
  url: string;
  protocols: string[];
  says: Saying[];
  farewell: Farewell;
}

/**
 * Runs in the page: says one thing after the other, each when the one before has come back, then its farewell. Settles
 * when the socket has closed, or nothing has come for a while.
 */
export async function talk({ url, protocols, says, farewell }: Talk): Promise<PageLog> {
  /** Milliseconds of silence after which nothing more is expected. */
  const SILENCE = 20_000;
  /** As in {@link messageOf}. */
  const SHORT = 256;
  const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const messageOf = async (data: string | ArrayBuffer): Promise<string> => {
    const isText = typeof data === 'string';
    const bytes = isText ? new TextEncoder().encode(data) : new Uint8Array(data);
    const digest = async () => `sha256:${hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))}`;
    const content = bytes.length > SHORT ? await digest() : isText ? JSON.stringify(data) : hex(bytes);
    return `${isText ? 'text' : 'binary'} ${bytes.length} ${content}`;
  };
  const payloadOf = (saying: Saying): string | ArrayBuffer => {
    if ('text' in saying) return saying.text.repeat(saying.times ?? 1);
    // Bytes that do not compress.
    const bytes = new Uint8Array(saying.bytes);
    for (let index = 0, state = 1; index < bytes.length; index++) {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      bytes[index] = state >>> 16;
    }
    return bytes.buffer;
  };

  const log: PageLog = { opened: null, sent: [], received: [], closed: null };
  const heard: (string | ArrayBuffer)[] = [];
  const socket = new WebSocket(url, protocols);
  socket.binaryType = 'arraybuffer';
  let wake = (): void => {};
  socket.addEventListener('open', () => {
    log.opened = { protocol: socket.protocol, extensions: socket.extensions };
    wake();
  });
  socket.addEventListener('message', ({ data }) => {
    heard.push(data);
    wake();
  });
  socket.addEventListener('close', ({ code, reason, wasClean }) => {
    log.closed = { code, reason, wasClean };
    wake();
  });
  /** Whether it came to that, before the end or silence. */
  const waitFor = async (isThere: () => boolean): Promise<boolean> => {
    while (!isThere() && !log.closed) {
      const isSilent = await new Promise((resolve) => {
        const timer = setTimeout(() => resolve(true), SILENCE);
        wake = () => {
          clearTimeout(timer);
          resolve(false);
        };
      });
      if (isSilent) break;
    }
    return isThere();
  };
  const converse = async (): Promise<void> => {
    if (!(await waitFor(() => log.opened !== null))) return;
    for (const saying of says) {
      const payload = payloadOf(saying);
      const expected = heard.length + 1;
      socket.send('as' in saying ? new Blob([payload]) : payload);
      log.sent.push(await messageOf(payload));
      if (!(await waitFor(() => heard.length >= expected))) return;
    }
    if (farewell !== 'silence' && 'close' in farewell) socket.close(...farewell.close);
    else if (farewell !== 'silence') {
      socket.send(farewell.ask);
      log.sent.push(await messageOf(farewell.ask));
    }
    await waitFor(() => log.closed !== null);
  };
  await converse();
  for (const data of heard) log.received.push(await messageOf(data));
  return log;
}
