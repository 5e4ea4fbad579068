import type { Header } from './connection.ts';
import type { HarFailure, HarFrame } from './har-message.ts';
import { brief, type Fields, isFields, MAX_TIME } from './json-fields.ts';
import { type JsonStep, showPath } from './json-path.ts';
import { asHeader } from './session-line.ts';
import { SESSION_VERSION } from './session-version.ts';

/** Says what is wrong with a member, where it is more than the member itself: at which step in it. */
export type HarComplaint = (message: string, step?: JsonStep) => void;

/** What our own writer adds as `_framereel`: what HAR has no place for. */
export interface HarExtras {
  /** lines of the own format, without what the entry itself says */
  events: unknown[];
  /** details of frames by place in the list of messages */
  frames: Map<number, Fields>;
}

/** One entry of a HAR as far as a socket needs it, in whatever order its members come. */
export class HarEntry {
  /** ISO 8601; anything, if the file is wrong */
  started: unknown;
  resourceType: unknown;
  url = '';
  method = '';
  status = 0;
  statusText = '';
  requestHeaders: Header[] = [];
  responseHeaders: Header[] = [];
  remoteAddress: string | null = null;
  /** what the writer says of a failure beside the messages */
  error = '';
  initiator: unknown;
  /** milliseconds that all of it took, by what its writer counts */
  lasted = 0;
  /** how it ended, where the writer says so (HTTP Toolkit's `_webSocketClose`) */
  close: { code: number; reason: string } | 'aborted' | null = null;
  /** where the messages are, if not here: Playwright's `response.content._file` */
  file: string | null = null;
  isAttached = false;
  hasMessages = false;
  frames: HarFrame[] = [];
  failures: HarFailure[] = [];
  /** messages that are no frames, counted by what they are */
  notKept = new Map<string, number>();
  hasExtras = false;
  extras: HarExtras = { events: [], frames: new Map() };

  constructor(readonly path: readonly JsonStep[]) {}

  get isSocket(): boolean {
    return this.resourceType === 'websocket' || this.hasMessages || /^wss?:/i.test(this.url);
  }

  /** Where a message is, for people. */
  whereIs(index: number): string {
    if (this.isAttached) return `${this.file}, line ${index + 1}`;
    return showPath([...this.path, '_webSocketMessages', index]);
  }

  /** Takes a member (`startedDateTime`) or a member of one (`request.url`); others are ignored. */
  set(name: string, value: unknown, complain: HarComplaint): void {
    switch (name) {
      case 'startedDateTime':
        this.started = value;
        return;
      case '_resourceType':
        this.resourceType = value;
        return;
      case 'serverIPAddress':
        if (typeof value === 'string' && value !== '') this.remoteAddress = value;
        return;
      case '_initiator':
        this.initiator = value;
        return;
      case 'time':
        if (typeof value === 'number' && value > 0 && value <= MAX_TIME) this.lasted = value;
        return;
      case '_webSocketClose':
        this.close = asClose(value, complain);
        return;
      case '_webSocketMessages':
        complain(`The messages are ${brief(value)} where an array should be.`);
        return;
      case 'request.url':
        this.url = asText(value, complain);
        return;
      case 'request.method':
        this.method = asText(value, complain);
        return;
      case 'request.headers':
        this.requestHeaders = asHeaders(value, complain);
        return;
      case 'response.status':
        this.status = asStatus(value, complain);
        return;
      case 'response.statusText':
        this.statusText = asText(value, complain);
        return;
      case 'response.headers':
        this.responseHeaders = asHeaders(value, complain);
        return;
      case 'response._error':
      case 'response._failureText':
        if (typeof value === 'string') this.error ||= value;
        return;
      case 'response.content._file':
        if (typeof value === 'string' && value.endsWith('.jsonl')) this.file = value;
        return;
      case '_framereel.version':
        this.hasExtras = typeof value === 'number' && value <= SESSION_VERSION;
        if (!this.hasExtras)
          complain(`Version ${brief(value)} is not known here; what only “_framereel” says was not read.`);
        return;
      case '_framereel.events':
        if (Array.isArray(value)) this.extras.events = value;
        else complain(`The events are ${brief(value)} where an array should be.`);
        return;
      case '_framereel.frames':
        if (isFields(value) && typeof value.message === 'number')
          this.extras.frames.set(value.message, value);
        else complain('These details do not say of which message they are.');
        return;
    }
  }
}

function asText(value: unknown, complain: HarComplaint): string {
  if (typeof value === 'string') return value;
  complain(`This is ${brief(value)} where a string should be.`);
  return '';
}

/** RFC 6455 section 7.1.5: a close frame without a code is told of as 1005. */
function asClose(value: unknown, complain: HarComplaint): HarEntry['close'] {
  if (value === 'aborted' || value === null) return value;
  const { code = 1005, reason = '' } = isFields(value) ? value : { code: null };
  if (Number.isInteger(code) && (code as number) >= 0 && (code as number) <= 0xffff)
    return { code: code as number, reason: typeof reason === 'string' ? reason : '' };
  complain(`This is ${brief(value)} where the end of a socket should be.`);
  return null;
}

/** Chrome writes 0 and Playwright -1 where there was no response. */
function asStatus(value: unknown, complain: HarComplaint): number {
  if (Number.isInteger(value) && (value as number) <= 999) return Math.max(0, value as number);
  complain(`This is ${brief(value)} where an HTTP status should be.`);
  return 0;
}

function asHeaders(value: unknown, complain: HarComplaint): Header[] {
  if (!Array.isArray(value)) {
    complain(`The headers are ${brief(value)} where an array should be.`);
    return [];
  }
  return value.flatMap((header, index) => {
    try {
      return [asHeader(header, 'headers')];
    } catch (error) {
      complain(`${(error as Error).message} The header was left out.`, index);
      return [];
    }
  });
}
