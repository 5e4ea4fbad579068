import type { BrowserKind } from '../support/panel-driver.ts';

/** How a connection ends for the page: what `CloseEvent` says. */
export interface Ending {
  code: number;
  reason: string;
  /** null where the server does not wait for the page's close frame: whether it still goes out is a matter of luck */
  wasClean: boolean | null;
}

/** One answer for both browsers, or one for each. */
export type Seen<T> = T | Record<BrowserKind, T>;

/** What is true of one echo server, and was seen again and again. Faults are the servers'. */
export interface Server {
  /** as in docs/interop.md */
  name: string;
  /** where it comes from: a package of npm that is a dependency here, or packages of Debian */
  source: { npm: string } | { debian: string[] };
  /** `WebSocket.extensions`, to a page that asks for nothing */
  extensions: Seen<string>;
  /** what it chooses of `mqtt` and `soap`; null where the handshake fails of being asked */
  subprotocol: Seen<string | null>;
  /** after the page's `close(4001, 'bye')` */
  clientClose: Seen<Ending>;
  /** after the page asked it to close with 4002 and `enough said` */
  serverClose: Seen<Ending>;
  /** whether it survives messages of no bytes */
  echoesEmpty: boolean;
}

const clean = (code: number, reason: string): Ending => ({ code, reason, wasClean: true });

/** Confirms what it is told, and says what it is asked to say. */
const PROPER = {
  subprotocol: 'soap',
  clientClose: clean(4001, 'bye'),
  serverClose: clean(4002, 'enough said'),
  echoesEmpty: true,
};

const DEFLATE = 'permessage-deflate';

/** Answers no subprotocol to whoever asks for one: Chrome takes that for an error, Firefox does not. */
const NONE_CHOSEN = { chrome: null, firefox: '' };

export const SERVERS = {
  ws: { ...PROPER, name: 'ws', source: { npm: 'ws' }, extensions: DEFLATE },
  thriftyWs: {
    ...PROPER,
    name: 'ws, set to save memory',
    source: { npm: 'ws' },
    // Firefox tells pages the names alone.
    extensions: {
      chrome: `${DEFLATE}; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=10`,
      firefox: DEFLATE,
    },
  },
  websocketNode: {
    ...PROPER,
    name: 'WebSocket-Node',
    source: { npm: 'websocket' },
    extensions: '',
    clientClose: clean(1000, ''),
    serverClose: {
      chrome: clean(4002, 'enough said'),
      firefox: { code: 4002, reason: 'enough said', wasClean: null },
    },
  },
  faye: { ...PROPER, name: 'faye-websocket', source: { npm: 'faye-websocket' }, extensions: DEFLATE },
  tornado: {
    ...PROPER,
    name: 'Tornado',
    source: { debian: ['python3-tornado'] },
    extensions: DEFLATE,
    clientClose: clean(4001, ''),
  },
  eventMachine: {
    ...PROPER,
    name: 'em-websocket',
    source: { debian: ['ruby-em-websocket'] },
    extensions: '',
    subprotocol: NONE_CHOSEN,
    clientClose: clean(4001, ''),
  },
  jetty: {
    ...PROPER,
    name: 'Jetty',
    source: { debian: ['libjetty9-extra-java'] },
    extensions: DEFLATE,
    serverClose: { code: 4002, reason: 'enough said', wasClean: null },
  },
  libwebsockets: {
    ...PROPER,
    name: 'libwebsockets',
    source: { debian: ['gcc', 'libc6-dev', 'libwebsockets-dev'] },
    extensions: DEFLATE,
    // It ends itself when it sends an empty message under permessage-deflate (4.1.6).
    echoesEmpty: false,
  },
  yaws: {
    ...PROPER,
    name: 'Yaws',
    source: { debian: ['yaws'] },
    extensions: '',
    subprotocol: NONE_CHOSEN,
  },
  mono: {
    ...PROPER,
    name: 'mono',
    source: { debian: ['mono-mcs', 'libmono-system4.0-cil'] },
    extensions: '',
  },
} satisfies Record<string, Server>;

export type ServerKey = keyof typeof SERVERS;

export const SERVER_KEYS = Object.keys(SERVERS) as ServerKey[];

/** What `seen` is in one browser. */
export function seenIn<T>(kind: BrowserKind, seen: Seen<T>): T {
  const isPair = typeof seen === 'object' && seen !== null && 'chrome' in seen;
  return isPair ? seen[kind] : (seen as T);
}
