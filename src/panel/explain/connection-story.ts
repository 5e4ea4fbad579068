import { assertNever } from '../../base/assert-never.ts';
import type { Source } from '../../protocol/event.ts';
import type { Connection } from '../../session/connection.ts';
import { isLogged } from '../../session/logged-socket.ts';
import { closeCodeMeaning } from './close-code.ts';

/** What became of a connection, for somebody who has just asked. */
export interface ConnectionStory {
  tone: 'ok' | 'error' | 'plain';
  /** the state, with its time or code */
  title: string;
  /** what that means, in whole sentences */
  what: string;
  /** what the page's own code could learn of it; '' where that is no riddle */
  seen: string;
}

/** How times are written: `at` a moment (milliseconds since the epoch), `lasted` a span (milliseconds). */
export interface TimeWords {
  at(time: number): string;
  lasted(duration: number): string;
}

const WHO: Record<Source, string> = { wire: 'the page', panel: 'this panel', replay: 'a replay' };

/** Who asked first to close; null where nobody did and the connection broke off. */
export function closedBy({ closing, closed, virtual }: Connection): string | null {
  if (closing) return WHO[closing.source];
  if (!closed?.wasClean) return null;
  return virtual ? 'the recording' : 'the server';
}

export function connectionStory(connection: Connection, words: TimeWords): ConnectionStory {
  const { opening, opened, state } = connection;
  switch (state) {
    case 'connecting':
      return {
        tone: 'plain',
        title: `Connecting since ${words.at(opening)}`,
        what: 'The handshake is under way: the server has not answered yet.',
        seen: '',
      };
    case 'open': {
      const took = opened === null ? '' : `The handshake took ${words.lasted(opened - opening)}.`;
      const virtual = connection.virtual
        ? ' The recording answers in the server’s place: nothing goes over the network.'
        : '';
      return {
        tone: 'ok',
        title: `Open since ${words.at(opened ?? opening)}`,
        what: (took + virtual).trim(),
        seen: '',
      };
    }
    case 'closing': {
      const time = connection.closing?.time ?? opening;
      const who = capital(closedBy(connection) ?? 'one side');
      return {
        tone: 'plain',
        title: `Closing since ${words.at(time)}`,
        what: `${who} called close(); the other side has not confirmed it yet.`,
        seen: '',
      };
    }
    case 'closed':
      return closedStory(connection, words);
    case 'failed':
      return { tone: 'error', title: 'Not opened', what: failure(connection), seen: seenFailure(connection) };
    case 'cut':
      if (isLogged(connection))
        return {
          tone: 'plain',
          title: `Ended at ${words.at(connection.cut ?? opening)}`,
          what: 'The browser’s log does not say who ended it, nor with which code.',
          seen: '',
        };
      return {
        tone: 'plain',
        title: `Cut off at ${words.at(connection.cut ?? opening)}`,
        what: `The page was left while the connection was ${opened === null ? 'opening' : 'open'}, so how it ended is not known.`,
        seen: '',
      };
    default:
      return assertNever(state);
  }
}

function closedStory(connection: Connection, words: TimeWords): ConnectionStory {
  const { closed, closing, opened, opening } = connection;
  const code = closed?.code ?? 1006;
  const { name, meaning } = closeCodeMeaning(code);
  const by = closedBy(connection);
  const lasted = closed ? ` It was open for ${words.lasted(closed.time - (opened ?? opening))}.` : '';
  const unconfirmed =
    closed && !closed.wasClean && closing
      ? ' It did not end cleanly: the other side did not confirm it.'
      : '';
  return {
    tone: closed?.wasClean ? 'plain' : 'error',
    title: `Closed ${code} ${by ? `by ${by}` : 'without a close frame'}`,
    what: `${capital(name)}. ${meaning}${unconfirmed}${lasted}`,
    seen:
      by === null
        ? 'Neither side said why: the network, a proxy or a server that went down are the usual reasons.'
        : '',
  };
}

/** Why a handshake failed, as far as anything tells. */
function failure(connection: Connection): string {
  const { closing, handshake } = connection;
  if (closing) return `${capital(WHO[closing.source])} called close() before the handshake had ended.`;
  if (handshake && handshake.status !== 0 && handshake.status !== 101) {
    const status = `${handshake.status} ${handshake.statusText}`.trim();
    return `The server answered ${status} instead of 101 Switching Protocols.`;
  }
  if (handshake?.failure) return `The browser said: “${handshake.failure}”`;
  return 'The handshake failed. Browsers do not tell pages why, and nothing else is known here; their own console may say more.';
}

function seenFailure({ errored, closed }: Connection): string {
  const events = [
    errored === null ? '' : 'an error event without a cause',
    closed === null
      ? ''
      : `a close event with code ${closed.code} and ${closed.reason ? 'a reason' : 'no reason'}`,
  ].filter(Boolean);
  return events.length === 0 ? '' : `The page saw only ${events.join(', then ')}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
