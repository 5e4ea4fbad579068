import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/handshake/diagnose.ts';
import { factsOf } from '../../../src/panel/explain/handshake-facts.ts';
import { responseRows } from '../../../src/panel/explain/response-rows.ts';
import { requestsOfPage } from '../../../src/panel/other-requests.ts';
import { type Connection, type Handshake, newConnection } from '../../../src/session/connection.ts';

const exchange = (more: Partial<Handshake> = {}): Handshake => ({
  request: [],
  status: 0,
  statusText: '',
  response: [],
  failure: '',
  ...more,
});

const failed = (more: Partial<Connection>): Connection => ({
  ...newConnection(0, 'wss://chat.harbor.example/', 1_000),
  document: 'a',
  requested: [],
  state: 'failed',
  errored: 1_100,
  closed: { time: 1_100, code: 1006, reason: '', wasClean: false },
  ...more,
});

const causeOf = (connection: Connection) => diagnose(factsOf(connection)).cause;

describe('what the doctor is told', () => {
  it('is that the text is blank only where the browser was asked', () => {
    expect(causeOf(failed({ handshake: exchange() }))).toBe('blank');
    expect(causeOf(failed({ handshake: exchange(), document: '' }))).toBe('unseen');
    expect(causeOf(failed({}))).toBe('unseen');
  });

  it('is what the page saw of a socket that never was', () => {
    const refused = { time: 1_000, name: 'SyntaxError', message: 'The subprotocol is duplicated.' };
    expect(causeOf(failed({ refused, requested: ['a', 'a'], closed: null, errored: null }))).toBe(
      'bad-subprotocol',
    );
  });

  it('is which browser a file comes from', () => {
    const agent = { name: 'User-Agent', value: 'Mozilla/5.0 (X11; rv:145.0) Gecko/20100101 Firefox/145.0' };
    expect(factsOf(failed({ document: '', handshake: exchange({ request: [agent] }) })).browser).toBe(
      'firefox',
    );
  });
});

describe('the response', () => {
  const response = [
    { name: 'upgrade', value: 'websocket' },
    { name: 'Connection', value: 'Upgrade' },
    { name: 'Date', value: 'today' },
  ];
  const names = (blamed: string) =>
    responseRows(exchange({ status: 101, response }), blamed).map(({ name, bad }) =>
      bad ? `!${name}` : name,
    );

  it('has a header that is missing in its place', () => {
    expect(names('Sec-WebSocket-Protocol')).toEqual([
      'Status',
      'upgrade',
      'Connection',
      '!Sec-WebSocket-Protocol',
      'Date',
    ]);
  });

  it('has a header that is wrong marked', () => {
    expect(names('Upgrade')).toEqual(['Status', '!upgrade', 'Connection', 'Date']);
  });

  it('is as it is where nothing is wrong', () => {
    expect(names('')).toEqual(['Status', 'upgrade', 'Connection', 'Date']);
  });
});

describe('what a page says of its requests', () => {
  it('is taken as far as it fits', () => {
    expect(requestsOfPage('[["https://a.example/x",5],["no time"],7,null]')).toEqual([
      { url: 'https://a.example/x', time: 5 },
    ]);
  });

  it.each([undefined, null, 7, 'no JSON', '{}'])('is dropped where it is %s', (answer) => {
    expect(requestsOfPage(answer)).toEqual([]);
  });
});
