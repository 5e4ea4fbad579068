import type { Connection, Gap } from './connection.ts';
import { connectionLines } from './connection-lines.ts';
import { type Selection, select } from './export-scope.ts';
import { MAX_TIME } from './json-fields.ts';
import { payloadToBase64 } from './payload-text.ts';
import { Redactor } from './redact.ts';
import type { Session } from './session.ts';
import type { SessionLine } from './session-line.ts';
import { SESSION_VERSION } from './session-version.ts';
import { BLOCK_CHARS, frameDetails, type Parts, type WriteOptions } from './write-jsonl.ts';

/**
 * Writes a session as HAR 1.2 with Chrome's `_webSocketMessages` (DevTools imports `type`, `time`, `opcode` and `data`)
 * as blocks of text that join to the file. What HAR has no place for is in `_framereel`, which others ignore;
 * docs/session-format.md lists what is lost all the same.
 */
export function* writeHar(session: Session, options: WriteOptions = {}): Parts {
  let block = '';
  for (const part of harParts(session, options)) {
    if (typeof part !== 'string') {
      yield part;
      continue;
    }
    block += part;
    if (block.length < BLOCK_CHARS) continue;
    yield block;
    block = '';
  }
  yield block;
}

function* harParts(session: Session, options: WriteOptions): Parts {
  const redactor = new Redactor(options.redaction);
  const selection = yield* redactor.selection(select(session, options.scope));
  const { started, forgotten } = session;
  const name = redactor.url(session.name);
  const navigations = session.navigations.map((mark) => ({ ...mark, url: redactor.url(mark.url) }));
  const log = { version: SESSION_VERSION, name, started, navigations, forgotten };
  const creator = { name: 'Framereel', version: String(SESSION_VERSION) };
  yield `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"pages":[],"_framereel":${JSON.stringify(log)},"entries":[`;
  const rows = rowsByConnection(selection);
  let separator = '\n';
  for (const connection of selection.connections) {
    yield separator;
    yield* entryParts(connection, rows[connection.index] ?? [], selection, redactor);
    separator = ',\n';
  }
  yield '\n]}}\n';
}

function* entryParts(
  connection: Connection,
  rows: readonly number[],
  selection: Selection,
  redactor: Redactor,
): Parts {
  const { session } = selection;
  const written = rows.filter(selection.includes);
  yield `${JSON.stringify(entryHead(connection, session, rows)).slice(0, -1)},"_webSocketMessages":[`;
  let separator = '\n';
  for (const row of written) {
    while (session.frames.isAway(row)) yield session.frames.bring(row);
    yield `${separator}${message(session, row, redactor)}`;
    separator = ',\n';
  }
  if (connection.errored !== null) {
    const data = connection.handshake?.failure ?? '';
    const failure = { type: 'error', time: connection.errored / 1000, opcode: -1, data };
    yield separator + JSON.stringify(failure);
  }
  const gaps = gapsAround(connection, rows, selection);
  const events = [...connectionLines(connection, selection).map(withoutHar), ...gaps];
  yield `],"_framereel":{"version":${SESSION_VERSION},"events":${JSON.stringify(events)},"frames":[`;
  let details = '';
  for (const [place, detail] of exceptions(
    session,
    written,
    gaps,
    selection.firstSeqs[connection.index] ?? 1,
    redactor,
  )) {
    yield details + JSON.stringify({ message: place, ...detail });
    details = ',\n';
  }
  yield ']}}';
}

/** The members of an entry that HAR 1.2 asks for. */
function entryHead(connection: Connection, { frames }: Session, rows: readonly number[]): object {
  const { url, opening, opened, closed, cut, errored, handshake } = connection;
  const last = rows.at(-1);
  const end = closed?.time ?? cut ?? errored ?? (last === undefined ? opening : frames.time(last));
  const wait = Math.max(0, (opened ?? end) - opening);
  const time = Math.max(wait, end - opening);
  const isOpen = opened !== null || rows.length > 0;
  const unknown = { httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1, bodySize: -1 };
  const entry = {
    _resourceType: 'websocket',
    startedDateTime: new Date(Math.min(Math.max(opening, -MAX_TIME), MAX_TIME)).toISOString(),
    time,
    request: {
      ...unknown,
      method: 'GET',
      url,
      headers: handshake?.request ?? [],
      queryString: queryOf(url),
    },
    response: {
      ...unknown,
      status: isOpen ? 101 : 0,
      statusText: isOpen ? 'Switching Protocols' : '',
      headers: handshake?.response ?? [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: '',
    },
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive: time - wait },
  };
  return handshake?.remoteAddress ? { ...entry, serverIPAddress: handshake.remoteAddress } : entry;
}

function message({ frames }: Session, row: number, redactor: Redactor): string {
  const payload = frames.payload(row);
  const head = {
    type: frames.direction(row) === 'sent' ? 'send' : 'receive',
    time: frames.time(row) / 1000,
    opcode: frames.isBinary(row) ? 2 : 1,
  };
  if (payload === null) return JSON.stringify({ ...head, data: '' });
  if (typeof payload === 'string') return JSON.stringify({ ...head, data: redactor.text(payload) });
  return `${JSON.stringify(head).slice(0, -1)},"data":"${payloadToBase64(payload)}"}`;
}

/** An event without what the entry around it says. */
function withoutHar(line: SessionLine): object {
  switch (line.type) {
    case 'opening': {
      const { url: _, ...rest } = line;
      return rest;
    }
    case 'handshake': {
      const { request: _, response: __, ...rest } = line;
      return rest;
    }
    default:
      return line;
  }
}

/** The gaps of a connection, and one for each run of frames that the scope leaves out, in order of seq. */
function gapsAround(connection: Connection, rows: readonly number[], selection: Selection): SessionLine[] {
  const { frames } = selection.session;
  const runs: Omit<Gap, 'before'>[] = connection.gaps.map(({ before: _, ...gap }) => gap);
  const starts = new Set(runs.map(({ seq, frames: count }) => seq + count));
  let run: Omit<Gap, 'before'> | null = null;
  for (const row of rows) {
    const seq = frames.seq(row);
    if (selection.includes(row)) {
      run = null;
      continue;
    }
    if (!run || starts.has(seq)) {
      run = { seq, frames: 0, bytes: 0, reason: 'left-out' };
      runs.push(run);
    }
    run.frames = seq - run.seq + 1;
    run.bytes += frames.size(row);
  }
  runs.sort((one, other) => one.seq - other.seq);
  return runs.map((gap) => ({
    type: 'gap',
    connection: selection.numbers[connection.index] as number,
    ...gap,
  }));
}

/** What messages do not say of their frames, by their place; nothing for the many that need no more words. */
function* exceptions(
  session: Session,
  rows: readonly number[],
  gaps: readonly SessionLine[],
  from: number,
  redactor: Redactor,
): Generator<[number, object], void> {
  const ends = new Map(gaps.map((gap) => (gap.type === 'gap' ? [gap.seq, gap.seq + gap.frames] : [0, 0])));
  let expected = from;
  for (const [place, row] of rows.entries()) {
    for (let end = ends.get(expected); end !== undefined; end = ends.get(expected)) expected = end;
    const seq = session.frames.seq(row);
    const { shape, ...details } = frameDetails(session, row, redactor);
    const more = shape === undefined || shape === 'ArrayBuffer' ? details : { shape, ...details };
    if (seq !== expected) yield [place, { seq, ...more }];
    else if (Object.keys(more).length > 0) yield [place, more];
    expected = seq + 1;
  }
}

/** The rows of each connection of the selection, left out or not. */
function rowsByConnection({ session, rows, numbers }: Selection): number[][] {
  const lists: number[][] = Array.from(numbers, () => []);
  for (let row = 0; row < rows; row++) {
    const connection = session.frames.connection(row);
    if (numbers[connection]) lists[connection]?.push(row);
  }
  return lists;
}

function queryOf(url: string): { name: string; value: string }[] {
  try {
    return Array.from(new URL(url).searchParams, ([name, value]) => ({ name, value }));
  } catch {
    return [];
  }
}
