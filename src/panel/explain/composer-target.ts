import type { Connection, ConnectionState } from '../../session/connection.ts';
import { isLogged } from '../../session/logged-socket.ts';

const NOT_OPEN: Record<Exclude<ConnectionState, 'open'>, string> = {
  connecting: 'is not open yet',
  closing: 'is closing',
  closed: 'is closed',
  failed: 'never opened',
  cut: 'is gone with its page',
};

/** Why nothing can be sent or received by hand now, in a sentence; null where it can. */
export function whyNothingToSend(target: Connection | null, isLive: boolean): string | null {
  if (!isLive) return 'This is a recording from a file: nothing can be sent on it.';
  if (!target) return 'Select an open connection to send and receive on it.';
  if (isLogged(target)) return `Connection ${target.index + 1} is a worker’s: it can only be read here.`;
  return target.state === 'open' ? null : `Connection ${target.index + 1} ${NOT_OPEN[target.state]}.`;
}

/** A connection as one tells it from others: number, path and host. */
export function connectionLabel({ index, url }: Connection): string {
  const parsed = URL.parse(url);
  return parsed ? `${index + 1} ${parsed.pathname} ${parsed.host}` : `${index + 1} ${url}`;
}
