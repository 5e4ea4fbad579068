import { isHeartbeatName } from './heartbeat.ts';

/** Fields that messages commonly carry their name in, best first. */
const NAME_FIELDS = [
  'type',
  'event',
  'action',
  'op',
  'method',
  'cmd',
  'command',
  'kind',
  'name',
  'msg_type',
  'msgType',
  'messageType',
  'target',
  'topic',
  'channel',
  'stream',
  't',
  'e',
];

/** SignalR's messages without a target, by `type` (SignalR hub protocol, JSON encoding). */
const SIGNALR = ['', '', 'stream item', 'completion', '', 'cancel invocation', 'ping', 'close'];

/** Messages that are arrays and begin with a number, by that number: OCPP-J (calls have a name of their own) and WAMP. */
const OCPP = { call: 2, result: 3, error: 4 };
const WAMP_ERROR = 8;

/** What a JSON message calls itself: a string in one of its usual fields, or the first name in an array; '' for none. */
export function jsonName(value: unknown): string {
  if (Array.isArray(value)) return arrayName(value);
  if (!isObject(value)) return '';
  for (const field of NAME_FIELDS) {
    const name = own(value, field);
    if (typeof name === 'string' && name !== '') return name;
  }
  const [only, ...others] = Object.keys(value);
  return only !== undefined && others.length === 0 && isHeartbeatName(only) ? only : '';
}

/** What a message of SignalR calls itself, which stands before U+001E. */
export function signalRName(value: unknown): string {
  if (!isObject(value)) return '';
  const target = own(value, 'target');
  const type = own(value, 'type');
  return typeof target === 'string' ? target : typeof type === 'number' ? (SIGNALR[type] ?? '') : '';
}

function arrayName(value: readonly unknown[]): string {
  if (isPhoenix(value)) return value[3];
  if (value[0] === OCPP.call && typeof value[1] === 'string' && typeof value[2] === 'string') return value[2];
  if (isOcppReply(value)) return '';
  return value.find((item) => typeof item === 'string') ?? '';
}

/** `[join_ref, ref, topic, event, payload]` (Phoenix channels, serializer 2). */
export const isPhoenix = (value: readonly unknown[]): value is [unknown, unknown, string, string, unknown] =>
  value.length === 5 &&
  (value[0] === null || typeof value[0] === 'string') &&
  (value[1] === null || typeof value[1] === 'string') &&
  typeof value[2] === 'string' &&
  typeof value[3] === 'string';

/** `[3, id, payload]` and `[4, id, code, …]` (OCPP-J 1.6 section 4.2). */
export const isOcppReply = (value: readonly unknown[]): boolean =>
  (value[0] === OCPP.result || value[0] === OCPP.error) && typeof value[1] === 'string' && value.length > 2;

/** Phoenix beats on a topic of its own, and is answered there. */
export const isPhoenixBeat = (value: unknown): boolean =>
  Array.isArray(value)
    ? isPhoenix(value) && value[2] === 'phoenix'
    : isObject(value) && own(value, 'topic') === 'phoenix' && typeof own(value, 'event') === 'string';

const ERROR_NAME = /(?:^|[^a-z])(?:error|exception|failed|failure)$/i;

/** Whether a JSON message tells that something went wrong. */
export function isJsonError(value: unknown, name: string): boolean {
  if (ERROR_NAME.test(name)) return true;
  if (Array.isArray(value)) return isArrayError(value);
  if (!isObject(value)) return false;
  return hasFailed(value) || hasFailed(own(value, 'payload'));
}

function isArrayError(value: readonly unknown[]): boolean {
  if (isPhoenix(value)) return hasFailed(value[4]);
  return (value[0] === OCPP.error && isOcppReply(value)) || (value[0] === WAMP_ERROR && value.length > 4);
}

function hasFailed(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { error, errors, status, ok, success } = value;
  if (error !== undefined && error !== null && error !== false && error !== '' && error !== 0) return true;
  if (Array.isArray(errors) && errors.length > 0) return true;
  return status === 'error' || ok === false || success === false;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of the object itself: payloads may have any name. */
export const own = (value: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(value, name) ? value[name] : undefined;
