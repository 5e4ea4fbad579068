import { assertNever } from '../base/assert-never.ts';
import type { Command, OpenCommand } from '../protocol/command.ts';
import type { CommandError } from '../protocol/event.ts';
import { classify } from './classify.ts';
import { deliver, incoming } from './deliver.ts';
import {
  binaryTypeOf,
  errorMessage,
  iterableArray,
  NativeWebSocket,
  readyStateOf,
  setBinaryType,
  urlOf,
} from './primordials.ts';
import type { Recorder, Tapped } from './recorder.ts';
import type { Tap } from './tap.ts';
import type { VirtualSockets } from './virtual.ts';

const OPEN = 1;

/** Carries out what the panel asks, and answers each command with one `result` event. */
export function createPerform(
  tap: Tap,
  recorder: Recorder,
  virtual: VirtualSockets | null,
): (command: Command) => void {
  const attempt = (command: Command): { connection?: number; error?: CommandError } => {
    if (command.type === 'open') return { connection: open(tap, command).id };
    const of = recorder.find(command.connection);
    if (of === null)
      return { error: fault('NO_CONNECTION', 'This connection has ended or its page is gone.') };
    const connection = of.id;
    if (virtual?.perform(of, command)) return { connection };
    const socket = of.socket as WebSocket;
    if (command.type !== 'close' && readyStateOf(socket) !== OPEN)
      return { connection, error: fault('NOT_OPEN', 'This connection is not open.') };
    switch (command.type) {
      case 'send':
        tap.send(of, command.payload, command.source);
        break;
      case 'receive':
        receive(recorder, of, socket, command);
        break;
      case 'close':
        tap.close(of, closeArguments(command.code, command.reason), command.source);
        break;
      case 'answer':
        return { connection, error: fault('REFUSED', 'Only a socket that is replayed can be answered.') };
      default:
        assertNever(command);
    }
    return { connection };
  };

  return (command) => {
    let outcome: { connection?: number; error?: CommandError };
    try {
      outcome = attempt(command);
    } catch (error) {
      outcome = { error: fault('REFUSED', describe(error)) };
    }
    recorder.say({ type: 'result', command: command.command, ...outcome });
  };
}

function open(tap: Tap, command: OpenCommand): Tapped {
  const { url, protocols, run } = command;
  const socket = protocols.length
    ? new NativeWebSocket(url, iterableArray(protocols))
    : new NativeWebSocket(url);
  setBinaryType(socket, 'arraybuffer');
  return tap.adopt(socket, protocols, null, { source: 'replay', run });
}

function receive(
  recorder: Recorder,
  of: Tapped,
  socket: WebSocket,
  command: Extract<Command, { type: 'receive' }>,
): void {
  const data = incoming(command.payload, binaryTypeOf(socket));
  const message = classify(data);
  if (message !== null) recorder.frame(of, 'received', message, command.source);
  deliver(socket, urlOf(socket), data);
}

const closeArguments = (code: number | null, reason: string | null): [number?, string?] =>
  code === null ? [] : reason === null ? [code] : [code, reason];

const fault = (code: CommandError['code'], message: string): CommandError => ({ code, message });

function describe(error: unknown): string {
  try {
    return `The browser refused: ${errorMessage(error as DOMException)}`;
  } catch {
    return 'The browser refused.';
  }
}
