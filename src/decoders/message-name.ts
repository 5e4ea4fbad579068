import type { Payload } from '../protocol/payload.ts';
import { type Carrier, isEngineIo } from './carrier.ts';
import { heartbeatBytes, heartbeatText, isHeartbeatName } from './heartbeat.ts';
import { isJsonError, isPhoenixBeat, jsonName, signalRName } from './json-message.ts';
import { readSocketIo, SOCKET_IO, type SocketIoPacket } from './socket-io.ts';

/** Text longer than this is not parsed to find a name. */
export const NAME_TEXT_LIMIT = 64 * 1024;

/** What a message calls itself, whether it only keeps a connection alive, and whether it tells of an error. */
export interface MessageName {
  name: string;
  heartbeat: boolean;
  error: boolean;
}

const NONE: MessageName = { name: '', heartbeat: false, error: false };
/** Ends a message of SignalR, several of which may be in a frame. */
const RECORD_END = '\x1e';
const STOMP =
  /^(?:CONNECT(?:ED)?|STOMP|SEND|(?:UN)?SUBSCRIBE|N?ACK|BEGIN|COMMIT|ABORT|DISCONNECT|MESSAGE|RECEIPT|ERROR)\r?\n/;

/**
 * Finds the name of a message: a string in one of its usual JSON fields, the event of Socket.IO, Phoenix and SignalR,
 * the call of OCPP, STOMP's command and destination. `''` where there is none.
 */
export function messageName(payload: Payload, carrier: Carrier): MessageName {
  if (typeof payload !== 'string') return beat(heartbeatBytes(payload, carrier)) ?? NONE;
  if (payload.length > NAME_TEXT_LIMIT) return NONE;
  const json = /^\s*[{[]/.test(payload) ? jsonMessage(payload) : null;
  return json ?? beat(heartbeatText(payload, carrier)) ?? plainMessage(payload, carrier);
}

const beat = (name: string | null): MessageName | null =>
  name === null ? null : { name, heartbeat: true, error: false };

/** null where it is no JSON. Of several messages of SignalR, the first. */
function jsonMessage(text: string): MessageName | null {
  const end = text.indexOf(RECORD_END);
  const value = parsed(end < 0 ? text : text.slice(0, end));
  if (value === undefined) return null;
  const name = end < 0 ? jsonName(value) : signalRName(value);
  const heartbeat = isHeartbeatName(name) || isPhoenixBeat(value);
  return { name, heartbeat, error: !heartbeat && isJsonError(value, name) };
}

function plainMessage(text: string, carrier: Carrier): MessageName {
  const packet = readSocketIo(text);
  const event = packet && socketIoMessage(packet, carrier);
  if (event) return event;
  return STOMP.test(text) ? stompMessage(text) : NONE;
}

function socketIoMessage({ type, json }: SocketIoPacket, carrier: Carrier): MessageName | null {
  const value = json === '' ? undefined : parsed(json);
  const named = (name: string): MessageName => ({ name, heartbeat: false, error: false });
  switch (type) {
    case SOCKET_IO.event:
    case SOCKET_IO.binaryEvent: {
      const name: unknown = Array.isArray(value) ? value[0] : undefined;
      return typeof name === 'string' ? { ...named(name), error: isJsonError(null, name) } : null;
    }
    case SOCKET_IO.ack:
    case SOCKET_IO.binaryAck:
      return Array.isArray(value) ? named('ack') : null;
  }
  // As short as these are, they could be anything elsewhere.
  if (!isEngineIo(carrier)) return null;
  if (type === SOCKET_IO.connectError) return { ...named('connect error'), error: true };
  return named(type === SOCKET_IO.connect ? 'connect' : 'disconnect');
}

function stompMessage(text: string): MessageName {
  const head = text.slice(0, text.search(/\r?\n\r?\n|$/));
  const [command = ''] = head.split(/\r?\n/, 1);
  const destination = /^destination:(.*)$/m.exec(head)?.[1]?.trim();
  return {
    name: destination ? `${command} ${destination}` : command,
    heartbeat: false,
    error: command === 'ERROR',
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
