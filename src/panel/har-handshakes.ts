import { type Header, KEY_PREFIX, type SeenHandshake } from '../protocol/handshake.ts';

/** The parts of Chrome's HAR entries that tell of a handshake. */
export interface HarEntry {
  _resourceType?: string;
  startedDateTime: string;
  serverIPAddress?: string;
  request: { url: string; headers: Header[] };
  response: { status: number; statusText: string; headers: Header[]; _fetchedViaServiceWorker?: boolean };
  /** milliseconds: until the handshake was answered, and from there to the end; 0 or less where it was not reached */
  timings?: { wait: number; receive: number };
  _initiator?: { type?: string; stack?: HarStack };
  _webSocketMessages?: { type: string; data?: string; time: number; opcode?: number }[];
}

/** A call stack in Chrome's log; `parent` is what scheduled it. Lines and columns count from 0. */
export interface HarStack {
  callFrames: { functionName: string; url: string; lineNumber: number; columnNumber: number }[];
  parent?: HarStack;
}

/** Sockets of the log, each with a name that is the same whenever the log is read. */
export function* namedSockets(entries: readonly HarEntry[]): Generator<[id: string, entry: HarEntry]> {
  const counts = new Map<string, number>();
  for (const entry of entries) {
    if (entry._resourceType !== 'websocket') continue;
    // Navigation empties the log, so a position in it says nothing; the same URL at the same time may be there twice.
    const name = `${entry.startedDateTime} ${entry.request.url}`;
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    yield [`${name} ${count}`, entry];
  }
}

/** The handshakes in DevTools' own log (`chrome.devtools.network.getHAR`), in the order they began. */
export function handshakesInHar(entries: readonly HarEntry[]): SeenHandshake[] {
  const seen: SeenHandshake[] = [];
  for (const [id, entry] of namedSockets(entries)) {
    const { url } = entry.request;
    const failure = entry._webSocketMessages?.find((message) => message.type === 'error');
    const handshake: SeenHandshake = {
      id,
      url,
      time: Date.parse(entry.startedDateTime),
      request: copy(entry.request.headers),
      status: entry.response.status,
      statusText: entry.response.statusText,
      response: copy(entry.response.headers),
      failure: failure?.data ?? '',
      remoteAddress: entry.serverIPAddress ?? '',
    };
    const key = keyIn(entry._initiator?.stack);
    if (key) handshake.key = key;
    seen.push(handshake);
  }
  return seen.sort((a, b) => a.time - b.time);
}

/** The name under which the page script called the constructor (page/construct-as.ts); '' if none is there. */
export function keyIn(stack: HarStack | undefined): string {
  for (const { functionName } of stack?.callFrames ?? []) {
    const at = functionName.indexOf(KEY_PREFIX);
    if (at >= 0) return functionName.slice(at);
  }
  return '';
}

const copy = (headers: readonly Header[]): Header[] => headers.map(({ name, value }) => ({ name, value }));
