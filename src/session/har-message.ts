import type { Direction } from '../protocol/event.ts';
import type { Payload } from '../protocol/payload.ts';
import { brief, type Fields } from './json-fields.ts';
import { payloadFromBase64 } from './payload-text.ts';

/** A member of `_webSocketMessages` that is a frame. */
export interface HarFrame {
  /** as the file has it: har-time.ts says what it means */
  time: unknown;
  direction: Direction;
  isBinary: boolean;
  payload: Payload | null;
  /** place in the list of messages */
  index: number;
}

/** One that tells of a failure instead: Chrome writes it as `{"type":"error","opcode":-1}`. */
export interface HarFailure {
  time: unknown;
  failure: string;
}

/** Says what is wrong with a message; the caller knows where it is. */
export type Complain = (
  code: 'FIELD_INVALID' | 'FIELD_MISSING' | 'PAYLOAD_DAMAGED',
  field: string,
  message: string,
) => void;

/** RFC 6455 section 5.2 */
const OPCODES: Record<number, string> = {
  0: 'a continuation',
  8: 'a close frame',
  9: 'a ping',
  10: 'a pong',
};

/**
 * Reads one message of any dialect. What is missing is complained of and the frame is kept as far as it is known.
 * @returns a sentence's subject where the message is no frame of ours (a ping, a type nobody knows)
 */
export function readHarMessage(
  fields: Fields,
  index: number,
  complain: Complain,
): HarFrame | HarFailure | string {
  const { type, time, opcode, data } = fields;
  if (type === 'error' || (opcode === -1 && type !== 'send' && type !== 'receive'))
    return { time, failure: typeof data === 'string' ? data : '' };
  if (type !== 'send' && type !== 'receive') return `a message of type ${brief(type)}`;
  if (typeof opcode === 'number' && opcode !== 1 && opcode !== 2)
    return OPCODES[opcode] ?? `a message with opcode ${opcode}`;
  if (typeof opcode !== 'number')
    complain('FIELD_MISSING', 'opcode', '“opcode” is missing or no number; the frame is taken as text.');
  const isBinary = opcode === 2;
  return {
    time,
    direction: type === 'send' ? 'sent' : 'received',
    isBinary,
    payload: readData(data, isBinary, complain),
    index,
  };
}

function readData(data: unknown, isBinary: boolean, complain: Complain): Payload | null {
  if (typeof data !== 'string') {
    const code = data === undefined ? 'FIELD_MISSING' : 'FIELD_INVALID';
    complain(code, 'data', '“data” is missing or no string; the frame is kept without payload.');
    return null;
  }
  if (!isBinary) return data;
  try {
    return payloadFromBase64(data);
  } catch (error) {
    const message = `The payload is damaged (${(error as Error).message}) The frame is kept without it.`;
    complain('PAYLOAD_DAMAGED', 'data', message);
    return null;
  }
}
