import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answeredNames, askedName } from '../../src/decoders/answer-name.ts';
import { exchangeOf } from '../../src/decoders/exchange.ts';

describe('what a message says of asking and answering', () => {
  it.each([
    ['a call of JSON-RPC', '{"jsonrpc":"2.0","id":1,"method":"a"}', 'id', '1', 'request'],
    ['its result', '{"jsonrpc":"2.0","id":1,"result":null}', 'id', '1', 'reply'],
    ['its error', '{"id":"x","error":{"code":1}}', 'id', 'x', 'reply'],
    ['an id of any message', '{"type":"subscribe","id":"s1"}', 'id', 's1', 'either'],
    ['the id of a request before its own', '{"id":"m7","requestId":12}', 'id', '12', 'either'],
    ['what is replied to', '{"id":"m8","replyTo":"m7"}', 'id', 'm7', 'reply'],
    ['Socket.IO', '4213["join",{}]', 'ack', '13', 'request'],
    ['its acknowledgement', '43/ns,13[]', 'ack', '13', 'reply'],
    ['Phoenix', '["1","4","room","join",{}]', 'id', '4', 'request'],
    ['its reply', '["1","4","room","phx_reply",{"status":"ok"}]', 'id', '4', 'reply'],
    ['OCPP', '[2,"u7","Heartbeat",{}]', 'id', 'u7', 'request'],
    ['its error', '[4,"u7","NotImplemented","",{}]', 'id', 'u7', 'reply'],
    ['WAMP', '[48,7814135,{},"com.myapp.ping"]', 'id', '7814135', 'request'],
    ['its result', '[50,7814135,{}]', 'id', '7814135', 'reply'],
    ['its error', '[8,48,7814135,{},"com.myapp.error"]', 'id', '7814135', 'reply'],
    ['SignalR', '{"type":1,"target":"Send","invocationId":"3"}\x1e', 'id', '3', 'either'],
    ['STOMP', 'SEND\ndestination:/a\nreceipt:r-1\n\nx\0', 'ack', 'r-1', 'request'],
    ['its receipt', 'RECEIPT\nreceipt-id:r-1\n\n\0', 'ack', 'r-1', 'reply'],
    ['Jupyter', '{"header":{"msg_id":"a"},"parent_header":{}}', 'id', 'a', 'request'],
    ['its reply', '{"header":{"msg_id":"b"},"parent_header":{"msg_id":"a"}}', 'id', 'a', 'reply'],
  ])('is read from %s', (_, text, kind, key, role) => {
    expect(exchangeOf(text)).toEqual({ kind, key, role });
  });

  it.each([
    ['an event of WAMP', '[36,5512315355,4429313566,{}]'],
    ['a notification', '{"method":"a","params":[]}'],
    ['an event nobody acknowledges', '42["a"]'],
    ['a broadcast of Phoenix', '[null,null,"room","joined",{}]'],
    ['an id in a text', '{"text":"\\"id\\":1"}'],
    ['an id that is an object', '{"id":{}}'],
    ['damaged JSON', '{"id":1'],
    ['text', 'id:1'],
  ])('is nothing in %s', (_, text) => {
    expect(exchangeOf(text)).toBeNull();
  });

  it('is sought in any text without throwing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const exchange = exchangeOf(text);
        expect(exchange === null || exchange.key !== '').toBe(true);
      }),
    );
    expect(exchangeOf(new ArrayBuffer(4))).toBeNull();
  });
});

describe('names that answer', () => {
  it.each([
    ['pong', ['ping']],
    ['join_ack', ['join']],
    ['room:join.reply', ['room:join']],
    ['loginResponse', ['login']],
    ['subscribed', ['subscribe', 'subscrib']],
    ['joined', ['joine', 'join']],
    ['CONNECTED', ['CONNECTE', 'CONNECT']],
    ['connection_ack', ['connection']],
    ['callback', []],
    ['order', []],
    ['constructor', []],
    ['ack', []],
  ])('%s answers %j', (name, asked) => {
    expect(answeredNames(name)).toEqual(asked);
  });

  it('are asked with or without an ending that says so', () => {
    expect(['login_request', 'loginRequest', 'connection_init', 'quest'].map(askedName)).toEqual([
      'login',
      'login',
      'connection',
      'quest',
    ]);
  });
});
