import { toBase64, utf8Length } from '../base/bytes.ts';
import { type Playable, playable } from './playable.ts';
import type { RecordedConnection } from './recorded-connection.ts';
import { count, remarks } from './remarks.ts';
import { isPasteable, shellQuote } from './shell-quote.ts';

/** Linux takes no longer argument, in bytes (MAX_ARG_STRLEN). */
const MAX_ARGUMENT_BYTES = 131_071;
/** All arguments of a command together; systems take 1 MiB at least where people have shells. */
const MAX_COMMAND_BYTES = 900_000;
/** wscat waits this long at least before it closes, in seconds. */
const LEAST_WAIT_S = 2;
/** How long the handshake may take, in seconds. */
const CONNECT_S = 2;

const USAGE = [
  'Needs wscat 6. It sends all messages as soon as the socket is open, whatever the pauses were.',
];

/** Lines that send the text that the page sent. wscat cannot send binary, and an argument cannot hold a NUL. */
export function* writeWscatLines(recorded: readonly RecordedConnection[]): Generator<string> {
  const { list, tally } = playable(recorded);
  yield '#!/bin/sh\n';
  for (const line of [...remarks('Lines for wscat', tally), ...USAGE]) yield `# ${line}\n`;
  for (const [index, connection] of list.entries()) {
    yield `\n# Connection ${index + 1}\n`;
    yield* linesOf(connection);
  }
}

function* linesOf(connection: Playable): Generator<string> {
  const { url, origin, protocols } = connection;
  const { texts, left, seconds } = argumentsOf(connection);
  for (const [why, times] of left) yield `# Left out: ${count(times, 'message')} ${why}.\n`;
  const options = [`-w ${seconds}`];
  for (const protocol of protocols) options.push(`-s ${shellQuote(protocol)}`);
  if (origin !== null) options.push(`-o ${shellQuote(origin)}`);
  // wscat ends with its input, and without a command never before it.
  yield `sleep ${seconds + CONNECT_S} | wscat -c ${shellQuote(url)} ${options.join(' ')}`;
  for (const text of texts) yield ` \\\n  -x ${text}`;
  yield '\n';
}

/** The messages as shell words, and how many are left out by why. */
function argumentsOf(connection: Playable) {
  const texts: string[] = [];
  const left = new Map<string, number>();
  let bytes = 0;
  let last = 0;
  for (const { at, direction, payload } of connection.frames()) {
    last = at;
    if (direction !== 'sent') continue;
    const why = obstacle(payload, bytes);
    if (why !== null || typeof payload !== 'string') {
      left.set(why ?? '', (left.get(why ?? '') ?? 0) + 1);
      continue;
    }
    const word = isPasteable(payload) ? shellQuote(payload) : decoded(payload);
    bytes += utf8Length(payload) + 4;
    texts.push(word);
  }
  return { texts, left, seconds: Math.max(LEAST_WAIT_S, Math.ceil(last / 1000)) };
}

/** Why a message cannot be an argument of wscat; null where it can. */
function obstacle(payload: string | ArrayBuffer, bytes: number): string | null {
  if (typeof payload !== 'string') return 'in binary, which wscat cannot send';
  const size = utf8Length(payload);
  if (size > MAX_ARGUMENT_BYTES || bytes + size > MAX_COMMAND_BYTES) return 'too long for a command line';
  if (payload.includes('\0')) return 'with a NUL, which no command line can hold';
  return payload.endsWith('\n') && !isPasteable(payload) ? 'ending in a line break' : null;
}

/** A shell word for text that may not be pasted as itself. */
function decoded(text: string): string {
  return `"$(printf %s ${shellQuote(toBase64(new TextEncoder().encode(text)))} | base64 -d)"`;
}
