import { settled } from '../../base/settled.ts';
import { type ExportScope, select } from '../../session/export-scope.ts';
import { lastPlaceholder, type RedactionRules, textsOf } from '../../session/redact.ts';
import { redactionLots } from '../../session/redaction-lots.ts';
import type { Session } from '../../session/session.ts';
import { createRemote } from '../remote.ts';
import type { FoundHidden, HidingAnswer, HidingJob } from './hiding-job.ts';

/** One lot may take so long, in milliseconds, before risky regular expressions are given up. */
export const HIDING_LIMIT_MS = 2_000;

/** How far a search has come, and what it has found. */
export interface HidingReport extends FoundHidden {
  /** frames passed, of all those of the session */
  looked: number;
  frames: number;
  /** binary frames among them, which are not looked through */
  binary: number;
}

export const hidingWorker = (): Worker =>
  new Worker(new URL('./hiding-worker.ts', import.meta.url), { type: 'module' });

/**
 * Looks for all that an export would hide, lot by lot and elsewhere; whoever stops asking ends it.
 *
 * @param limit for one lot, in milliseconds; undefined where no regular expression can take for ever
 * @returns false where the regular expressions take too long on something in the session
 */
export async function* searchHidden(
  session: Session,
  scope: ExportScope,
  rules: RedactionRules,
  { limit, start = hidingWorker }: { limit: number | undefined; start?: () => Worker },
): AsyncGenerator<HidingReport, boolean, void> {
  const selection = select(session, scope);
  const ask = createRemote<HidingJob, HidingAnswer>(start);
  try {
    const last = await settled(lastPlaceholder(textsOf(selection)));
    const begun = await ask({ type: 'begin', rules, last });
    if (begun === null) return false;
    for (const step of redactionLots(selection)) {
      if (step instanceof Promise) {
        await step;
        continue;
      }
      const { lot, rows, binary } = step;
      const found = (await ask({ type: 'search', lot }, limit)) as FoundHidden | null;
      if (found === null) return false;
      yield { ...found, looked: rows, frames: selection.rows, binary };
    }
    return true;
  } finally {
    ask.end();
  }
}
