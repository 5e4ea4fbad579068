import type {
  BlockedEvent,
  ClosedEvent,
  ClosingEvent,
  ErrorEvent,
  ForgottenEvent,
  GapEvent,
  OpenEvent,
  RefusedEvent,
  Source,
} from '../protocol/event.ts';
import { type GapReason, OMITTED_REASONS, type OmittedReason, type Shape } from '../protocol/payload.ts';
import type { Connection, Header } from './connection.ts';
import {
  choiceField,
  FieldError,
  type Fields,
  flagField,
  integerField,
  isFields,
  listField,
  textField,
  textOrNullField,
  timeField,
} from './json-fields.ts';

/**
 * The lines of a session file after its header: what a document reports (protocol/event.ts), with `connection`
 * counted through the whole session from 1. docs/session-format.md describes every field.
 */
export type SessionLine =
  | OpeningLine
  | HandshakeLine
  | RefusedEvent
  | BlockedEvent
  | OpenEvent
  | FrameLine
  | GapEvent
  | ClosingEvent
  | ErrorEvent
  | ClosedEvent
  | DiscardedLine
  | CutLine
  | NavigationLine
  | ForgottenEvent
  | EndLine;

export interface HeaderLine {
  format: string;
  version: number;
  name: string;
  started: number;
  /** how many the file holds */
  connections: number;
  frames: number;
  /** true where secrets were looked for and replaced by placeholders */
  redacted?: boolean;
}

export interface OpeningLine {
  type: 'opening';
  connection: number;
  time: number;
  url: string;
  protocols: string[] | null;
  origin?: string;
  context?: Connection['context'];
  documentUrl?: string;
  stack?: string;
  source?: Source;
  run?: string;
  virtual?: boolean;
  decoder?: string;
  /** seq of the first frame that belongs to the session, where it is not 1: the session was cleared before it */
  from?: number;
}

export interface HandshakeLine {
  type: 'handshake';
  connection: number;
  status: number;
  statusText: string;
  request: Header[];
  response: Header[];
  failure?: string;
  remoteAddress?: string;
  inferred?: boolean;
}

export interface FrameLine {
  type: 'frame';
  connection: number;
  seq: number;
  time: number;
  direction: 'sent' | 'received';
  /** absent for text */
  shape?: Shape;
  text?: string;
  base64?: string;
  omitted?: OmittedReason;
  /** bytes of an omitted payload */
  size?: number;
  source?: Source;
  edited?: boolean;
  note?: string;
  bookmarked?: boolean;
}

/** `send()` calls that the browser dropped. */
export interface DiscardedLine {
  type: 'discarded';
  connection: number;
  count: number;
}

/** The document left, and nobody knows how the socket ended. */
export interface CutLine {
  type: 'cut';
  connection: number;
  time: number;
}

export interface NavigationLine {
  type: 'navigation';
  time: number;
  url: string;
}

/** The last line: with it a file is known to be whole. */
export interface EndLine {
  type: 'end';
  /** how many lines come before this one */
  lines: number;
}

/** The number columns of the frame table are 32 bits wide. */
const MAX_COUNT = 0xffff_ffff;
const DIRECTIONS = ['sent', 'received'] as const;
const SOURCES: readonly Source[] = ['wire', 'panel', 'replay'];
const CONTEXTS: readonly Connection['context'][] = ['page', 'iframe', 'worker', 'unknown'];
const GAP_REASONS: readonly GapReason[] = ['history', 'budget', 'left', 'left-out', 'unknown'];

/**
 * Checks one parsed line, whatever it is.
 * @returns null where its `type` is not one this version knows
 * @throws FieldError naming the first field that does not fit
 */
export function asSessionLine(fields: Fields): SessionLine | null {
  switch (fields.type) {
    case 'frame':
      return asFrame(fields);
    case 'navigation':
      return { type: 'navigation', time: timeField(fields), url: textField(fields, 'url') };
    case 'forgotten':
      return {
        type: 'forgotten',
        connections: integerField(fields, 'connections', 0, Number.MAX_SAFE_INTEGER),
        frames: integerField(fields, 'frames', 0, Number.MAX_SAFE_INTEGER),
      };
    case 'end':
      return { type: 'end', lines: integerField(fields, 'lines', 0, Number.MAX_SAFE_INTEGER) };
    case 'opening':
      return asOpening(fields);
    case 'handshake':
      return asHandshake(fields);
    case 'gap': {
      const seq = integerField(fields, 'seq', 1, MAX_COUNT);
      return {
        ...ofConnection(fields, 'gap'),
        seq,
        frames: integerField(fields, 'frames', 1, MAX_COUNT - seq),
        bytes: integerField(fields, 'bytes', 0, Number.MAX_SAFE_INTEGER),
        reason: choiceField(fields, 'reason', GAP_REASONS),
      };
    }
    case 'open':
      return {
        ...ofConnection(fields, 'open'),
        time: timeField(fields),
        protocol: textField(fields, 'protocol'),
        extensions: textField(fields, 'extensions'),
      };
    case 'closing':
      return {
        ...ofConnection(fields, 'closing'),
        time: timeField(fields),
        code: (fields.code ?? null) === null ? null : integerField(fields, 'code', 0, MAX_COUNT),
        reason: textOrNullField(fields, 'reason'),
        source: choiceField(fields, 'source', SOURCES, 'wire'),
      };
    case 'closed':
      return {
        ...ofConnection(fields, 'closed'),
        time: timeField(fields),
        code: integerField(fields, 'code', 0, MAX_COUNT),
        reason: textField(fields, 'reason'),
        wasClean: flagField(fields, 'wasClean'),
      };
    case 'refused':
      return {
        ...ofConnection(fields, 'refused'),
        time: timeField(fields),
        name: textField(fields, 'name'),
        message: textField(fields, 'message'),
      };
    case 'blocked':
      return {
        ...ofConnection(fields, 'blocked'),
        time: timeField(fields),
        directive: textField(fields, 'directive'),
        policy: textField(fields, 'policy'),
      };
    case 'error':
      return { ...ofConnection(fields, 'error'), time: timeField(fields) };
    case 'cut':
      return { ...ofConnection(fields, 'cut'), time: timeField(fields) };
    case 'discarded':
      return { ...ofConnection(fields, 'discarded'), count: integerField(fields, 'count', 1, MAX_COUNT) };
    default:
      return null;
  }
}

function ofConnection<T extends string>(fields: Fields, type: T): { type: T; connection: number } {
  return { type, connection: integerField(fields, 'connection', 1, MAX_COUNT) };
}

function asOpening(fields: Fields): OpeningLine {
  const { protocols } = fields;
  if (
    protocols !== null &&
    !(Array.isArray(protocols) && protocols.every((protocol) => typeof protocol === 'string'))
  )
    throw new FieldError('protocols', protocols, 'null or an array of strings');
  const line: OpeningLine = {
    ...ofConnection(fields, 'opening'),
    time: timeField(fields),
    url: textField(fields, 'url'),
    protocols,
    origin: textField(fields, 'origin', ''),
    context: choiceField(fields, 'context', CONTEXTS, 'unknown'),
    documentUrl: textField(fields, 'documentUrl', ''),
    source: choiceField(fields, 'source', SOURCES, 'wire'),
    virtual: flagField(fields, 'virtual'),
  };
  const stack = textOrNullField(fields, 'stack');
  const run = textOrNullField(fields, 'run');
  const decoder = textOrNullField(fields, 'decoder');
  if (stack !== null) line.stack = stack;
  if (run !== null) line.run = run;
  if (decoder !== null) line.decoder = decoder;
  if (fields.from !== undefined) line.from = integerField(fields, 'from', 1, MAX_COUNT);
  return line;
}

function asHandshake(fields: Fields): HandshakeLine {
  const line: HandshakeLine = {
    ...ofConnection(fields, 'handshake'),
    status: integerField(fields, 'status', 0, 999),
    statusText: textField(fields, 'statusText'),
    request: listField(fields, 'request').map((header) => asHeader(header, 'request')),
    response: listField(fields, 'response').map((header) => asHeader(header, 'response')),
    failure: textField(fields, 'failure', ''),
  };
  const remoteAddress = textOrNullField(fields, 'remoteAddress');
  if (remoteAddress !== null) line.remoteAddress = remoteAddress;
  if (flagField(fields, 'inferred')) line.inferred = true;
  return line;
}

/** One member of a list of headers, as HAR has them too. */
export function asHeader(header: unknown, list: string): Header {
  if (!isFields(header)) throw new FieldError(list, header, 'a list of { name, value }');
  return { name: textField(header, 'name'), value: textField(header, 'value') };
}

function asFrame(fields: Fields): FrameLine {
  const line: FrameLine = {
    type: 'frame',
    connection: integerField(fields, 'connection', 1, MAX_COUNT),
    seq: integerField(fields, 'seq', 1, MAX_COUNT),
    time: timeField(fields),
    direction: choiceField(fields, 'direction', DIRECTIONS),
  };
  readFrameDetails(fields, line);
  if (fields.text !== undefined) line.text = textField(fields, 'text');
  else if (fields.base64 !== undefined) line.base64 = textField(fields, 'base64');
  else line.omitted ??= 'absent';
  return line;
}

/** What a frame has beside its place, direction and payload. */
export type FrameDetails = Pick<
  FrameLine,
  'shape' | 'omitted' | 'size' | 'source' | 'edited' | 'note' | 'bookmarked'
>;

/** Puts what `fields` say of a frame into `details`; files have millions of them, so nothing is copied. */
export function readFrameDetails(fields: Fields, details: FrameDetails): void {
  if (fields.shape !== undefined) details.shape = textField(fields, 'shape');
  if (fields.omitted !== undefined) details.omitted = choiceField(fields, 'omitted', OMITTED_REASONS);
  if (fields.size !== undefined) details.size = integerField(fields, 'size', 0, Number.MAX_SAFE_INTEGER);
  if (fields.source !== undefined) details.source = choiceField(fields, 'source', SOURCES);
  if (fields.edited !== undefined) details.edited = flagField(fields, 'edited');
  if (fields.note !== undefined) details.note = textField(fields, 'note');
  if (fields.bookmarked !== undefined) details.bookmarked = flagField(fields, 'bookmarked');
}
