import { toBase64 } from '../base/bytes.ts';
import type { Playable, PlayableFrame } from './playable.ts';
import { stringLiteral } from './string-literal.ts';

/**
 * The recording as a JavaScript function: at the end of a file it is out of the way of the code, and can be called
 * from the first line on. Uses `bytes(base64)`.
 */
export function* recordedFunction(list: readonly Playable[]): Generator<string> {
  yield '/** What was recorded. Times are milliseconds: of frames and closes since the opening. */\n';
  yield 'function recorded() {\n  return [\n';
  for (const connection of list) {
    yield '    {\n';
    for (const [name, value] of propertiesOf(connection)) yield `      ${name}: ${value},\n`;
    yield '      frames: [\n';
    for (const frame of connection.frames()) yield `        ${frameLiteral(frame)},\n`;
    yield '      ],\n    },\n';
  }
  yield '  ];\n}\n';
}

/** What is known of a connection, as names and literals. */
function propertiesOf(connection: Playable): [string, string][] {
  const { url, page, origin, protocols, protocol, deflate, start, opened, end } = connection;
  const properties: [string, string][] = [['url', stringLiteral(url)]];
  if (page !== null) properties.push(['page', stringLiteral(page)]);
  if (origin !== null) properties.push(['origin', stringLiteral(origin)]);
  properties.push(['protocols', `[${protocols.map(stringLiteral).join(', ')}]`]);
  properties.push(['protocol', stringLiteral(protocol)]);
  if (deflate) properties.push(['deflate', 'true']);
  properties.push(['start', `${start}`], ['opened', `${opened}`]);
  if (end.is === 'failed') properties.push(['failed', `{ status: ${end.status} }`]);
  if (end.is === 'closed') {
    const { at, by, code, reason } = end;
    properties.push([
      'closed',
      `{ at: ${at}, by: ${stringLiteral(by)}, code: ${code}, reason: ${stringLiteral(reason)} }`,
    ]);
  }
  return properties;
}

function frameLiteral({ at, direction, payload }: PlayableFrame): string {
  const data =
    typeof payload === 'string'
      ? stringLiteral(payload)
      : `bytes(${stringLiteral(toBase64(new Uint8Array(payload)))})`;
  return `{ at: ${at}, ${direction === 'sent' ? 'sent' : 'received'}: ${data} }`;
}
