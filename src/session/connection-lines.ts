import type { Connection, Gap } from './connection.ts';
import type { Selection } from './export-scope.ts';
import type { HandshakeLine, OpeningLine, SessionLine } from './session-line.ts';

/** A line and the row of the frame table that it comes before. */
export interface PlacedLine {
  row: number;
  line: Exclude<SessionLine, { type: 'frame' | 'end' }>;
}

/** Where several lines come before one row they keep this order. */
const ORDER: Record<PlacedLine['line']['type'], number> = {
  forgotten: 0,
  navigation: 1,
  opening: 2,
  handshake: 3,
  refused: 4,
  blocked: 5,
  open: 6,
  gap: 7,
  closing: 8,
  error: 9,
  discarded: 10,
  closed: 11,
  cut: 12,
};

/** All lines of a selection but its frames, in the order of the file. */
export function placeLines(selection: Selection): PlacedLine[] {
  const { session, connections, rows } = selection;
  const placed: PlacedLine[] = [];
  const { forgotten } = session;
  if (forgotten.connections || forgotten.frames)
    placed.push({ row: 0, line: { type: 'forgotten', ...forgotten } });
  for (const { time, url, frame } of session.navigations)
    placed.push({ row: Math.min(frame, rows), line: { type: 'navigation', time, url } });
  const spans = spansOf(selection);
  // Connections are numbered by their openings: none may come after the opening of the next.
  let next = rows;
  for (const connection of connections.toReversed()) {
    const span = spans[connection.index] as Span;
    next = Math.min(
      next,
      rowAt(selection, connection.opening),
      span.first,
      connection.gaps[0]?.before ?? rows,
    );
    span.opening = next;
  }
  for (const connection of connections) {
    const span = spans[connection.index] as Span;
    for (const line of connectionLines(connection, selection))
      placed.push({ row: rowOf(line, span, selection), line });
    for (const gap of connection.gaps)
      placed.push({ row: Math.min(gap.before, rows), line: gapLine(gap, selection, connection) });
  }
  return placed.sort((one, other) => one.row - other.row || ORDER[one.line.type] - ORDER[other.line.type]);
}

/** What happened to a connection, without its frames and gaps. */
export function connectionLines(
  connection: Connection,
  { numbers, firstSeqs }: Selection,
): Exclude<PlacedLine['line'], { type: 'navigation' | 'forgotten' | 'gap' }>[] {
  const { opened, protocol, extensions, closing, closed, errored, cut, discarded, handshake } = connection;
  const { refused, blocked } = connection;
  const number = numbers[connection.index] as number;
  const lines: ReturnType<typeof connectionLines> = [
    openingLine(connection, number, firstSeqs[connection.index] as number),
  ];
  if (handshake) {
    const { status, statusText, request, response, failure, remoteAddress, inferred } = handshake;
    const line: HandshakeLine = {
      type: 'handshake',
      connection: number,
      status,
      statusText,
      request,
      response,
    };
    if (failure) line.failure = failure;
    if (remoteAddress !== undefined) line.remoteAddress = remoteAddress;
    if (inferred) line.inferred = true;
    lines.push(line);
  }
  if (refused) lines.push({ type: 'refused', connection: number, ...refused });
  if (blocked) lines.push({ type: 'blocked', connection: number, ...blocked });
  if (opened !== null) lines.push({ type: 'open', connection: number, time: opened, protocol, extensions });
  if (closing) lines.push({ type: 'closing', connection: number, ...closing });
  if (errored !== null) lines.push({ type: 'error', connection: number, time: errored });
  if (discarded) lines.push({ type: 'discarded', connection: number, count: discarded });
  if (closed) lines.push({ type: 'closed', connection: number, ...closed });
  if (cut !== null) lines.push({ type: 'cut', connection: number, time: cut });
  return lines;
}

function openingLine(connection: Connection, number: number, from: number): OpeningLine {
  const { opening, url, requested, origin, context, documentUrl, stack, source, run, virtual, decoder } =
    connection;
  const line: OpeningLine = {
    type: 'opening',
    connection: number,
    time: opening,
    url,
    protocols: requested,
    origin,
    context,
    documentUrl,
  };
  if (stack !== null) line.stack = stack;
  if (source !== 'wire') line.source = source;
  if (run !== null) line.run = run;
  if (virtual) line.virtual = true;
  if (decoder !== null) line.decoder = decoder;
  if (from > 1) line.from = from;
  return line;
}

function gapLine(gap: Gap, selection: Selection, connection: Connection): PlacedLine['line'] {
  const { seq, frames, bytes, reason } = gap;
  return {
    type: 'gap',
    connection: selection.numbers[connection.index] as number,
    seq,
    frames,
    bytes,
    reason,
  };
}

/** Between which rows a connection has its frames, and before which row it opens. */
interface Span {
  first: number;
  end: number;
  opening: number;
}

function spansOf({ session, rows }: Selection): Span[] {
  const spans = session.connections.map((): Span => ({ first: rows, end: 0, opening: rows }));
  for (let row = 0; row < rows; row++) {
    const span = spans[session.frames.connection(row)] as Span;
    span.first = Math.min(span.first, row);
    span.end = row + 1;
  }
  return spans;
}

function rowOf(line: PlacedLine['line'], span: Span, selection: Selection): number {
  switch (line.type) {
    case 'open':
      return Math.max(span.opening, Math.min(span.first, rowAt(selection, line.time)));
    case 'closing':
      return Math.max(span.opening, rowAt(selection, line.time));
    case 'error':
    case 'closed':
    case 'cut':
      return Math.max(span.opening, span.end, rowAt(selection, line.time));
    case 'discarded':
      return Math.max(span.opening, span.end);
    default:
      return span.opening;
  }
}

/** The first row that is not before `time`; documents have clocks of their own, so rows are only nearly in order. */
function rowAt({ session, rows }: Selection, time: number): number {
  let low = 0;
  let high = rows;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (session.frames.time(middle) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
