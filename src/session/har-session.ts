import type { GapEvent } from '../protocol/event.ts';
import type { ProblemList } from './file-problem.ts';
import type { HarEntry } from './har-entry.ts';
import { linesOfEntry, openingOf, socketUrl } from './har-lines.ts';
import type { HarFrame } from './har-message.ts';
import { harTime, isoTime, isRelative } from './har-time.ts';
import {
  FieldError,
  type Fields,
  integerField,
  isFields,
  isTime,
  textField,
  timeField,
} from './json-fields.ts';
import { showPath } from './json-path.ts';
import type { Session } from './session.ts';
import { SessionBuilder } from './session-builder.ts';
import { asSessionLine, type FrameDetails, readFrameDetails, type SessionLine } from './session-line.ts';

type Line = Exclude<SessionLine, { type: 'frame' | 'end' | 'gap' }>;

/** A frame on its way into the session. */
interface Placed {
  frame: HarFrame;
  socket: Socket;
  /** milliseconds since the epoch */
  time: number;
  /** the latest time of the connection up to here: what decides its place among those of others */
  order: number;
}

interface Socket {
  entry: HarEntry;
  /** number of the connection, from 1 */
  number: number;
  where: string;
  lines: Line[];
  /** in order, to be told before the frame that follows them */
  gaps: GapEvent[];
}

/** What comes after the frames of a connection; everything else comes before them. */
const AFTER: ReadonlySet<string> = new Set(['closing', 'error', 'discarded', 'closed', 'cut']);

/**
 * Fills a session from the sockets of a HAR: connections in the order of the file, frames in the order of each
 * connection, and among connections by time. `log` is our own writer's `_framereel`, {} in other files.
 */
export function fillFromHar(
  session: Session,
  entries: readonly HarEntry[],
  log: Fields,
  problems: ProblemList,
): void {
  const builder = new SessionBuilder(session, problems);
  const sockets = entries.map((entry, index) => asSocket(entry, index + 1, problems));
  session.started = isTime(log.started)
    ? log.started + 0
    : Math.min(...sockets.map(({ lines }) => (lines[0] as { time: number }).time));
  for (const socket of sockets) addLines(builder, socket, (type) => !AFTER.has(type));
  // Sorting is stable: frames of one connection stay in order, and at one moment the earlier connection is first.
  const placed = sockets.flatMap((socket) => placeFrames(socket, problems));
  placed.sort((one, other) => one.order - other.order);
  for (const { frame, socket, time } of placed) addFrame(builder, socket, frame, time);
  for (const socket of sockets) {
    for (const gap of socket.gaps) builder.add(gap, socket.where);
    addLines(builder, socket, (type) => AFTER.has(type));
  }
  builder.finish();
  addLog(builder, log);
  sayUndated(sockets, problems);
}

function asSocket(entry: HarEntry, number: number, problems: ProblemList): Socket {
  const where = showPath(entry.path);
  const derived = linesOfEntry(entry, number);
  const own = entry.hasExtras ? ownLines(entry, number, problems) : derived;
  const lines = own.filter((line) => line.type !== 'gap') as Line[];
  // Nothing can be told of a connection before its opening.
  if (lines[0]?.type !== 'opening') lines.unshift(derived[0] as Line);
  const gaps = own.filter((line) => line.type === 'gap');
  return { entry, number, where, lines, gaps };
}

/** The events of `_framereel`, completed by what the entry itself says. */
function ownLines(entry: HarEntry, connection: number, problems: ProblemList): SessionLine[] {
  const { url, requestHeaders: request, responseHeaders: response, extras } = entry;
  return extras.events.flatMap((event, index) => {
    try {
      const line =
        isFields(event) && asSessionLine({ ...event, connection, url: socketUrl(url), request, response });
      if (line && 'connection' in line && line.type !== 'frame') return [line];
      throw new FieldError('type', isFields(event) ? event.type : event, 'an event of a connection');
    } catch (error) {
      const where = `${showPath(entry.path)}._framereel.events[${index}]`;
      problems.add('FIELD_INVALID', where, `${(error as Error).message} The event was skipped.`);
      return [];
    }
  });
}

function addLines(
  builder: SessionBuilder,
  { lines, where }: Socket,
  isMeant: (type: string) => boolean,
): void {
  for (const line of lines) if (isMeant(line.type)) builder.add(line, where);
}

function placeFrames(socket: Socket, problems: ProblemList): Placed[] {
  const { entry } = socket;
  const started = isoTime(entry.started);
  let last = openingOf(entry);
  let order = last;
  let untimed = 0;
  const placed = entry.frames.map((frame): Placed => {
    // Our own times are never relative, whatever their size.
    const isOwn = entry.hasExtras && typeof frame.time === 'number' && isTime(frame.time * 1000);
    const time = isOwn ? (frame.time as number) * 1000 + 0 : harTime(frame.time, started);
    if (time === null && frame.time === -1) untimed++;
    else if (time === null) {
      const message = 'The time of this message is missing or impossible; it has that of the message before.';
      const code = frame.time === undefined ? 'FIELD_MISSING' : 'FIELD_INVALID';
      problems.add(code, entry.whereIs(frame.index), message);
    }
    last = time ?? last;
    order = Math.max(order, last);
    return { frame, socket, time: last, order };
  });
  if (untimed > 0) {
    const message = `${untimed} messages have no time, as Playwright writes them with omitted timing; only their order is known.`;
    problems.add('UNTIMED', socket.where, message);
  }
  return placed;
}

function addFrame(builder: SessionBuilder, socket: Socket, frame: HarFrame, time: number): void {
  const { entry, number: connection, gaps } = socket;
  const { direction, index, isBinary } = frame;
  const where = entry.whereIs(index);
  const known = entry.hasExtras ? entry.extras.frames.get(index) : undefined;
  const details: ReturnType<typeof detailsOf> = known ? detailsOf(known, where, builder.problems) : {};
  const isBefore = ({ seq }: GapEvent): boolean =>
    details.seq === undefined ? seq <= (builder.connection(connection)?.nextSeq ?? 0) : seq < details.seq;
  while (gaps[0] && isBefore(gaps[0])) builder.add(gaps.shift() as GapEvent, where);
  const payload = details.omitted ? null : frame.payload;
  const shape = details.shape ?? (isBinary ? 'ArrayBuffer' : 'string');
  builder.frame({ connection, time, direction, ...details, shape }, payload, where);
}

function detailsOf(fields: Fields, where: string, problems: ProblemList): FrameDetails & { seq?: number } {
  const details: FrameDetails & { seq?: number } = {};
  try {
    readFrameDetails(fields, details);
    if (fields.seq !== undefined) details.seq = integerField(fields, 'seq', 1, 0xffff_ffff);
  } catch (error) {
    const message = `${(error as Error).message} What else “_framereel” says of this frame was ignored.`;
    problems.add('FIELD_INVALID', where, message);
  }
  return details;
}

/** What `_framereel` says of the whole session. */
function addLog(builder: SessionBuilder, { navigations, forgotten }: Fields): void {
  const { session, problems } = builder;
  for (const [index, mark] of (Array.isArray(navigations) ? navigations : []).entries())
    try {
      const fields = isFields(mark) ? mark : {};
      const frame = Math.min(integerField(fields, 'frame', 0, 0xffff_ffff), session.frames.length);
      session.navigations.push({ time: timeField(fields), url: textField(fields, 'url'), frame });
    } catch (error) {
      const where = `$.log._framereel.navigations[${index}]`;
      problems.add('FIELD_INVALID', where, `${(error as Error).message} The mark was skipped.`);
    }
  if (forgotten === undefined) return;
  const where = '$.log._framereel.forgotten';
  try {
    const line = asSessionLine({ ...(isFields(forgotten) ? forgotten : {}), type: 'forgotten' });
    if (line?.type === 'forgotten') builder.add(line, where);
  } catch (error) {
    problems.add('FIELD_INVALID', where, `${(error as Error).message} The count was skipped.`);
  }
}

function sayUndated(sockets: readonly Socket[], problems: ProblemList): void {
  const undated = sockets.filter(
    ({ entry }) =>
      !entry.hasExtras &&
      isoTime(entry.started) === null &&
      entry.frames.some(({ time }) => isRelative(time)),
  );
  const [first] = undated;
  if (!first) return;
  const message = `The times of ${undated.length} socket(s) are relative and their entries have no date: only the time between frames is right.`;
  problems.add('UNDATED', `${first.where}.startedDateTime`, message);
}
