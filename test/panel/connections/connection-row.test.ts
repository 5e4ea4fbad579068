import { describe, expect, it } from 'vitest';
import { connectionRow, connectionStamp } from '../../../src/panel/connections/connection-row.ts';
import { shortReason } from '../../../src/panel/explain/short-reason.ts';
import { type Connection, newConnection } from '../../../src/session/connection.ts';

const connection = (more: Partial<Connection> = {}): Connection => ({
  ...newConnection(0, 'wss://app.harbor.example:8884/socket.io/?EIO=4', 1_000),
  ...more,
});
const closed = (code: number, reason = '') => ({ time: 2_000, code, reason, wasClean: code !== 1006 });

describe('a row of the connection list', () => {
  it('names path before host', () => {
    expect(connectionRow(connection())).toMatchObject({
      path: '/socket.io/',
      host: 'app.harbor.example:8884',
    });
  });

  it('shows a URL that cannot be read as it is', () => {
    expect(connectionRow(connection({ url: 'not a url' }))).toMatchObject({ path: 'not a url', host: '' });
  });

  it('shows the subprotocols asked for until one is chosen', () => {
    const requested = ['soap', 'xmpp'];
    expect(connectionRow(connection({ requested })).protocol).toBe('soap, xmpp');
    expect(
      connectionRow(connection({ requested, opened: 1, protocol: 'xmpp', state: 'open' })).protocol,
    ).toBe('xmpp');
    expect(connectionRow(connection({ requested, opened: 1, protocol: '', state: 'open' })).protocol).toBe(
      '',
    );
  });

  it.each([
    [{ state: 'open' }, ''],
    [{ state: 'connecting' }, 'connecting'],
    [{ state: 'cut' }, 'cut off'],
    [{ state: 'failed' }, 'not opened'],
    [{ state: 'closed', closed: closed(1012) }, '1012 service restart'],
    [{ state: 'closed', closed: closed(4001, 'kicked') }, '4001 kicked'],
  ] as const)('says how %o ended', (state, why) => {
    expect(connectionRow(connection(state as Partial<Connection>)).why).toBe(why);
  });

  it('says what the server answered instead of a handshake', () => {
    const handshake = { request: [], status: 403, statusText: 'Forbidden', response: [], failure: '' };
    expect(connectionRow(connection({ state: 'failed', handshake }), shortReason).why).toBe('403 Forbidden');
  });

  it('marks where it comes from', () => {
    expect(connectionRow(connection({ context: 'iframe' })).badges.map(({ kind }) => kind)).toEqual([
      'iframe',
    ]);
    expect(connectionRow(connection({ run: 'r1', source: 'replay' })).badges[0]?.detail).toContain(
      'by a replay',
    );
    expect(connectionRow(connection({ virtual: true })).badges[0]?.detail).toContain('nothing went over');
  });

  it('is stamped anew by whatever it shows', () => {
    const before = connectionStamp(connection());
    expect(connectionStamp(connection({ state: 'open' }))).not.toBe(before);
    expect(connectionStamp(connection({ received: { frames: 1, bytes: 0 } }))).not.toBe(before);
    expect(connectionStamp(connection())).toBe(before);
    const failed = connectionStamp(connection({ state: 'failed' }));
    expect(connectionStamp(connection({ state: 'failed', closed: closed(1015) }))).not.toBe(failed);
  });
});
