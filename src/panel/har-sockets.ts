import type { LoggedFrame, LoggedSocket } from '../session/logged-socket.ts';
import { payloadFromBase64 } from '../session/payload-text.ts';
import { type HarEntry, type HarStack, keyIn, namedSockets } from './har-handshakes.ts';

/**
 * The sockets in Chrome's log that our page script did not make: those of workers, for no script of ours runs there.
 *
 * @param ours the URL all our scripts begin with: whoever has one of them in its stack was captured in the page
 */
export function socketsInHar(entries: readonly HarEntry[], ours: string): LoggedSocket[] {
  const sockets: LoggedSocket[] = [];
  for (const [id, entry] of namedSockets(entries)) {
    const messages = entry._webSocketMessages ?? [];
    const failure = messages.find(({ type }) => type === 'error')?.data ?? '';
    const { request, response, timings } = entry;
    // Until the request went out the log knows nothing of it.
    if (request.headers.length === 0 && failure === '') continue;
    if (isCaptured(entry._initiator?.stack, ours)) continue;
    const opening = Date.parse(entry.startedDateTime);
    const isOpen = response.status === 101;
    const answered = opening + Math.max(0, timings?.wait ?? 0);
    const lasted = timings?.receive ?? 0;
    const asked = header(request.headers, 'sec-websocket-protocol');
    sockets.push({
      id,
      url: request.url,
      origin: header(request.headers, 'origin'),
      requested: asked === '' ? [] : asked.split(/\s*,\s*/),
      protocol: header(response.headers, 'sec-websocket-protocol'),
      extensions: header(response.headers, 'sec-websocket-extensions'),
      opening,
      opened: isOpen ? answered : null,
      ended: endOf(answered, lasted, failure),
      stack: stackText(entry._initiator?.stack),
      handshake: {
        request: request.headers.map(({ name, value }) => ({ name, value })),
        status: response.status,
        statusText: response.statusText,
        response: response.headers.map(({ name, value }) => ({ name, value })),
        failure,
        remoteAddress: entry.serverIPAddress ?? '',
      },
      messages: messages.length,
      frames: (from) => messages.slice(from).flatMap(readFrame),
    });
  }
  return sockets.sort((a, b) => a.opening - b.opening);
}

/** Whether the log shows a worker: its script was fetched, or one stood between page and server. */
export function tellsOfWorker({ _resourceType, _initiator, request, response }: HarEntry): boolean {
  if (response._fetchedViaServiceWorker) return true;
  const destination = header(request.headers, 'sec-fetch-dest');
  if (destination !== '') return /^(?:shared|service)?worker$/.test(destination);
  // A service worker's script is logged without headers, and so is what never went over the network; and over http:
  // to other hosts no destination is told. Then any script may be a worker's that no HTML asked for.
  return _resourceType === 'script' && _initiator?.type !== 'parser';
}

/** About how many bytes of messages the log holds. */
export function sizeOfHar(entries: readonly HarEntry[]): number {
  let bytes = 0;
  for (const { _webSocketMessages = [] } of entries)
    for (const { data = '' } of _webSocketMessages) bytes += data.length + MESSAGE_BYTES;
  return bytes;
}

/** What a message weighs beside its data, roughly. */
const MESSAGE_BYTES = 100;

const header = (headers: readonly { name: string; value: string }[], wanted: string): string =>
  headers.find(({ name }) => name.toLowerCase() === wanted)?.value ?? '';

function endOf(answered: number, lasted: number, failure: string): number | null {
  if (lasted > 0) return answered + lasted;
  return failure === '' ? null : answered;
}

function isCaptured(stack: HarStack | undefined, ours: string): boolean {
  return keyIn(stack) !== '' || (stack?.callFrames ?? []).some(({ url }) => url.startsWith(ours));
}

/** The stack as `Error.prototype.stack` would have it, null where there is none. */
function stackText(stack: HarStack | undefined): string | null {
  const frames = stack?.callFrames ?? [];
  if (frames.length === 0) return null;
  const lines = frames.map(({ functionName, url, lineNumber, columnNumber }) => {
    const place = `${url}:${lineNumber + 1}:${columnNumber + 1}`;
    return functionName === '' ? `    at ${place}` : `    at ${functionName} (${place})`;
  });
  return ['Error', ...lines].join('\n');
}

const TEXT = 1;
const BINARY = 2;

/** None for what is no frame. Chrome logs a Blob that is sent as no bytes: what it held is not known. */
function readFrame(message: NonNullable<HarEntry['_webSocketMessages']>[number]): LoggedFrame[] {
  const { type, opcode, data = '', time } = message;
  if ((type !== 'send' && type !== 'receive') || (opcode !== TEXT && opcode !== BINARY)) return [];
  const direction = type === 'send' ? 'sent' : 'received';
  const isBinary = opcode === BINARY;
  const payload = !isBinary ? data : direction === 'sent' && data === '' ? null : bytesOf(data);
  return [{ time: time * 1000, direction, isBinary, payload }];
}

function bytesOf(base64: string): ArrayBuffer | null {
  try {
    return payloadFromBase64(base64) as ArrayBuffer;
  } catch {
    return null;
  }
}
