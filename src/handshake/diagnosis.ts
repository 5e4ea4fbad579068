import type { Header } from '../protocol/handshake.ts';
import type { Cause } from './cause.ts';
import type { PageRequest } from './fallback.ts';

/** All that is known of a handshake and of how its connection ended. */
export interface HandshakeFacts {
  browser: 'chrome' | 'firefox';
  url: string;
  /** serialised origin of the document, '' if unknown */
  origin: string;
  /** subprotocols in order, null where unknown */
  requested: readonly string[] | null;
  /** true once the page heard `open` */
  opened: boolean;
  /** the HTTP exchange, null where nothing showed it */
  exchange: Exchange | null;
  /** what the constructor threw */
  refused: { name: string; message: string } | null;
  /** the policy that forbade the connection (a `securitypolicyviolation` event) */
  blocked: { directive: string; policy: string } | null;
  closed: { code: number; reason: string; wasClean: boolean } | null;
  /** true where the page, the panel or a replay called `close()` */
  closeCalled: boolean;
  errored: boolean;
  /** when the constructor was called, milliseconds since the epoch */
  began: number;
  /** when it ended, null while it lasts */
  ended: number | null;
  /** other requests of the page */
  requests: readonly PageRequest[];
}

export interface Exchange {
  request: readonly Header[];
  /** 0 where there was no response, or the browser does not show it */
  status: number;
  statusText: string;
  response: readonly Header[];
  /** what the browser said of a failure, '' if nothing */
  failure: string;
}

/** One thing the diagnosis rests on. */
export interface Evidence {
  kind: 'ok' | 'fail' | 'info';
  text: string;
  /** where the rule, or the observation, comes from: a section, a browser's tool */
  ref: string;
}

export interface Diagnosis {
  cause: Cause;
  /** a few words for a list */
  short: string;
  /** what happened, one sentence */
  sentence: string;
  /** steps, the most likely first */
  todo: string[];
  /** how the other browser shows the same, '' where it makes no difference */
  also: string;
  evidence: Evidence[];
  /** name of the response header that is missing or wrong, '' where none is to blame */
  header: string;
}
