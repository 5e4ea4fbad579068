import { assertNever } from '../../base/assert-never.ts';
import { type Connection, type ConnectionState, missingFrames } from '../../session/connection.ts';
import { isLogged } from '../../session/logged-socket.ts';
import { closeCodeMeaning } from '../explain/close-code.ts';

/** A word about a connection, set apart from the rest. */
export interface Badge {
  kind: 'iframe' | 'worker' | 'replay';
  text: string;
  /** what that means */
  detail: string;
}

/** What a row of the connection list shows. */
export interface ConnectionRowModel {
  state: ConnectionState;
  /** path of the URL, or all of it where it cannot be read */
  path: string;
  host: string;
  /** the subprotocol in use; of a connection that is not open, those asked for */
  protocol: string;
  badges: Badge[];
  /** why nothing can be sent on it, however open it is; '' where nothing keeps one from it */
  readOnly: string;
  /** how it stands or ended, '' while there is nothing to say */
  why: string;
  failed: boolean;
  sent: number;
  received: number;
  bytes: number;
  missing: number;
}

/** Of connections that only the browser's log tells of. */
const READ_ONLY =
  'View only: no extension reaches into this worker. It is read from the browser’s log, up to a second late, without the close code.';

/** @param shortReason why a handshake failed, in a word or two; '' where nobody knows */
export function connectionRow(
  connection: Connection,
  shortReason: (connection: Connection) => string = () => '',
): ConnectionRowModel {
  const { state, url, opened, requested, protocol, sent, received } = connection;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return {
    state,
    path: parsed ? parsed.pathname : url,
    host: parsed?.host ?? '',
    protocol: opened === null ? (requested ?? []).join(', ') : protocol,
    badges: badgesOf(connection),
    readOnly: isLogged(connection) ? READ_ONLY : '',
    why: whyOf(connection, shortReason),
    failed: state === 'failed',
    sent: sent.frames,
    received: received.frames,
    bytes: sent.bytes + received.bytes,
    missing: missingFrames(connection),
  };
}

/** Differs whenever the row would: rows in view are drawn again only then. */
export function connectionStamp(connection: Connection): string {
  const { state, opened, protocol, sent, received, gaps, handshake, blocked, refused, closed } = connection;
  return [
    state,
    opened,
    protocol,
    sent.frames,
    sent.bytes,
    received.frames,
    received.bytes,
    gaps.length,
    gaps.at(-1)?.frames,
    handshake?.status,
    handshake?.failure,
    blocked !== null,
    refused !== null,
    closed?.code,
  ].join(' ');
}

function badgesOf({ context, source, run, virtual }: Connection): Badge[] {
  const badges: Badge[] = [];
  if (context === 'iframe')
    badges.push({ kind: 'iframe', text: 'iframe', detail: 'Opened in a frame of the page.' });
  if (context === 'worker')
    badges.push({ kind: 'worker', text: 'Worker', detail: 'Opened in a worker of the page.' });
  if (virtual)
    badges.push({
      kind: 'replay',
      text: 'Replay',
      detail: 'Opened by the page and answered by a recording: nothing went over the network.',
    });
  else if (run !== null || source === 'replay')
    badges.push({
      kind: 'replay',
      text: 'Replay',
      detail: 'Opened by a replay, not by the page’s own code.',
    });
  return badges;
}

function whyOf(connection: Connection, shortReason: (connection: Connection) => string): string {
  const { state, closed } = connection;
  switch (state) {
    case 'open':
      return '';
    case 'connecting':
    case 'closing':
      return state;
    case 'cut':
      return isLogged(connection) ? 'ended' : 'cut off';
    case 'failed':
      return shortReason(connection) || 'not opened';
    case 'closed':
      return closed ? `${closed.code} ${closed.reason || closeCodeMeaning(closed.code).name}` : 'closed';
    default:
      return assertNever(state);
  }
}
