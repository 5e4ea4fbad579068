import { describe, expect, it } from 'vitest';
import { exchangeOf } from '../../../src/decoders/exchange.ts';
import { messageName } from '../../../src/decoders/message-name.ts';
import { MOST_WAITING, Pairing } from '../../../src/panel/statistics/pairing.ts';

const CARRIER = { url: 'wss://app.example/', protocol: '' };

/** Pairs among messages, as `request>reply kind` by their places; `>` begins what is sent, `<` what is received. */
function pairsIn(messages: readonly string[], connectionOf: (place: number) => number = () => 0): string[] {
  const pairing = new Pairing();
  return messages.flatMap((message, frame) => {
    const text = message.slice(1);
    const pair = pairing.add({
      frame,
      connection: connectionOf(frame),
      time: frame,
      direction: message.startsWith('>') ? 'sent' : 'received',
      name: messageName(text, CARRIER).name,
      exchange: exchangeOf(text),
    });
    return pair ? [`${pair.request.frame}>${pair.reply.frame} ${pair.kind}`] : [];
  });
}

describe('pairs of request and reply', () => {
  it('are found by id, whatever the order of the replies', () => {
    const messages = [
      '>{"id":1,"method":"a"}',
      '>{"id":2,"method":"b"}',
      '<{"id":2,"result":0}',
      '<{"id":1,"error":{}}',
    ];
    expect(pairsIn(messages)).toEqual(['1>2 id', '0>3 id']);
  });

  it('are found where the server asks', () => {
    expect(pairsIn(['<{"id":1,"method":"a"}', '>{"id":1,"result":0}'])).toEqual(['0>1 id']);
  });

  it('are told apart where both sides count their requests alike', () => {
    const messages = [
      '>{"id":1,"method":"a"}',
      '<{"id":1,"method":"b"}',
      '<{"id":1,"result":0}',
      '>{"id":1,"result":0}',
    ];
    expect(pairsIn(messages)).toEqual(['0>2 id', '1>3 id']);
  });

  it('end with the first reply: what follows belongs to it', () => {
    const messages = [
      '>{"id":"s","type":"subscribe"}',
      '<{"id":"s","type":"next"}',
      '<{"id":"s","type":"next"}',
      '>{"id":"s","type":"complete"}',
    ];
    expect(pairsIn(messages)).toEqual(['0>1 id']);
  });

  it('begin anew where an id is used again', () => {
    const once = ['>{"id":1,"type":"get"}', '<{"id":1,"type":"got"}'];
    expect(pairsIn([...once, ...once])).toEqual(['0>1 id', '2>3 id']);
  });

  it('are found by number of acknowledgement', () => {
    expect(pairsIn(['>420["a"]', '>421["b"]', '<431[]', '<430[]'])).toEqual(['1>2 ack', '0>3 ack']);
  });

  it('are found by name where there is no id: a reply is of the latest', () => {
    const messages = ['>{"type":"ping"}', '>{"type":"ping"}', '<{"type":"pong"}', '<{"type":"pong"}'];
    expect(pairsIn(messages)).toEqual(['1>2 name']);
  });

  it('are found by name with any ending that asks or answers', () => {
    const messages = [
      '>{"type":"connection_init"}',
      '<{"type":"connection_ack"}',
      '>{"type":"join"}',
      '<{"type":"joined"}',
    ];
    expect(pairsIn(messages)).toEqual(['0>1 name', '2>3 name']);
  });

  it('are never of two connections, nor of one direction', () => {
    const messages = ['>{"id":1,"method":"a"}', '<{"id":1,"result":0}'];
    expect(pairsIn(messages, (place) => place)).toEqual([]);
    expect(pairsIn(['>{"type":"ping"}', '>{"type":"pong"}'])).toEqual([]);
  });

  it('are given up for requests that have waited longest when too many wait', () => {
    const requests = Array.from({ length: 2 * MOST_WAITING }, (_, id) => `>{"id":${id},"method":"a"}`);
    const replies = [0, MOST_WAITING - 1, MOST_WAITING].map((id) => `<{"id":${id},"result":0}`);
    expect(pairsIn([...requests, ...replies])).toEqual([`${MOST_WAITING}>${2 * MOST_WAITING + 2} id`]);
  });

  it('are found for as many requests as may wait', () => {
    const requests = Array.from({ length: MOST_WAITING }, (_, id) => `>{"id":${id},"method":"a"}`);
    expect(pairsIn([...requests, '<{"id":0,"result":0}'])).toEqual([`0>${MOST_WAITING} id`]);
  });
});
