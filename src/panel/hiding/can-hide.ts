import type { ExportScope } from '../../session/export-scope.ts';
import type { Session } from '../../session/session.ts';
import type { Hiding } from '../store/hiding.ts';
import type { Problems } from '../store/problems.ts';
import { HIDING_LIMIT_MS, searchHidden } from './search.ts';

/**
 * Whether an export can be written without holding up everything: where a regular expression of what is hidden is
 * risky, it is tried elsewhere first. Where it cannot, this says so.
 */
export async function canHide(
  { hiding, problems }: { hiding: Hiding; problems: Problems },
  session: Session,
  scope: ExportScope,
  signal: AbortSignal,
): Promise<boolean> {
  if (!hiding.chosen.peek()?.isRisky) return true;
  const search = searchHidden(session, scope, hiding.rules(), { limit: HIDING_LIMIT_MS });
  try {
    for (;;) {
      const { done, value } = await search.next();
      signal.throwIfAborted();
      if (!done) continue;
      if (!value) sayTooLong(problems, 'Nothing was written');
      return value;
    }
  } finally {
    await search.return(false);
  }
}

/** @param what has not been done */
export const sayTooLong = (problems: Problems, what: string): void =>
  problems.add(
    `${what}: a regular expression of what is to be hidden takes too long on it.`,
    'Change it in Export, Hide before export.',
  );
