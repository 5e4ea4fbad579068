import type { Header } from './connection.ts';
import type { HarEntry } from './har-entry.ts';
import { harTime, isoTime } from './har-time.ts';
import { isFields } from './json-fields.ts';
import type { HandshakeLine, OpeningLine, SessionLine } from './session-line.ts';

/** The lines of the own format that say the same as an entry of another program, without its frames. */
export function linesOfEntry(entry: HarEntry, connection: number): SessionLine[] {
  const { status, statusText, error, failures, remoteAddress, requestHeaders, responseHeaders } = entry;
  const time = openingOf(entry);
  const opening: OpeningLine = {
    type: 'opening',
    connection,
    time,
    url: socketUrl(entry.url),
    protocols: requestHeaders.length > 0 ? listOf(requestHeaders, 'sec-websocket-protocol') : null,
    origin: headerOf(requestHeaders, 'origin') ?? '',
  };
  const stack = stackOf(entry.initiator);
  if (stack !== null) opening.stack = stack;
  const failure = failures[0]?.failure || error;
  const handshake: HandshakeLine = {
    type: 'handshake',
    connection,
    status,
    statusText,
    request: requestHeaders,
    response: responseHeaders,
    failure,
  };
  if (remoteAddress !== null) handshake.remoteAddress = remoteAddress;
  const lines: SessionLine[] = [opening, handshake];
  const isOpen = wasOpen(entry);
  if (isOpen)
    lines.push({
      type: 'open',
      connection,
      time,
      protocol: headerOf(responseHeaders, 'sec-websocket-protocol') ?? '',
      extensions: headerOf(responseHeaders, 'sec-websocket-extensions') ?? '',
    });
  if (failures.length > 0 || failure !== '' || (!isOpen && status > 0)) {
    const failed = harTime(failures[0]?.time, isoTime(entry.started));
    lines.push({ type: 'error', connection, time: failed ?? time });
  }
  if (isOpen && entry.close !== null) lines.push(endOf(entry, connection, time));
  return lines;
}

/** Its own time HTTP Toolkit tells by another clock; it is not before the last message. */
function endOf(
  { close, lasted, frames, started }: HarEntry,
  connection: number,
  opening: number,
): SessionLine {
  const time = Math.max(opening + lasted, harTime(frames.at(-1)?.time, isoTime(started)) ?? 0);
  if (close === null || close === 'aborted') return { type: 'cut', connection, time };
  return { type: 'closed', connection, time, ...close, wasClean: true };
}

/** HAR has no word for it: a 101, or 200 to a CONNECT over HTTP/2 (RFC 8441 section 5), or simply frames. */
function wasOpen({ status, method, frames }: HarEntry): boolean {
  return status === 101 || frames.length > 0 || (status === 200 && method.toUpperCase() === 'CONNECT');
}

/** When the constructor was called, as near as the file says (ms since the epoch): never after the first message. */
export function openingOf({ started, frames, failures }: HarEntry): number {
  const date = isoTime(started);
  const times = [frames[0], failures[0]].map((message) => harTime(message?.time, date));
  const known = [date, ...times].filter((time) => time !== null);
  return known.length > 0 ? Math.min(...known) : 0;
}

/** mitmproxy and others write the address as HTTP has it. */
export const socketUrl = (url: string): string => url.replace(/^http(s?):/i, 'ws$1:');

/** Fields of one name are joined as RFC 9110 section 5.3 says. */
function headerOf(headers: readonly Header[], name: string): string | null {
  const values = headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  return values.length > 0 ? values.join(', ') : null;
}

const listOf = (headers: readonly Header[], name: string): string[] =>
  (headerOf(headers, name) ?? '')
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '');

/** Chrome's `_initiator` as the text of an error's stack; null where it has none. */
function stackOf(initiator: unknown): string | null {
  const calls: string[] = [];
  for (let stack = isFields(initiator) ? initiator.stack : null; isFields(stack); stack = stack.parent)
    for (const call of Array.isArray(stack.callFrames) ? stack.callFrames : []) {
      if (!isFields(call)) continue;
      const place = `${call.url}:${Number(call.lineNumber) + 1}:${Number(call.columnNumber) + 1}`;
      calls.push(call.functionName ? `    at ${call.functionName} (${place})` : `    at ${place}`);
    }
  return calls.length > 0 ? calls.join('\n') : null;
}
