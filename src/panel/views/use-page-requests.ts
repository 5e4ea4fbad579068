import { useEffect } from 'preact/hooks';
import type { PageRequest } from '../../handshake/fallback.ts';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import { useStore } from './store-context.ts';

/** What else the page requested, looked up again and again while a connection that failed is in view. */
export function usePageRequests(session: Session, connection: Connection): readonly PageRequest[] {
  const { pageRequests } = useStore();
  const wanted = session.kind === 'live' && connection.state === 'failed';
  useEffect(() => (wanted ? pageRequests.watch() : undefined), [wanted, pageRequests]);
  return wanted ? pageRequests.known.value : [];
}
