import type { Payload } from '../protocol/payload.ts';
import { type FileProblem, ProblemList } from './file-problem.ts';
import { brief, FieldError, type Fields, isFields, isTime } from './json-fields.ts';
import { type LineListener, LineSplitter, MAX_LINE_BYTES } from './line-splitter.ts';
import { hasTooManyContainers, payloadFromBase64 } from './payload-text.ts';
import { newSession, type Session } from './session.ts';
import { SessionBuilder } from './session-builder.ts';
import { asSessionLine, type FrameLine } from './session-line.ts';
import { SESSION_FORMAT, SESSION_VERSION, SessionVersionError, upgradeLine } from './session-version.ts';

/** What reading a file gave: what could be read, and everything that could not. */
export interface ReadResult {
  sessions: Session[];
  problems: FileProblem[];
}

/** Takes a file piece by piece, and never throws for what is in it. */
export interface FileReader {
  push(bytes: Uint8Array): void;
  end(): ReadResult;
}

export interface ReadOptions {
  /** makes the ids of the sessions */
  newId: () => string;
  /** what people call it; by default the name in the file */
  name?: string | undefined;
  /** hears of each session as it begins to grow */
  onSession?: ((session: Session) => void) | undefined;
}

interface Begun {
  builder: SessionBuilder;
  version: number;
  /** what the header promises, null where it does not say */
  connections: number | null;
  frames: number | null;
  /** lines up to now, blank ones not counted */
  lines: number;
  hasStart: boolean;
  hasEnd: boolean;
}

/** Reads the own format (docs/session-format.md); files that were joined end to end give a session each. */
export class JsonLinesReader implements FileReader, LineListener {
  #options: ReadOptions;
  #problems = new ProblemList();
  #splitter = new LineSplitter(this);
  #sessions: Session[] = [];
  #begun: Begun | null = null;
  #recognised = false;
  /** a line that could not be parsed: where it is the last, the file was cut short */
  #unparsed: { number: number; text: string } | null = null;
  /** set by a header of a newer version: nothing after it can be understood, up to the next header */
  refusal: SessionVersionError | null = null;

  constructor(options: ReadOptions) {
    this.#options = options;
  }

  push(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
  }

  end(): ReadResult {
    this.#splitter.end();
    if (this.#unparsed) {
      const message = 'The file ends in the middle of this line; the line was skipped.';
      this.#problems.add(
        'CUT_SHORT',
        `line ${this.#unparsed.number}`,
        message,
        framesIn(this.#unparsed.text),
      );
      this.#unparsed = null;
    }
    this.#finish();
    if (this.#recognised || this.refusal)
      return { sessions: this.#sessions, problems: this.#problems.list() };
    const message = 'This is not a session file: no line of it is one that Framereel writes.';
    return { sessions: [], problems: [{ code: 'NOT_A_SESSION', message, where: '' }] };
  }

  onTooLong(number: number): void {
    const message = `This line has more than ${MAX_LINE_BYTES} bytes; it was skipped.`;
    this.#problems.add('LINE_TOO_LONG', `line ${number}`, message);
    if (this.#begun) this.#begun.lines++;
  }

  onLine(text: string, number: number, isLossy: boolean): void {
    if (text.trim() === '') return;
    const where = `line ${number}`;
    if (this.refusal && !text.includes(SESSION_FORMAT)) return;
    if (this.#begun) this.#begun.lines++;
    if (this.#unparsed) this.#damaged(this.#unparsed);
    this.#unparsed = null;
    if (isLossy)
      this.#problems.add('NOT_UTF8', where, 'Bytes that are not UTF-8 were replaced by U+FFFD in this line.');
    if (hasTooManyContainers(text)) {
      this.#problems.add('VALUE_TOO_LARGE', where, 'This line has too many objects; it was skipped.');
      return;
    }
    const fields = parse(text);
    if (fields?.format === SESSION_FORMAT) {
      this.#finish();
      this.#begin(fields, where);
      return;
    }
    if (this.refusal) return;
    if (!this.#begun) {
      const message = `The header line is missing or damaged; the file is read as version ${SESSION_VERSION}.`;
      this.#problems.add('HEADER_DAMAGED', where, message);
      this.#begin({ version: SESSION_VERSION }, where);
    }
    if (fields) this.#take(fields, this.#begun as Begun, where);
    else this.#unparsed = { number, text };
  }

  #begin(header: Fields, where: string): void {
    const { version, connections, frames, name, started } = header;
    const isVersion = Number.isInteger(version) && (version as number) > 0;
    this.refusal =
      isVersion && (version as number) > SESSION_VERSION ? new SessionVersionError(version as number) : null;
    if (this.refusal) {
      this.#problems.add(this.refusal.code, where, this.refusal.message);
      return;
    }
    if (!isVersion)
      this.#problems.add(
        'HEADER_DAMAGED',
        where,
        `“version” is missing; read as version ${SESSION_VERSION}.`,
      );
    if (header.format === SESSION_FORMAT) this.#recognised = true;
    const title = this.#options.name ?? (typeof name === 'string' ? name : 'Session');
    const session = newSession(this.#options.newId(), title, 'imported', isTime(started) ? started + 0 : 0);
    this.#options.onSession?.(session);
    this.#begun = {
      builder: new SessionBuilder(session, this.#problems),
      version: isVersion ? (version as number) : SESSION_VERSION,
      connections: typeof connections === 'number' ? connections : null,
      frames: typeof frames === 'number' ? frames : null,
      lines: 1,
      hasStart: isTime(started),
      hasEnd: false,
    };
  }

  #take(fields: Fields, begun: Begun, where: string): void {
    try {
      const line = asSessionLine(upgradeLine(fields, begun.version));
      if (!line) {
        const message = `Lines of type ${brief(fields.type)} are not known; this one was skipped.`;
        this.#problems.add('LINE_UNKNOWN', where, message);
        return;
      }
      this.#recognised = true;
      if (line.type === 'frame') this.#frame(line, begun.builder, where);
      else if (line.type === 'end') {
        begun.hasEnd = true;
        this.#compare('lines', line.lines, begun.lines - 1, where);
      } else begun.builder.add(line, where);
    } catch (error) {
      if (!(error instanceof FieldError)) throw error;
      this.#problems.add(
        error.code,
        where,
        `${error.message} The line was skipped.`,
        Number(fields.type === 'frame'),
      );
    }
  }

  #frame(line: FrameLine, builder: SessionBuilder, where: string): void {
    let payload: Payload | null = line.text ?? null;
    if (line.base64 !== undefined)
      try {
        payload = payloadFromBase64(line.base64);
      } catch (error) {
        const message = `The payload of frame ${line.seq} of connection ${line.connection} is damaged (${(error as Error).message}) The frame is kept without it.`;
        this.#problems.add('PAYLOAD_DAMAGED', where, message);
        line.shape ??= 'ArrayBuffer';
      }
    builder.frame(line, payload, where);
  }

  #damaged({ number, text }: { number: number; text: string }): void {
    this.#problems.add(
      'LINE_DAMAGED',
      `line ${number}`,
      'This line is not a JSON object; it was skipped.',
      framesIn(text),
    );
  }

  #finish(): void {
    const begun = this.#begun;
    if (!begun) return;
    if (this.#unparsed) this.#damaged(this.#unparsed);
    this.#unparsed = null;
    this.#begun = null;
    const { session } = begun.builder;
    if (!this.#recognised) return;
    begun.builder.finish();
    if (!begun.hasStart) session.started = session.connections[0]?.opening ?? 0;
    if (!begun.hasEnd) {
      const message = 'The last line of the session is missing: the file is not whole.';
      this.#problems.add('CUT_SHORT', '', message);
    }
    this.#compare('connections', begun.connections, session.connections.length, '');
    this.#compare('frames', begun.frames, session.frames.length, '');
    this.#sessions.push(session);
  }

  #compare(what: string, promised: number | null, found: number, where: string): void {
    if (promised === null || promised === found) return;
    const message = `The file says that it has ${promised} ${what}, but ${found} were read.`;
    this.#problems.add('COUNT_DIFFERS', where, message);
  }
}

/** Reads the own format from a stream of bytes without ever holding the file.
 * @throws SessionVersionError for a file of a newer version, and what the stream or `signal` throws */
export async function readJsonLines(
  stream: ReadableStream<Uint8Array>,
  options: ReadOptions & { signal?: AbortSignal; onProgress?: (bytes: number) => void },
): Promise<ReadResult> {
  const reader = new JsonLinesReader(options);
  const source = stream.getReader();
  let bytes = 0;
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      const { done, value } = await source.read();
      if (done) break;
      reader.push(value);
      if (reader.refusal) throw reader.refusal;
      bytes += value.length;
      options.onProgress?.(bytes);
    }
    const result = reader.end();
    if (reader.refusal) throw reader.refusal;
    return result;
  } finally {
    // A source that has ended or failed has nothing to cancel.
    source.cancel().catch(() => {});
  }
}

function parse(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : null;
  } catch {
    return null;
  }
}

/** Whether a line that cannot be read was meant to be a frame. */
const framesIn = (text: string): number => Number(/^\s*\{\s*"type"\s*:\s*"frame"/.test(text));
