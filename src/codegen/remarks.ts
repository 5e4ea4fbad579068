import type { Tally } from './playable.ts';

/** What a file says of itself at its top, line by line: from what it was written, and what is not in it. */
export function remarks(what: string, tally: Tally): string[] {
  const { connections, frames } = tally;
  const lines = [
    `${what}, written by Framereel from a recording of ${count(connections, 'connection')} with ${count(frames, 'message')}.`,
  ];
  const left: [number, string, string][] = [
    [tally.missing, 'message', 'whose payload the recording does not have'],
    [tally.strange, 'connection', 'whose URL is no WebSocket URL'],
    [tally.protocols, 'subprotocol', 'that no client may ask for'],
    [tally.codes, 'close code', 'that no close frame may have'],
    [tally.reasons, 'close reason', 'longer than a close frame holds'],
  ];
  for (const [times, noun, why] of left) if (times > 0) lines.push(`Left out: ${count(times, noun)} ${why}.`);
  if (tally.hidden > 0)
    lines.push(`Hidden: ${count(tally.hidden, 'value')}; put in what redacted-1 and so on stand for.`);
  return lines;
}

/** `1 message`, `2 messages`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
