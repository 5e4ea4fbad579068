import type { Payload } from '../protocol/payload.ts';
import { isObject, isOcppReply, isPhoenix, own } from './json-message.ts';
import { NAME_TEXT_LIMIT } from './message-name.ts';
import { readSocketIo, SOCKET_IO } from './socket-io.ts';

/** How a message says what it answers, or by what it will be answered: an id in its JSON, or a number or header for that. */
export type ExchangeKind = 'id' | 'ack';

/** A message's part in asking and answering. */
export interface Exchange {
  kind: ExchangeKind;
  /** the same in a request and its reply, on one connection */
  key: string;
  /** `either` where only the order tells: who says the id first asks */
  role: 'request' | 'reply' | 'either';
}

/** Fields that hold the id of the message that is answered, and fields that may stand in both, best first. */
const REPLY_FIELDS = [
  'replyTo',
  'reply_to',
  'inReplyTo',
  'in_reply_to',
  'responseTo',
  'response_to',
  'ackId',
  'ack_id',
];
const ID_FIELDS = [
  'requestId',
  'request_id',
  'reqId',
  'req_id',
  'correlationId',
  'correlation_id',
  'invocationId',
  'callId',
  'call_id',
  'messageId',
  'message_id',
  'msgId',
  'msg_id',
  'mid',
  'ref',
  'nonce',
  'id',
];
/** Text without any of them as a name is not parsed. */
const MAY_HAVE_ID = new RegExp(`"(?:${[...REPLY_FIELDS, ...ID_FIELDS].join('|')})"\\s*:`);

/** WAMP's requests and what answers them: both have the request's number in second place (WAMP basic profile, section 3.2). */
const WAMP_ASKS = new Set([16, 32, 34, 48, 64, 66, 68]);
const WAMP_ANSWERS = new Set([17, 33, 35, 50, 65, 67, 70]);
const WAMP_ERROR = 8;

/**
 * What a message says of asking and answering: JSON-RPC, Socket.IO acknowledgements, Phoenix, OCPP, WAMP, STOMP
 * receipts, Jupyter, and ids in JSON fields of the usual names. null where it says nothing. Never throws.
 */
export function exchangeOf(payload: Payload): Exchange | null {
  if (typeof payload !== 'string' || payload.length > NAME_TEXT_LIMIT) return null;
  const first = payload.trimStart()[0];
  if (first === '{') return MAY_HAVE_ID.test(payload) ? objectExchange(parsed(payload)) : null;
  if (first === '[') return arrayExchange(parsed(payload));
  return socketIoExchange(payload) ?? stompExchange(payload);
}

function objectExchange(value: unknown): Exchange | null {
  if (!isObject(value)) return null;
  const id = keyOf(own(value, 'id'));
  if (id !== null && typeof own(value, 'method') === 'string') return by('id', id, 'request');
  if (id !== null && (Object.hasOwn(value, 'result') || Object.hasOwn(value, 'error')))
    return by('id', id, 'reply');
  return jupyterExchange(value) ?? fieldExchange(value);
}

function fieldExchange(value: Record<string, unknown>): Exchange | null {
  for (const field of REPLY_FIELDS) {
    const key = keyOf(own(value, field));
    if (key !== null) return by('id', key, 'reply');
  }
  for (const field of ID_FIELDS) {
    const key = keyOf(own(value, field));
    if (key !== null) return by('id', key, 'either');
  }
  return null;
}

/** A reply has its request's whole header (Jupyter messaging, "General Message Format"). */
function jupyterExchange(value: Record<string, unknown>): Exchange | null {
  const [header, parent] = [own(value, 'header'), own(value, 'parent_header')];
  if (!isObject(header) || !isObject(parent)) return null;
  const asked = keyOf(own(parent, 'msg_id'));
  if (asked !== null) return by('id', asked, 'reply');
  const id = keyOf(own(header, 'msg_id'));
  return id === null ? null : by('id', id, 'request');
}

function arrayExchange(value: unknown): Exchange | null {
  if (!Array.isArray(value)) return null;
  const [type, id] = value;
  if (isPhoenix(value))
    return typeof id === 'string' ? by('id', id, value[3] === 'phx_reply' ? 'reply' : 'request') : null;
  if (typeof id === 'string') {
    if (isOcppReply(value)) return by('id', id, 'reply');
    return type === 2 && typeof value[2] === 'string' ? by('id', id, 'request') : null;
  }
  if (typeof type !== 'number' || typeof id !== 'number') return null;
  if (type === WAMP_ERROR) return typeof value[2] === 'number' ? by('id', String(value[2]), 'reply') : null;
  if (WAMP_ASKS.has(type)) return by('id', String(id), 'request');
  return WAMP_ANSWERS.has(type) ? by('id', String(id), 'reply') : null;
}

function socketIoExchange(text: string): Exchange | null {
  const packet = readSocketIo(text);
  if (!packet || packet.ack === '') return null;
  const { type, ack } = packet;
  if (type === SOCKET_IO.event || type === SOCKET_IO.binaryEvent) return by('ack', ack, 'request');
  return type === SOCKET_IO.ack || type === SOCKET_IO.binaryAck ? by('ack', ack, 'reply') : null;
}

/** A receipt that was asked for (STOMP 1.2, "receipt"). */
function stompExchange(text: string): Exchange | null {
  const match = /^(?!MESSAGE)[A-Z]+\r?\n(?:[^\r\n]+\r?\n)*?(receipt(?:-id)?):([^\r\n]+)/.exec(
    text.slice(0, 4_096),
  );
  if (!match) return null;
  return by('ack', match[2] ?? '', match[1] === 'receipt-id' ? 'reply' : 'request');
}

const by = (kind: ExchangeKind, key: string, role: Exchange['role']): Exchange => ({ kind, key, role });

/** Ids longer than this are no ids. */
const LONGEST_KEY = 200;

function keyOf(id: unknown): string | null {
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' && id.length <= LONGEST_KEY ? id : null;
}

/** Of several messages of SignalR, the first. */
function parsed(text: string): unknown {
  const end = text.indexOf('\x1e');
  try {
    return JSON.parse(end < 0 ? text : text.slice(0, end));
  } catch {
    return undefined;
  }
}
