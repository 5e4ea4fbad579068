import { type Completion, complete } from '../../filter/complete.ts';
import type { Session } from '../../session/session.ts';
import { completionContext } from './completion-context.ts';
import { recalled } from './filter-history.ts';

/** Filters to come back to. */
interface Remembered {
  saved: readonly string[];
  used: readonly string[];
}

/** What may stand where the caret is in a query; in an empty one, what was saved or used before comes first. */
export function proposalsFor(
  query: string,
  caret: number,
  session: Session,
  { saved, used }: Remembered,
): Completion[] {
  const before = query.trim() === '' ? recalled(saved, used, query) : [];
  return [...before, ...complete(query, caret, completionContext(session))];
}
