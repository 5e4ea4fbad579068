import { toBase64, utf8Length } from '../base/bytes.ts';
import { type Playable, type PlayableFrame, playable } from './playable.ts';
import type { RecordedConnection } from './recorded-connection.ts';
import { remarks } from './remarks.ts';
import { isPasteable, shellQuote } from './shell-quote.ts';

/** How long to wait for the last replies, in milliseconds. */
const LAST_WAIT_MS = 1_000;
/** What websocat holds of a message by default, in bytes. */
const DEFAULT_BUFFER = 65_536;

const USAGE = [
  'Needs websocat 1.x and a shell whose sleep takes parts of a second.',
  'What comes is printed with t (text) or b (binary, in base64) before it and a NUL after it.',
];

/**
 * Lines that send what the page sent, with the pauses as recorded. A message begins with `t` or `b` for its type and
 * ends with NUL, so that it may be empty or hold line breaks; binary is base64, and so is text where some of it may not
 * be pasted into a terminal.
 */
export function* writeWebsocatLines(recorded: readonly RecordedConnection[]): Generator<string> {
  const { list, tally } = playable(recorded);
  yield '#!/bin/sh\n';
  for (const line of [...remarks('Lines for websocat', tally), ...USAGE]) yield `# ${line}\n`;
  yield '\ntext() { printf \'t%s\\0\' "$1"; }\nbinary() { printf \'b%s\\0\' "$1"; }\n';
  for (const [index, connection] of list.entries()) {
    yield `\n# Connection ${index + 1}\n`;
    yield* linesOf(connection);
  }
}

function* linesOf(connection: Playable): Generator<string> {
  const { url, origin, protocols } = connection;
  const { isCoded, longest } = lookAt(connection.frames());
  const options = ['-0', '--text-prefix t', '--binary-prefix b', '--base64'];
  if (isCoded) options.push('--base64-text');
  if (longest >= DEFAULT_BUFFER) options.push(`-B ${longest + 2}`);
  if (protocols.length > 0) options.push(`--protocol ${shellQuote(protocols.join(', '))}`);
  if (origin !== null) options.push(`--origin ${shellQuote(origin)}`);
  if (isCoded)
    yield '# Text is in base64 here: some of it has control characters, which may not be pasted.\n';
  yield '{\n';
  let previous = 0;
  let last = 0;
  for (const { at, direction, payload } of connection.frames()) {
    last = at;
    if (direction !== 'sent') continue;
    yield `${pause(at - previous)}  ${messageLine(payload, isCoded)}\n`;
    previous = at;
  }
  yield `${pause(last - previous + LAST_WAIT_MS)}} | websocat ${options.join(' ')} ${shellQuote(url)}\n`;
}

function messageLine(payload: PlayableFrame['payload'], isCoded: boolean): string {
  if (typeof payload !== 'string') return `binary ${shellQuote(toBase64(new Uint8Array(payload)))}`;
  return `text ${shellQuote(isCoded ? toBase64(new TextEncoder().encode(payload)) : payload)}`;
}

/** Whether text must be in base64, and the bytes of the longest message as it is written. */
function lookAt(frames: Iterable<PlayableFrame>): { isCoded: boolean; longest: number } {
  let isCoded = false;
  let longest = 0;
  for (const { direction, payload } of frames) {
    if (direction === 'sent' && typeof payload === 'string' && !isPasteable(payload)) isCoded = true;
    const size = typeof payload === 'string' ? utf8Length(payload) : payload.byteLength;
    longest = Math.max(longest, 4 * Math.ceil(size / 3));
  }
  return { isCoded, longest };
}

function pause(milliseconds: number): string {
  return milliseconds < 1 ? '' : `  sleep ${(milliseconds / 1000).toFixed(3)}\n`;
}
