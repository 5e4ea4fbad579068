import type { Direction, Source } from '../protocol/event.ts';

/**
 * One frame as the filter looks at it: a view that is pointed at a row, so that nothing is made for a frame.
 * The getters are asked only for what the query needs, cheap ones first; `text`, `name`, `decoder`,
 * `isHeartbeat`, `isError` and `json()` may do their work when asked.
 */
export interface FrameSubject {
  readonly direction: Direction;
  /** opcode 2 of RFC 6455 rather than 1 */
  readonly isBinary: boolean;
  /** payload bytes */
  readonly size: number;
  /** milliseconds since the session began */
  readonly time: number;
  /** the connection's number as shown, from 1 */
  readonly connection: number;
  /** of the connection */
  readonly url: string;
  /** the subprotocol the server chose, '' if none */
  readonly protocol: string;
  /** the message's name in its protocol, '' if it has none */
  readonly name: string;
  readonly source: Source;
  readonly isEdited: boolean;
  readonly isHeartbeat: boolean;
  /** the message tells of an error, by its name or in its JSON */
  readonly isError: boolean;
  readonly isHeld: boolean;
  readonly isPending: boolean;
  readonly isMissing: boolean;
  /** marked or written on by the user */
  readonly isBookmarked: boolean;
  /** what the payload was read as, '' if as nothing */
  readonly decoder: string;
  /** the payload as text, null where there is no payload */
  readonly text: string | null;
  /**
   * The payload as JSON, undefined where it is none. Integers that a number cannot hold may come as bigint.
   *
   * For a text frame whose `text` begins with `{` or `[` it must be what JSON.parse makes of `text` without the control
   * characters at its end (strings that hold JSON may be opened): only then may a look at `text` spare the parsing.
   */
  json(): unknown;
}
