import { utf8Length } from '../base/bytes.ts';
import type { RecordedConnection, RecordedFrame } from './recorded-connection.ts';

/** Longest time a timer of JavaScript takes, in milliseconds; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;
/** A close reason is at most this long, in bytes of UTF-8 (RFC 6455 section 5.5). */
const MAX_REASON_BYTES = 123;
/**
 * What a close frame may say (RFC 6455 section 7.4 and IANA's registry of it): servers throw where they are told to send
 * any other code.
 */
const CLOSE_CODES: readonly [first: number, last: number][] = [
  [1000, 1003],
  [1007, 1014],
  [3000, 4999],
];
/** The connection broke off: what is played where a code cannot be sent. */
const ABNORMAL_CLOSURE = 1006;
/** What an endpoint states of itself, and no frame carries: no code; no close frame; a failure of TLS. */
const STATED_CODES: readonly number[] = [1005, ABNORMAL_CLOSURE, 1015];
/** A token of RFC 9110 section 5.6.2, which a subprotocol must be (RFC 6455 section 4.1). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** A frame that can be sent or expected again. */
export interface PlayableFrame extends RecordedFrame {
  payload: NonNullable<RecordedFrame['payload']>;
}

/** A connection as code can make it again: no value in it that a client or server would refuse to take. */
export interface Playable {
  /** absolute, of scheme ws or wss, serialised by the URL standard */
  url: string;
  /** serialised origin to send, null if unknown */
  origin: string | null;
  /** an http or https URL, null if unknown */
  page: string | null;
  protocols: string[];
  /** '' if none */
  protocol: string;
  deflate: boolean;
  /** milliseconds from the first connection's constructor to this one's */
  start: number;
  /** milliseconds from the constructor to open, or to the failure */
  opened: number;
  end:
    | { is: 'failed'; status: number | null }
    | { is: 'closed'; at: number; code: number; reason: string; by: 'page' | 'server' }
    | { is: 'open' };
  /** Frames that have a payload, read anew at each call. */
  frames(): Generator<PlayableFrame>;
}

/** What is written and what had to be left out, counted. */
export interface Tally {
  connections: number;
  frames: number;
  /** frames without a payload */
  missing: number;
  /** connections whose URL is no WebSocket URL */
  strange: number;
  /** subprotocols that no client may ask for */
  protocols: number;
  /** reasons longer than a close frame holds */
  reasons: number;
  /** close codes that no close frame may have */
  codes: number;
  /** values for which placeholders stand */
  hidden: number;
}

/** Takes from the recording what code can play, and counts the rest. Looks at every frame once. */
export function playable(recorded: readonly RecordedConnection[]): { list: Playable[]; tally: Tally } {
  const tally: Tally = {
    connections: 0,
    frames: 0,
    missing: 0,
    strange: 0,
    protocols: 0,
    reasons: 0,
    codes: 0,
    hidden: 0,
  };
  const list: Playable[] = [];
  for (const connection of recorded) {
    const url = webSocketUrl(connection.url);
    if (url === null) {
      tally.strange++;
      continue;
    }
    list.push(playableOf(connection, url, tally));
    tally.connections++;
    tally.hidden += connection.hidden ?? 0;
    for (let index = 0; index < connection.steps.length; index++)
      if (connection.steps.step(index).payload === null) tally.missing++;
      else tally.frames++;
  }
  return { list, tally };
}

function playableOf(connection: RecordedConnection, url: string, tally: Tally): Playable {
  const { outcome, extensions, page, origin, opened, start } = connection;
  const protocols = [...new Set(connection.protocols)].filter((protocol) => TOKEN.test(protocol));
  tally.protocols += connection.protocols.length - protocols.length;
  return {
    url,
    origin: origin !== undefined && /^https?:\/\/[^\s/]+$/.test(origin) ? httpUrl(origin, 'origin') : null,
    page: page === undefined ? null : httpUrl(page, 'href'),
    protocols,
    protocol: TOKEN.test(connection.protocol) ? connection.protocol : '',
    deflate: /(?:^|[,\s])permessage-deflate\b/.test(extensions),
    start: milliseconds(start ?? 0),
    opened: milliseconds(outcome.is === 'failed' ? outcome.at : (opened ?? 0)),
    end: endOf(connection, tally),
    frames: () => framesOf(connection),
  };
}

function endOf({ outcome, status }: RecordedConnection, tally: Tally): Playable['end'] {
  if (outcome.is === 'open') return { is: 'open' };
  if (outcome.is === 'failed')
    return { is: 'failed', status: status && status >= 300 && status <= 599 ? status : null };
  const { at, by } = outcome;
  const isPlayable = STATED_CODES.includes(outcome.code) || maySend(outcome.code);
  if (!isPlayable) tally.codes++;
  const code = isPlayable ? outcome.code : ABNORMAL_CLOSURE;
  const fits = utf8Length(outcome.reason) <= MAX_REASON_BYTES;
  if (!fits) tally.reasons++;
  return { is: 'closed', at: milliseconds(at), code, reason: fits ? outcome.reason : '', by };
}

const maySend = (code: number): boolean =>
  Number.isInteger(code) && CLOSE_CODES.some(([first, last]) => code >= first && code <= last);

function* framesOf({ steps }: RecordedConnection): Generator<PlayableFrame> {
  let latest = 0;
  for (let index = 0; index < steps.length; index++) {
    const { at, direction, payload } = steps.step(index);
    if (payload === null) continue;
    latest = Math.max(latest, milliseconds(at));
    yield { at: latest, direction, payload };
  }
}

/** To the microsecond: clocks of browsers are no finer, and the digits would be in the way of whoever reads. */
function milliseconds(time: number): number {
  return Number.isFinite(time) ? Math.min(Math.max(0, Math.round(time * 1000) / 1000), LONGEST_MS) : 0;
}

/**
 * Null for anything but a WebSocket: tools take other schemes as programs to run. Some recorders write http for ws,
 * which the URL of the WebSocket constructor may be as well (WHATWG WebSockets 3.1).
 */
function webSocketUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(new URL(text).href.replace(/^http/, 'ws'));
  url.hash = '';
  return url.protocol === 'ws:' || url.protocol === 'wss:' ? url.href : null;
}

function httpUrl(text: string, part: 'href' | 'origin'): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url[part] : null;
}
