import { placeLines } from './connection-lines.ts';
import { type ExportScope, type Selection, select } from './export-scope.ts';
import { payloadToBase64 } from './payload-text.ts';
import { type RedactionRules, Redactor } from './redact.ts';
import type { Session } from './session.ts';
import type { FrameDetails, HeaderLine, SessionLine } from './session-line.ts';
import { SESSION_FORMAT, SESSION_VERSION } from './session-version.ts';

export interface WriteOptions {
  /** all of it where absent */
  scope?: ExportScope;
  /** what to hide; where absent, what {@link Redactor} hides by itself */
  redaction?: RedactionRules;
}

/** Text in parts; where a promise stands between them, the rest must not be asked for before it has settled. */
export type Parts = Generator<string | Promise<void>, void>;

/** Text is handed over in blocks of about this many characters; a block may be longer by one line. */
export const BLOCK_CHARS = 256 * 1024;

/**
 * Writes a session in the own format (docs/session-format.md) as blocks of text that join to the file. What is
 * recorded after the first block was taken is not in it.
 */
export function* writeJsonLines(session: Session, options: WriteOptions = {}): Parts {
  const redactor = new Redactor(options.redaction);
  const selection = yield* redactor.selection(select(session, options.scope));
  let block = '';
  let lines = 0;
  for (const line of fileLines(selection, redactor)) {
    if (typeof line !== 'string') {
      yield line;
      continue;
    }
    block += `${line}\n`;
    lines++;
    if (block.length < BLOCK_CHARS) continue;
    yield block;
    block = '';
  }
  yield `${block}${JSON.stringify({ type: 'end', lines } satisfies SessionLine)}\n`;
}

function* fileLines(selection: Selection, redactor: Redactor): Parts {
  const { session, rows, numbers } = selection;
  const placed = placeLines(selection);
  const leftOut = new LeftOut(selection);
  yield JSON.stringify(headerLine(selection, redactor));
  let next = 0;
  for (let row = 0; row <= rows; row++) {
    for (let found = placed[next]; found && found.row <= row; found = placed[++next]) {
      const { line } = found;
      if (line.type === 'gap') yield* leftOut.take(line.connection);
      yield JSON.stringify(line.type === 'navigation' ? { ...line, url: redactor.url(line.url) } : line);
    }
    if (row === rows) break;
    const number = numbers[session.frames.connection(row)] as number;
    if (number === 0) continue;
    if (selection.includes(row)) {
      yield* leftOut.take(number);
      while (session.frames.isAway(row)) yield session.frames.bring(row);
      yield frameLine(session, row, number, redactor);
    } else leftOut.add(row, number);
  }
  for (const number of selection.connections.keys()) yield* leftOut.take(number + 1);
}

function headerLine(selection: Selection, redactor: Redactor): HeaderLine {
  const { session, connections, frames } = selection;
  const line: HeaderLine = {
    format: SESSION_FORMAT,
    version: SESSION_VERSION,
    name: redactor.url(session.name),
    started: session.started,
    connections: connections.length,
    frames,
  };
  if (redactor.isActive) line.redacted = true;
  return line;
}

function frameLine(session: Session, row: number, connection: number, redactor: Redactor): string {
  const { frames } = session;
  const payload = frames.payload(row);
  const head = {
    type: 'frame',
    connection,
    seq: frames.seq(row),
    time: frames.time(row),
    direction: frames.direction(row),
    ...frameDetails(session, row, redactor),
  };
  if (payload === null) return JSON.stringify(head);
  if (typeof payload === 'string') return JSON.stringify({ ...head, text: redactor.text(payload) });
  // Base64 needs no escaping: a large payload is not copied once more to find that out.
  return `${JSON.stringify(head).slice(0, -1)},"base64":"${payloadToBase64(payload)}"}`;
}

/** What a frame has beside its place, direction and payload, without what is so for most frames. */
export function frameDetails({ frames, notes }: Session, row: number, redactor: Redactor): FrameDetails {
  const details: FrameDetails = {};
  if (frames.isBinary(row)) details.shape = frames.shape(row);
  if (frames.payload(row) === null && !frames.isAway(row)) {
    details.omitted = frames.omitted(row) ?? 'absent';
    details.size = frames.size(row);
  }
  if (frames.source(row) !== 'wire') details.source = frames.source(row);
  if (frames.isEdited(row)) details.edited = true;
  const note = notes.get(row);
  if (note?.text) details.note = redactor.text(note.text);
  if (note?.bookmarked) details.bookmarked = true;
  return details;
}

/** Frames of written connections that the scope leaves out: said as gaps, so that nobody takes them for lost. */
class LeftOut {
  #selection: Selection;
  #runs = new Map<number, { seq: number; frames: number; bytes: number }>();

  constructor(selection: Selection) {
    this.#selection = selection;
  }

  add(row: number, number: number): void {
    const { frames } = this.#selection.session;
    const run = this.#runs.get(number) ?? { seq: frames.seq(row), frames: 0, bytes: 0 };
    run.frames = frames.seq(row) - run.seq + 1;
    run.bytes += frames.size(row);
    this.#runs.set(number, run);
  }

  /** The gap of this connection that has come together since the last call. */
  *take(number: number): Generator<string, void> {
    const run = this.#runs.get(number);
    if (!run) return;
    this.#runs.delete(number);
    yield JSON.stringify({
      type: 'gap',
      connection: number,
      ...run,
      reason: 'left-out',
    } satisfies SessionLine);
  }
}
