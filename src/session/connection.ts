import type { Source } from '../protocol/event.ts';
import type { Header } from '../protocol/handshake.ts';
import type { GapReason } from '../protocol/payload.ts';

/**
 * - `connecting`: constructed, handshake not finished
 * - `open`
 * - `closing`: `close()` was called, the close event is still to come
 * - `closed`: the close event came after the connection had been open
 * - `failed`: the handshake did not succeed
 * - `cut`: the page left or its renderer died; how the socket ended is not known
 */
export type ConnectionState = 'connecting' | 'open' | 'closing' | 'closed' | 'failed' | 'cut';

/** Frames that happened on a connection and are not in the session. */
export interface Gap {
  /** seq of the first missing frame */
  seq: number;
  frames: number;
  /** bytes as far as known */
  bytes: number;
  reason: GapReason;
  /** index in the frame table of the frame that follows; the table's length at the time if none has yet */
  before: number;
}

export interface Traffic {
  frames: number;
  bytes: number;
}

export type { Header };

/** The HTTP exchange of RFC 6455 section 4, as far as the browser shows it. */
export interface Handshake {
  request: Header[];
  /** HTTP status, 0 where there was no response */
  status: number;
  statusText: string;
  response: Header[];
  /** what the browser said of a failure, '' if nothing */
  failure: string;
  remoteAddress?: string | undefined;
  /** true where several sockets of the same URL were opened at once, and only their order says that it is this one's */
  inferred?: boolean;
}

/** One WebSocket from constructor to close. All times are milliseconds since the epoch. */
export interface Connection {
  /** place in the session's list, from 0; shown to people as index + 1 */
  index: number;
  /** key of the document it was captured in, '' for imported ones */
  document: string;
  /** its number in that document */
  id: number;
  url: string;
  /** serialised origin of its document, '' if unknown */
  origin: string;
  /** what opened it */
  context: 'page' | 'iframe' | 'worker' | 'unknown';
  /** URL of the document that opened it, '' if unknown */
  documentUrl: string;
  requested: string[] | null;
  /** the chosen subprotocol, '' if none or not open yet */
  protocol: string;
  /** negotiated extensions as the browser states them */
  extensions: string;
  state: ConnectionState;
  opening: number;
  opened: number | null;
  /** who asked first to close */
  closing: { time: number; code: number | null; reason: string | null; source: Source } | null;
  closed: { time: number; code: number; reason: string; wasClean: boolean } | null;
  errored: number | null;
  /** what the constructor threw; there never was a socket */
  refused: { time: number; name: string; message: string } | null;
  /** the policy that forbade it (CSP) */
  blocked: { time: number; directive: string; policy: string } | null;
  /** when the document left, where that ended it */
  cut: number | null;
  stack: string | null;
  source: Source;
  /** the replay run it belongs to */
  run: string | null;
  virtual: boolean;
  sent: Traffic;
  received: Traffic;
  /** `send()` calls the browser dropped because the socket was closing or closed */
  discarded: number;
  gaps: Gap[];
  /** the next seq expected */
  nextSeq: number;
  handshake: Handshake | null;
  /** by which the browser's log names it, '' where it does not */
  key: string;
  /** id of the decoder chosen by hand for its frames, null where the content decides */
  decoder: string | null;
}

/** A connection with nothing known but its place and URL. */
export function newConnection(index: number, url: string, opening: number): Connection {
  return {
    index,
    document: '',
    id: 0,
    url,
    origin: '',
    context: 'unknown',
    documentUrl: '',
    requested: null,
    protocol: '',
    extensions: '',
    state: 'connecting',
    opening,
    opened: null,
    closing: null,
    closed: null,
    errored: null,
    refused: null,
    blocked: null,
    cut: null,
    stack: null,
    source: 'wire',
    run: null,
    virtual: false,
    sent: { frames: 0, bytes: 0 },
    received: { frames: 0, bytes: 0 },
    discarded: 0,
    gaps: [],
    nextSeq: 1,
    handshake: null,
    key: '',
    decoder: null,
  };
}

/** Frames known to be missing from a connection. */
export function missingFrames(connection: Connection): number {
  let frames = 0;
  for (const gap of connection.gaps) frames += gap.frames;
  return frames;
}
