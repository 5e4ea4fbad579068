import { describe, expect, it } from 'vitest';
import type { SeenHandshake } from '../../src/protocol/handshake.ts';
import { joinHandshakes } from '../../src/session/join-handshake.ts';
import { record, recordDocument } from '../../src/session/record.ts';
import { newSession } from '../../src/session/session.ts';
import { documentInfo, NOON, opening } from '../protocol/events.ts';

const URL = 'wss://chat.harbor.example/';

/** A session with so many sockets of one URL, opened at once; with names where the browser gives them. */
function crowd(count: number, key: (number: number) => string | undefined = () => undefined) {
  const session = newSession('live', 'Live', 'live', NOON);
  recordDocument(session, documentInfo('a'));
  for (let number = 1; number <= count; number++) {
    const name = key(number);
    record(session, 'a', { ...opening(number, URL), ...(name ? { key: name } : {}) } as ReturnType<
      typeof opening
    >);
  }
  return session;
}

const seen = (id: string, more: Partial<SeenHandshake> = {}): SeenHandshake => ({
  id,
  url: URL,
  time: NOON + 1,
  request: [],
  status: 101,
  statusText: '',
  response: [{ name: 'X-Number', value: id }],
  failure: '',
  remoteAddress: '',
  ...more,
});

const numbers = ({ connections }: ReturnType<typeof crowd>) =>
  connections.map(({ handshake }) => handshake?.response[0]?.value);

describe('joining handshakes to connections', () => {
  it('goes by name where the log has names, whatever the order', () => {
    const session = crowd(3, (number) => `framereel_x_${number}`);
    const log = [3, 1, 2].map((number) => seen(`${number}`, { key: `framereel_x_${number}` }));
    expect(joinHandshakes(session, log, new Set())).toBe(3);
    expect(numbers(session)).toEqual(['1', '2', '3']);
    expect(session.connections.some(({ handshake }) => handshake?.inferred)).toBe(false);
  });

  it('adds what the browser said later of a connection that had opened', () => {
    const session = crowd(1, () => 'framereel_x_1');
    const taken = new Set<string>();
    joinHandshakes(session, [seen('1', { key: 'framereel_x_1' })], taken);
    const later = seen('1', { key: 'framereel_x_1', failure: 'Could not decode a text frame as UTF-8.' });
    expect(joinHandshakes(session, [later], taken)).toBe(1);
    expect(session.connections[0]?.handshake?.failure).toBe('Could not decode a text frame as UTF-8.');
  });

  it('gives an exchange with a name to nobody else', () => {
    const session = crowd(1, () => 'framereel_x_1');
    expect(joinHandshakes(session, [seen('1', { key: 'framereel_x_9' })], new Set())).toBe(0);
  });

  it('gives a worker’s exchange, which has no name, to no connection that has one', () => {
    const session = crowd(2, (number) => `framereel_x_${number}`);
    const log = [seen('worker'), seen('1', { key: 'framereel_x_1' })];
    expect(joinHandshakes(session, log, new Set())).toBe(1);
    expect(numbers(session)).toEqual(['1', undefined]);
  });

  it('goes by order without names, and says that it is inferred', () => {
    const session = crowd(3);
    joinHandshakes(session, [seen('1'), seen('2'), seen('3')], new Set());
    expect(numbers(session)).toEqual(['1', '2', '3']);
    expect(session.connections.map(({ handshake }) => handshake?.inferred)).toEqual([true, true, true]);
  });

  it('infers nothing where a URL is there once', () => {
    const session = crowd(1);
    joinHandshakes(session, [seen('1')], new Set());
    expect(session.connections[0]?.handshake?.inferred).toBeUndefined();
  });

  it('waits for the end of an exchange that is under way', () => {
    const session = crowd(1);
    const taken = new Set<string>();
    expect(joinHandshakes(session, [seen('1', { status: 0, response: [] })], taken)).toBe(0);
    expect(joinHandshakes(session, [seen('1')], taken)).toBe(1);
  });

  it('says that it is inferred also of the last one that was left', () => {
    const session = crowd(2);
    const taken = new Set<string>();
    joinHandshakes(session, [seen('1')], taken);
    joinHandshakes(session, [seen('1'), seen('2')], taken);
    expect(session.connections.map(({ handshake }) => handshake?.inferred)).toEqual([true, true]);
  });

  it('takes every exchange once', () => {
    const session = crowd(2);
    const taken = new Set<string>();
    joinHandshakes(session, [seen('1')], taken);
    expect(joinHandshakes(session, [seen('1')], taken)).toBe(0);
  });

  it('leaves alone what is too far off in time', () => {
    const session = crowd(1);
    expect(joinHandshakes(session, [seen('1', { time: NOON + 60_000 })], new Set())).toBe(0);
  });

  it('gives nothing to a constructor that threw', () => {
    const session = crowd(1);
    record(session, 'a', { type: 'refused', connection: 1, time: NOON, name: 'SyntaxError', message: 'no' });
    expect(joinHandshakes(session, [seen('1')], new Set())).toBe(0);
    expect(session.connections[0]).toMatchObject({ state: 'failed', refused: { name: 'SyntaxError' } });
  });
});
