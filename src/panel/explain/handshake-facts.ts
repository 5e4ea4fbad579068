import type { HandshakeFacts } from '../../handshake/diagnosis.ts';
import type { PageRequest } from '../../handshake/fallback.ts';
import { headerValue } from '../../handshake/headers.ts';
import type { Connection } from '../../session/connection.ts';
import { endOf } from './connection-timing.ts';

/** What the doctor wants to know of a connection. @param requests other requests of its page, as far as known */
export function factsOf(connection: Connection, requests: readonly PageRequest[] = []): HandshakeFacts {
  const { url, origin, requested, opened, handshake, refused, blocked, closed, closing, errored, opening } =
    connection;
  const tellsNothing = handshake !== null && handshake.status === 0 && handshake.failure === '';
  return {
    browser: browserOf(connection),
    url,
    origin,
    requested,
    opened: opened !== null,
    // That a file says nothing of a failure is no sign of a browser that was made to be silent.
    exchange: tellsNothing && connection.document === '' ? null : handshake,
    refused,
    blocked,
    closed,
    closeCalled: closing !== null,
    errored: errored !== null,
    began: opening,
    ended: endOf(connection),
    requests,
  };
}

/** Sessions from files may come from the other browser. */
function browserOf({ document, handshake, url }: Connection): HandshakeFacts['browser'] {
  const agent = handshake && headerValue(handshake.request, 'User-Agent');
  if (agent && url !== '') return /\bFirefox\//.test(agent) ? 'firefox' : 'chrome';
  return document === '' || __BROWSER__ === 'chrome' ? 'chrome' : 'firefox';
}
