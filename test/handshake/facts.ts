import type { Exchange, HandshakeFacts } from '../../src/handshake/diagnosis.ts';

/** The example of RFC 6455 section 1.3. */
export const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
export const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

export const headers = (fields: Record<string, string>) =>
  Object.entries(fields).map(([name, value]) => ({ name, value }));

/** A good exchange, but for what `response` and `request` change; an empty value takes a header out. */
export function exchange(
  response: Record<string, string> = {},
  { status = 101, failure = '', request = {} as Record<string, string> } = {},
): Exchange {
  const given = (fields: Record<string, string>) => headers(fields).filter(({ value }) => value !== '');
  return {
    request: given({ Origin: 'https://app.harbor.example', 'Sec-WebSocket-Key': KEY, ...request }),
    status,
    statusText: '',
    response: given(
      status === 101
        ? { Upgrade: 'websocket', Connection: 'Upgrade', 'Sec-WebSocket-Accept': ACCEPT, ...response }
        : response,
    ),
    failure,
  };
}

/** An exchange of which the browser shows no more than its text. */
export const onlyText = (failure: string): Exchange => ({
  request: [],
  status: 0,
  statusText: '',
  response: [],
  failure,
});

/** A handshake that failed within 100 ms, with no more known. */
export const failed = (more: Partial<HandshakeFacts> = {}): HandshakeFacts => ({
  browser: 'chrome',
  url: 'wss://api.harbor.example/presence',
  origin: 'https://app.harbor.example',
  requested: [],
  opened: false,
  exchange: null,
  refused: null,
  blocked: null,
  closed: { code: 1006, reason: '', wasClean: false },
  closeCalled: false,
  errored: true,
  began: 1_000,
  ended: 1_100,
  requests: [],
  ...more,
});

/** A connection that was open and ended. */
export const ended = (code: number, more: Partial<HandshakeFacts> = {}): HandshakeFacts =>
  failed({
    opened: true,
    exchange: exchange(),
    errored: false,
    closed: { code, reason: '', wasClean: code !== 1006 },
    ...more,
  });
