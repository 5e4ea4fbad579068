import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Carrier } from '../../src/decoders/carrier.ts';
import { mayBeHeartbeat } from '../../src/decoders/heartbeat.ts';
import { messageName, NAME_TEXT_LIMIT } from '../../src/decoders/message-name.ts';

const PLAIN: Carrier = { url: 'wss://app.example/live', protocol: '' };
const ENGINE_IO: Carrier = { url: 'wss://app.example/socket.io/?EIO=4&transport=websocket', protocol: '' };
const SOCK_JS: Carrier = { url: 'wss://app.example/echo/123/a1b2c3/websocket', protocol: '' };
const MQTT: Carrier = { ...PLAIN, protocol: 'mqtt' };
const AMQP: Carrier = { ...PLAIN, protocol: 'amqp' };

const bytes = (hex: string): ArrayBuffer =>
  Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16)).buffer;

describe('the name of a message', () => {
  it.each([
    ['a JSON type', '{"n":1,"type":"order"}', 'order'],
    ['a JSON event', '{"event":"trade","data":{}}', 'trade'],
    ['a field of another kind than text is passed over', '{"type":3,"method":"Page.enable"}', 'Page.enable'],
    ['Jupyter', '{"header":{},"msg_type":"execute_request"}', 'execute_request'],
    ['a market stream', '{"e":"aggTrade","s":"BTCUSDT"}', 'aggTrade'],
    ['the first name in an array', '["price",{"v":1}]', 'price'],
    ['an event of Socket.IO', '42["chat message","hi"]', 'chat message'],
    ['one in a namespace, to be acknowledged', '42/admin,13["ban",7]', 'ban'],
    ['one with attachments', '451-["upload",{"_placeholder":true,"num":0}]', 'upload'],
    ['an acknowledgement', '4313[{"ok":true}]', 'ack'],
    ['Phoenix', '["1","4","room:lobby","new_msg",{"body":"x"}]', 'new_msg'],
    ['a call of OCPP', '[2,"19223201","BootNotification",{}]', 'BootNotification'],
    ['a result of OCPP, which has none', '[3,"19223201",{"status":"Accepted"}]', ''],
    ['a target of SignalR', '{"type":1,"target":"Send","arguments":[]}\x1e', 'Send'],
    ['a completion of SignalR', '{"type":3,"invocationId":"1","result":2}\x1e{"type":6}\x1e', 'completion'],
    ['STOMP', 'SEND\ndestination:/queue/a\ncontent-type:text/plain\n\nhello\0', 'SEND /queue/a'],
    ['STOMP without destination', 'CONNECTED\r\nversion:1.2\r\n\r\n\0', 'CONNECTED'],
    ['plain text, which has none', 'hello', ''],
    ['damaged JSON', '{"type":"order"', ''],
    ['damaged Socket.IO', '42["chat', ''],
    ['a prototype', '{"__proto__":{"type":"order"}}', ''],
    ['nothing', '', ''],
  ])('is found in %s', (_, text, name) => {
    expect(messageName(text, PLAIN).name).toBe(name);
  });

  it('takes connecting by Socket.IO for that only where Engine.IO carries it', () => {
    expect(messageName('40{"token":"x"}', ENGINE_IO).name).toBe('connect');
    expect(messageName('40{"token":"x"}', PLAIN).name).toBe('');
  });

  it('is read of every heartbeat by those who look first whether it may be one', () => {
    const names = fc.constantFrom(
      'ping',
      'PONG',
      'hb',
      'ka',
      'keepAlive',
      'keep_alive',
      'pusher:ping',
      'order',
    );
    const padding = fc.string({ unit: fc.constantFrom(' ', '\n'), maxLength: 20 });
    const text = fc.oneof(
      fc.tuple(padding, names, padding).map((parts) => parts.join('')),
      fc.tuple(names, fc.string()).map(([type, pad]) => JSON.stringify({ pad, type })),
      fc.string().map((pad) => `{"pad":${JSON.stringify(pad)},"type":"\\u0070ing"}`),
      fc.string().map((pad) => `${JSON.stringify({ pad, type: 6 })}\x1e`),
      fc.string().map((pad) => JSON.stringify([null, '4', 'phoenix', pad, {}])),
      fc.tuple(padding, fc.constantFrom('2', '3', 'h')).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(PLAIN, ENGINE_IO, SOCK_JS), (text, carrier) => {
        expect(messageName(text, carrier).heartbeat && !mayBeHeartbeat(text)).toBe(false);
      }),
    );
  });

  it('is not sought in what is too long', () => {
    expect(messageName(`{"type":"order","x":"${'x'.repeat(NAME_TEXT_LIMIT)}"}`, PLAIN).name).toBe('');
  });

  it('is something for any text and any bytes, without throwing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.string().map((text) => `42${text}`),
        ),
        (text) => {
          expect(typeof messageName(text, ENGINE_IO).name).toBe('string');
        },
      ),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20 }), (payload) => {
        expect(typeof messageName(payload.slice().buffer, MQTT).name).toBe('string');
      }),
    );
  });
});

describe('a heartbeat', () => {
  it.each([
    ['Engine.IO ping', '2', ENGINE_IO],
    ['Engine.IO pong', '3', ENGINE_IO],
    ['SockJS', 'h', SOCK_JS],
    ['SignalR', '{"type":6}\x1e', PLAIN],
    ['Phoenix, serializer 2', '[null,"5","phoenix","heartbeat",{}]', PLAIN],
    ['the reply of Phoenix', '[null,"5","phoenix","phx_reply",{"status":"ok","response":{}}]', PLAIN],
    ['Phoenix, serializer 1', '{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"5"}', PLAIN],
    ['Action Cable', '{"type":"ping","message":1794992472}', PLAIN],
    ['STOMP', '\n', PLAIN],
    ['graphql-transport-ws', '{"type":"pong","payload":null}', PLAIN],
    ['subscriptions-transport-ws', '{"type":"ka"}', PLAIN],
    ['Pusher', '{"event":"pusher:ping","data":{}}', PLAIN],
    ['OCPP', '[2,"7","Heartbeat",{}]', PLAIN],
    ['NATS', 'PING\r\n', PLAIN],
    ['NATS in a binary frame', bytes('50 4f 4e 47 0d 0a'), PLAIN],
    ['a lone member', '{"ping":1794992472618}', PLAIN],
    ['a word', 'Ping', PLAIN],
    ['MQTT PINGREQ', bytes('c0 00'), MQTT],
    ['MQTT PINGRESP', bytes('d0 00'), MQTT],
    ['AMQP', bytes('00 00 00 08 02 00 00 00'), AMQP],
  ])('is known of %s', (_, payload, carrier) => {
    expect(messageName(payload, carrier)).toMatchObject({ heartbeat: true, error: false });
  });

  it.each([
    ['a 2 that no Engine.IO carries', '2', PLAIN],
    ['an h that no SockJS carries', 'h', PLAIN],
    ['an invocation of SignalR', '{"type":1,"target":"Send"}\x1e', PLAIN],
    ['a PUBACK of MQTT', bytes('40 02 00 01'), MQTT],
    ['the bytes of PINGREQ elsewhere', bytes('c0 00'), PLAIN],
    ['a ping beside other members', '{"ping":1,"price":2}', PLAIN],
    ['nothing', '', PLAIN],
    ['no bytes', new ArrayBuffer(0), PLAIN],
  ])('is not seen in %s', (_, payload, carrier) => {
    expect(messageName(payload, carrier).heartbeat).toBe(false);
  });
});

describe('an error', () => {
  it.each([
    ['a name', '{"type":"connection_error"}'],
    ['JSON-RPC', '{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"x"}}'],
    ['GraphQL over next', '{"id":"5","type":"next","payload":{"errors":[{"message":"x"}]}}'],
    ['Phoenix', '["1","4","room","phx_reply",{"status":"error","response":{}}]'],
    ['OCPP', '[4,"7","NotImplemented","",{}]'],
    ['WAMP', '[8,48,7814135,{},"com.myapp.error"]'],
    ['SignalR', '{"type":3,"invocationId":"1","error":"x"}\x1e'],
    ['STOMP', 'ERROR\nmessage:malformed\n\n\0'],
    ['ok that is false', '{"type":"join","ok":false}'],
  ])('is told by %s', (_, text) => {
    expect(messageName(text, PLAIN).error).toBe(true);
  });

  it.each([
    ['no error', '{"id":1,"result":{},"error":null}'],
    ['no errors', '{"type":"next","payload":{"errors":[]}}'],
    ['a word in a text', '{"type":"chat","text":"error"}'],
    ['a name that only sounds so', '{"type":"terror"}'],
  ])('is not told by %s', (_, text) => {
    expect(messageName(text, PLAIN).error).toBe(false);
  });
});
