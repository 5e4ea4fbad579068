import { type Playable, type PlayableFrame, playable } from './playable.ts';
import type { RecordedConnection } from './recorded-connection.ts';
import { count, remarks } from './remarks.ts';
import { stringLiteral } from './string-literal.ts';

const USAGE = [
  'Run it with: npx artillery run FILE',
  'Each virtual user plays one connection, with the pauses as recorded. For load, raise arrivalRate.',
];

/**
 * A scenario for each connection. YAML 1.2 takes JSON strings, so recorded text is written as these, and never with
 * `{{` where Artillery would put the value of a variable.
 */
export function* writeArtilleryScenario(recorded: readonly RecordedConnection[]): Generator<string> {
  const { list, tally } = playable(recorded);
  const able = list.filter(({ end }) => end.is !== 'failed');
  const failed = list.length - able.length;
  const lines = remarks('An Artillery scenario', tally);
  if (failed > 0) lines.push(`Left out: ${count(failed, 'connection')} that did not open.`);
  for (const line of [...lines, ...USAGE]) yield `# ${line}\n`;
  yield `config:\n  target: ${urlLiteral(able[0]?.url ?? 'ws://localhost:8080/')}\n`;
  yield '  phases:\n    - duration: 1\n      arrivalRate: 1\n';
  yield able.length > 0 ? 'scenarios:\n' : 'scenarios: []\n';
  for (const [index, connection] of able.entries()) yield* scenario(connection, index + 1);
}

function* scenario(connection: Playable, number: number): Generator<string> {
  const { url, origin, protocols } = connection;
  let binary = 0;
  for (const { direction, payload } of connection.frames())
    if (direction === 'sent' && typeof payload !== 'string') binary++;
  if (binary > 0)
    yield `  # Left out: ${count(binary, 'message')} in binary, which Artillery's engine cannot send.\n`;
  yield `  - name: "Connection ${number}"\n    engine: ws\n    flow:\n`;
  yield `      - connect:\n          target: ${urlLiteral(url)}\n`;
  yield `          subprotocols: [${protocols.map(stringLiteral).join(', ')}]\n`;
  if (origin !== null) yield `          headers:\n            Origin: ${stringLiteral(origin)}\n`;
  yield* flow(connection.frames());
}

function* flow(frames: Iterable<PlayableFrame>): Generator<string> {
  let previous = 0;
  let last = 0;
  for (const { at, direction, payload } of frames) {
    last = at;
    if (direction !== 'sent' || typeof payload !== 'string') continue;
    yield pause(at - previous);
    yield send(payload);
    previous = at;
  }
  // The connection closes with the last step: what came after the last message would not be waited for.
  yield pause(Math.max(1, last - previous));
}

/** The elements of a loop are taken as they are; all other text is searched for variables. */
function send(text: string): string {
  const literal = stringLiteral(text);
  if (!text.includes('{{')) return `      - send: ${literal}\n`;
  return `      - loop:\n          - send: "{{ $loopElement }}"\n        over: [${literal}]\n`;
}

/** Braces in pairs would be taken for a variable; percent-encoded they mean the same to a server (RFC 3986 2.4). */
function urlLiteral(url: string): string {
  return stringLiteral(url.replaceAll('{{', '%7B%7B'));
}

function pause(milliseconds: number): string {
  return milliseconds < 1 ? '' : `      - think: "${Math.round(milliseconds)}ms"\n`;
}
