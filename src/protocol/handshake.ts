/** A header as it went over the wire, one entry a line. */
export interface Header {
  name: string;
  value: string;
}

/** The HTTP exchange of one opening handshake (RFC 6455 section 4), as the browser's own tools saw it. */
export interface SeenHandshake {
  /** the same for the same exchange however often it is reported */
  id: string;
  url: string;
  /** when the browser began with it, milliseconds since the epoch */
  time: number;
  request: Header[];
  /** HTTP status, 0 where there was no response or the browser does not tell */
  status: number;
  statusText: string;
  response: Header[];
  /** what the browser said of a failure, '' if nothing */
  failure: string;
  /** '' if unknown */
  remoteAddress: string;
  /** `key` of the opening that it belongs to, where the browser's log shows it */
  key?: string;
}

/** How the keys of openings begin, by which they are found in a stack. */
export const KEY_PREFIX = 'framereel_';

/** Name of the port over which Firefox's background page tells of handshakes; followed by the tab. */
export const HANDSHAKE_PORT = 'framereel-handshakes:';
