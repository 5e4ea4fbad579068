import { ProblemList } from './file-problem.ts';
import { HarEntry } from './har-entry.ts';
import { readHarMessage } from './har-message.ts';
import { fillFromHar } from './har-session.ts';
import { brief, type Fields, isFields } from './json-fields.ts';
import { type JsonStep, showPath } from './json-path.ts';
import { type JsonDamage, JsonSplitter, type JsonVisitor } from './json-splitter.ts';
import { LineSplitter } from './line-splitter.ts';
import type { FileReader, ReadOptions, ReadResult } from './read-jsonl.ts';
import { newSession } from './session.ts';

type Path = readonly JsonStep[];

/** Members of an entry, and of its parts, that are read; everything else in a HAR is passed over. */
const ENTRY_VALUES = new Set<JsonStep>([
  'startedDateTime',
  'time',
  '_resourceType',
  'serverIPAddress',
  '_initiator',
  '_webSocketClose',
]);
const PARTS = new Map<JsonStep, ReadonlySet<JsonStep>>([
  ['request', new Set(['method', 'url', 'headers'])],
  ['response', new Set(['status', 'statusText', 'headers', '_error', '_failureText'])],
  ['_framereel', new Set(['version', 'events'])],
]);

/** How Chrome's DevTools, and we, are called as `creator`. */
const CHROME = 'WebInspector';
const FRAMEREEL = 'Framereel';

const DAMAGE: Record<JsonDamage, string> = {
  unexpected: 'Something here is not JSON',
  mismatched: 'A bracket is missing, or one too much, before this place',
  'too-large': 'This value is too large or nested too deeply and was skipped',
  'cut-short': 'The file ends in the middle of the document',
};

/**
 * Reads HAR 1.2 with `_webSocketMessages` in the dialects of Chrome, Playwright, mitmproxy, HTTP Toolkit, Proxyman and
 * our own, without holding the document: entries that are no sockets leave no trace.
 */
export class HarReader implements FileReader, JsonVisitor {
  #options: ReadOptions;
  #problems = new ProblemList();
  #splitter = new JsonSplitter(this);
  #sockets: HarEntry[] = [];
  #entry: HarEntry | null = null;
  /** members of the log itself */
  #parts = new Map<string, Fields>();
  #isHar = false;

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  push(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
  }

  /** Ends the document. Returns the names of files it refers to for messages, as often as it does. */
  attachments(): string[] {
    this.#splitter.end();
    return this.#sockets.map(({ file }) => file).filter((file) => file !== null);
  }

  /** Takes a file that {@link attachments} named: a message a line (Playwright, `content: 'attach'`). Feed the result. */
  attach(name: string): LineSplitter {
    const entry = this.#sockets.find(({ file, isAttached }) => file === name && !isAttached);
    if (entry) entry.isAttached = true;
    return new LineSplitter({
      onTooLong: (number) =>
        this.#problems.add(
          'LINE_TOO_LONG',
          `${name}, line ${number}`,
          'This line is too long to be read.',
          1,
        ),
      onLine: (text, number, isLossy) => {
        if (entry && text.trim() !== '') this.#message(entry, number - 1, text, isLossy);
      },
    });
  }

  end(): ReadResult {
    const problems = this.#problems;
    this.#splitter.end();
    if (!this.#isHar) {
      const message = 'This is neither a Framereel session nor a HAR: it has no “log” with “entries”.';
      return { sessions: [], problems: [{ code: 'NOT_A_SESSION', message, where: '$' }] };
    }
    if (this.#sockets.length === 0) {
      problems.add('HAR_WITHOUT_SOCKETS', '$.log.entries', 'This HAR has no WebSocket in it.');
      return { sessions: [], problems: problems.list() };
    }
    const hasMessages = this.#sockets.some((entry) => entry.hasMessages || entry.file !== null);
    if (!hasMessages) {
      const message = 'This HAR lists WebSockets but has no messages: Firefox, for one, does not save them.';
      problems.add('HAR_WITHOUT_MESSAGES', '$.log.entries', message);
    }
    const creator = this.#parts.get('creator')?.name;
    for (const entry of this.#sockets) {
      this.#sayLost(entry);
      if (hasMessages) this.#sayMissing(entry, creator === FRAMEREEL);
      if (creator === CHROME) this.#sayEmptied(entry);
    }
    const log = this.#parts.get('_framereel') ?? {};
    const { newId, name = typeof log.name === 'string' ? log.name : 'HAR' } = this.#options;
    const session = newSession(newId(), name, 'imported', 0);
    this.#options.onSession?.(session);
    fillFromHar(session, this.#sockets, log, problems);
    return { sessions: [session], problems: problems.list() };
  }

  take(path: Path, kind: 'object' | 'array' | 'scalar'): 'each' | 'whole' | 'skip' {
    const [log, entries, , member, part, last] = path;
    const isObject = kind === 'object';
    switch (path.length) {
      case 0:
        return isObject ? 'each' : 'skip';
      case 1:
        return log === 'log' && isObject ? 'each' : 'skip';
      case 2:
        if (entries === '_framereel' || entries === 'creator') return 'whole';
        if (entries !== 'entries' || kind !== 'array') return 'skip';
        this.#isHar = true;
        return 'each';
      case 3:
        if (!isObject) return 'whole';
        this.#entry = new HarEntry([...path]);
        return 'each';
      case 4:
        if (member === '_webSocketMessages' && kind === 'array') {
          if (this.#entry) this.#entry.hasMessages = true;
          return 'each';
        }
        if (PARTS.has(member as JsonStep)) return isObject ? 'each' : 'skip';
        return member === '_webSocketMessages' || ENTRY_VALUES.has(member as JsonStep) ? 'whole' : 'skip';
      case 5:
        if (member === '_webSocketMessages' || PARTS.get(member as JsonStep)?.has(part as JsonStep))
          return 'whole';
        if (part === 'content' && isObject) return 'each';
        return part === 'frames' && kind === 'array' ? 'each' : 'skip';
      default:
        return part === 'frames' || last === '_file' ? 'whole' : 'skip';
    }
  }

  value(path: Path, text: string, isLossy: boolean): void {
    const [, , , member, part] = path;
    const entry = this.#entry;
    if (entry && member === '_webSocketMessages' && path.length === 5) {
      this.#message(entry, part as number, text, isLossy);
      return;
    }
    const where = showPath(path);
    if (isLossy) this.#sayLossy(where);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      this.#problems.add('JSON_DAMAGED', where, 'This value is not JSON; it was left out.');
      return;
    }
    if (path.length === 2) this.#parts.set(path[1] as string, isFields(value) ? value : {});
    else if (!entry || path.length === 3)
      this.#problems.add('FIELD_INVALID', where, `This entry is ${brief(value)} where an object should be.`);
    else
      entry.set(
        path
          .slice(3)
          .filter((step) => typeof step === 'string')
          .join('.'),
        value,
        (message, step) =>
          this.#problems.add('FIELD_INVALID', showPath(step === undefined ? path : [...path, step]), message),
      );
  }

  done(path: Path): void {
    const entry = this.#entry;
    if (path.length !== 3 || !entry) return;
    this.#entry = null;
    if (entry.isSocket) this.#sockets.push(entry);
    if (entry.url !== '') return;
    const message = entry.isSocket
      ? 'The address of this socket is missing.'
      : 'This entry has no address and no messages: it was passed over, whatever it is.';
    this.#problems.add('FIELD_MISSING', `${showPath(path)}.request.url`, message);
  }

  damaged(path: Path, offset: number, reason: JsonDamage): void {
    const codes = { 'cut-short': 'CUT_SHORT', 'too-large': 'VALUE_TOO_LARGE' } as const;
    const code = reason === 'cut-short' || reason === 'too-large' ? codes[reason] : 'JSON_DAMAGED';
    this.#problems.add(code, showPath(path), `${DAMAGE[reason]} (byte ${offset + 1}).`);
  }

  #message(entry: HarEntry, index: number, text: string, isLossy: boolean): void {
    const where = entry.whereIs(index);
    if (isLossy) this.#sayLossy(where);
    let fields: unknown;
    try {
      fields = JSON.parse(text);
    } catch {
      // It is listed below, like anything that is no object.
    }
    if (!isFields(fields)) {
      this.#problems.add('JSON_DAMAGED', where, 'This message is not a JSON object; it was left out.', 1);
      return;
    }
    const message = readHarMessage(fields, index, (code, field, sentence) =>
      this.#problems.add(code, entry.isAttached ? where : `${where}.${field}`, sentence),
    );
    if (typeof message === 'string') entry.notKept.set(message, (entry.notKept.get(message) ?? 0) + 1);
    else if ('failure' in message) entry.failures.push(message);
    else entry.frames.push(message);
  }

  #sayLost({ path, file, isAttached, notKept }: HarEntry): void {
    const where = showPath(path);
    if (file !== null && !isAttached) {
      const message = `The messages of this socket are in ${brief(file)}, which is not here. Import the archive (.zip) that has both.`;
      this.#problems.add('ATTACHMENT_MISSING', where, message);
    }
    for (const [subject, messages] of notKept) {
      const message = `${messages} × ${subject}, which is not what a page sends or receives, was left out.`;
      this.#problems.add('MESSAGE_NOT_KEPT', where, message, messages);
    }
  }

  /** What every open socket of a file that has messages has: some writers leave it out where there was none. */
  #sayMissing({ path, status, hasMessages, file, hasExtras }: HarEntry, isOwn: boolean): void {
    if (status === 101 && !hasMessages && file === null) {
      const message = 'No messages of this socket are in the file; if it had any, they are lost.';
      this.#problems.add('FIELD_MISSING', `${showPath(path)}._webSocketMessages`, message);
    }
    if (!isOwn || hasExtras) return;
    const message =
      'What only Framereel writes of this socket is missing; it is read like that of another program.';
    this.#problems.add('FIELD_MISSING', `${showPath(path)}._framereel`, message);
  }

  /** Chrome writes a Blob that a page sends as no bytes: they are not in the file, rather than none. */
  #sayEmptied({ path, frames }: HarEntry): void {
    let emptied = 0;
    for (const frame of frames) {
      if (frame.direction !== 'sent' || typeof frame.payload === 'string' || frame.payload?.byteLength !== 0)
        continue;
      frame.payload = null;
      emptied++;
    }
    if (emptied === 0) return;
    const message = `Chrome does not save what a page sends as a Blob: ${emptied} frame(s) are kept without payload.`;
    this.#problems.add('PAYLOAD_ABSENT', showPath(path), message);
  }

  #sayLossy(where: string): void {
    this.#problems.add('NOT_UTF8', where, 'Bytes that are not UTF-8 were replaced by U+FFFD here.');
  }
}
