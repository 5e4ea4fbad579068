import { addressOf } from '../../protocol/predicate.ts';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import type { Side } from './comparison.ts';

/** The page's own latest connection to the address of a recorded one; null where it made none since. */
export function newerThan(recorded: Connection, live: Session): Side | null {
  const address = addressOf(recorded.url);
  const newer = live.connections.findLast(
    (one) => one.source !== 'replay' && addressOf(one.url) === address && one.opening > recorded.opening,
  );
  return newer ? { session: live, connection: newer } : null;
}
