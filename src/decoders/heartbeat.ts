import { type Carrier, isAmqp, isEngineIo, isMqtt, isSockJs } from './carrier.ts';

/** What messages are called that only keep a connection alive, in lower case. */
const NAMES = new Set([
  'ping',
  'pong',
  'heartbeat',
  'heartbeat_ack',
  'hb',
  'keepalive',
  'keep-alive',
  'keep_alive',
  'ka',
  'phx_heartbeat',
  'pusher:ping',
  'pusher:pong',
]);

/** Whether a message of this name only keeps a connection alive, whatever the protocol. */
export const isHeartbeatName = (name: string): boolean => name.length < 16 && NAMES.has(name.toLowerCase());

/** Shorter ones are looked into: they may be a name alone, or a packet of Engine.IO or SockJS. */
const SHORT = 16;
/**
 * What a longer heartbeat has somewhere: one of the names (two letters only as a whole string), Phoenix' own topic,
 * white space around it, or a character that JSON has escaped.
 */
const MARKS = /ping|pong|heartbeat|keep.?alive|phoenix|"hb"|"ka"|\\|^\s|\s$/i;

/** Ends each message of SignalR, whose pings have no name. */
const SIGNALR_END = '\x1e';

/** A look that spares reading most messages: false only where a text is no heartbeat, whatever carried it. */
export const mayBeHeartbeat = (text: string): boolean =>
  text.length <= SHORT || MARKS.test(text) || text.includes(SIGNALR_END);

/**
 * What a heartbeat that is no JSON calls itself: `ping` and `pong` of Engine.IO (packets 2 and 3), NATS and many a
 * server's own, `h` of SockJS. '' for one without a name, STOMP's lone line ends (STOMP 1.2, "Heart-beating"). null
 * for all else.
 */
export function heartbeatText(text: string, carrier: Carrier): string | null {
  if (text === '\n' || text === '\r\n') return '';
  const bare = text.trim();
  if ((bare === '2' || bare === '3') && isEngineIo(carrier)) return bare === '2' ? 'ping' : 'pong';
  if (bare === 'h' && isSockJs(carrier)) return 'heartbeat';
  return isHeartbeatName(bare) ? bare.toLowerCase() : null;
}

/** The largest binary heartbeat, in bytes. */
const LARGEST = 16;
/** An empty AMQP frame: size 8, data offset 2, type 0, channel 0 (AMQP 1.0 section 2.4.5). */
const AMQP_EMPTY = '0,0,0,8,2,0,0,0';

/**
 * What a binary heartbeat calls itself: PINGREQ and PINGRESP of MQTT (sections 3.12 and 3.13), AMQP's empty frame, and
 * what is a heartbeat as text. null for all else.
 */
export function heartbeatBytes(payload: ArrayBuffer, carrier: Carrier): string | null {
  if (payload.byteLength === 0 || payload.byteLength > LARGEST) return null;
  const bytes = new Uint8Array(payload);
  if (isMqtt(carrier)) {
    if (bytes.length !== 2 || bytes[1] !== 0) return null;
    return bytes[0] === 0xc0 ? 'PINGREQ' : bytes[0] === 0xd0 ? 'PINGRESP' : null;
  }
  if (isAmqp(carrier)) return bytes.join() === AMQP_EMPTY ? 'empty' : null;
  return heartbeatText(String.fromCharCode(...bytes), carrier);
}
