import { type Outcome, type Recording, type Step, stepsOf } from '../../src/replay/recording.ts';

/**
 * Frames as a picture: `> 20 hello` is sent 20 ms after the open, `< 35 world` received at 35 ms; a frame
 * without payload is missing, `0x0aff` is binary.
 */
export function frames(...lines: string[]): Step[] {
  return lines.map((line) => {
    const [, way, at, text = ''] = /^([<>]) (-?[\d.]+)(?: (.*))?$/s.exec(line) ?? [];
    if (!way) throw new Error(`Not a frame: ${line}`);
    const isBinary = /^0x[0-9a-f]*$/.test(text);
    return {
      at: Number(at),
      direction: way === '>' ? 'sent' : 'received',
      payload: text === '' ? null : isBinary ? hex(text.slice(2)) : text,
      shape: isBinary ? 'ArrayBuffer' : 'string',
    } satisfies Step;
  });
}

function hex(digits: string): ArrayBuffer {
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  return bytes.buffer;
}

/** A recorded connection that opened after 10 ms and was never seen to end, unless `but` says otherwise. */
export function recording(lines: string[] | Step[], but: Partial<Recording> = {}): Recording {
  const isDrawn = (list: string[] | Step[]): list is string[] => typeof list[0] === 'string';
  return {
    url: 'wss://example.test/socket?room=1',
    protocols: ['chat.v2'],
    protocol: 'chat.v2',
    extensions: 'permessage-deflate',
    opened: 10,
    outcome: { is: 'open' },
    steps: stepsOf(isDrawn(lines) ? frames(...lines) : lines),
    ...but,
  };
}

/** The connection was closed `at` ms after it opened. */
export function closed(at: number, by: 'page' | 'server', code = 1000, reason = ''): Outcome {
  return { is: 'closed', at, code, reason, wasClean: code !== 1006, by };
}

/** `${name}`, as it stands in templates. */
export const placeholder = (name: string): string => `\${${name}}`;
