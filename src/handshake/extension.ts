/** An extension as negotiated: RFC 6455 section 9.1. */
export interface Extension {
  name: string;
  parameters: { name: string; value: string | null; meaning: string }[];
  meaning: string;
}

const TOKEN = /[^\s;,="]+/y;
const VALUE = /=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*))/y;

/** Reads what a browser gives as `WebSocket.extensions` or a `Sec-WebSocket-Extensions` header. */
export function readExtensions(header: string): Extension[] {
  const extensions: Extension[] = [];
  let current: Extension | null = null;
  let at = 0;
  while (at < header.length) {
    const char = header[at];
    if (char === ',') current = null;
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(header)?.[0];
    if (token === undefined) {
      at++;
      continue;
    }
    at += token.length;
    while (header[at] === ' ') at++;
    VALUE.lastIndex = at;
    const value = VALUE.exec(header);
    if (value) at += value[0].length;
    if (current) current.parameters.push(parameter(current.name, token, value));
    else {
      current = { name: token, parameters: [], meaning: EXTENSIONS[token.toLowerCase()] ?? '' };
      extensions.push(current);
    }
  }
  return extensions;
}

function parameter(extension: string, name: string, match: RegExpExecArray | null) {
  const value = match ? (match[1] ?? match[2] ?? '') : null;
  const isDeflate = extension.toLowerCase() === 'permessage-deflate';
  return { name, value, meaning: isDeflate ? deflateMeaning(name, value) : '' };
}

const EXTENSIONS: Record<string, string> = {
  'permessage-deflate':
    'Messages may go compressed over the network (RFC 7692). Pages, and so this panel, see them unpacked.',
  'x-webkit-deflate-frame':
    'An early compression of each frame, spoken by WebKit browsers before RFC 7692. History: no browser offers it now.',
  'perframe-deflate':
    'An abandoned draft of compression frame by frame. History: permessage-deflate took its place.',
  'permessage-compress':
    'An abandoned draft of which permessage-deflate is what remained. History: no browser offers it.',
  mux: 'An abandoned draft for many WebSockets over one connection. History: RFC 8441 (over HTTP/2) does that now.',
};

/** RFC 7692 section 7.1. */
function deflateMeaning(name: string, value: string | null): string {
  switch (name) {
    case 'server_no_context_takeover':
      return 'The server compresses each message by itself: less memory, larger messages.';
    case 'client_no_context_takeover':
      return 'The browser compresses each message by itself: less memory, larger messages.';
    case 'server_max_window_bits':
      return `The server looks back at most ${windowText(value)} when it compresses.`;
    case 'client_max_window_bits':
      return value === null
        ? 'The browser can limit how far it looks back when it compresses, if the server asks.'
        : `The browser looks back at most ${windowText(value)} when it compresses.`;
    default:
      return '';
  }
}

/** A window of 8 to 15 bits as what it comes to. */
function windowText(value: string | null): string {
  const bits = Number(value);
  if (!(Number.isInteger(bits) && bits >= 8 && bits <= 15))
    return 'a number of bytes it does not state validly';
  const bytes = 2 ** bits;
  return bytes >= 1024 ? `${bytes / 1024} KiB` : `${bytes} bytes`;
}
