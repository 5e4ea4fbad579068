import type { RedactionRules } from '../../session/redact.ts';
import { createRemote } from '../remote.ts';
import type { Problems } from '../store/problems.ts';
import { sayTooLong } from './can-hide.ts';
import type { CopiedText, HidingAnswer, HidingJob } from './hiding-job.ts';
import { HIDING_LIMIT_MS, hidingWorker } from './search.ts';

/** Hides what the user asked for in texts that are copied; a value has the same placeholder in each of them. */
export interface Cleaner {
  /** Null where it takes too long, which this has said. */
  clean(texts: readonly CopiedText[]): Promise<readonly string[] | null>;
  end(): void;
}

export function createCleaner(rules: RedactionRules, problems: Problems): Cleaner {
  const ask = createRemote<HidingJob, HidingAnswer>(hidingWorker);
  const begin = (): Promise<HidingAnswer | null> => ask({ type: 'begin', rules, last: 0 });
  // At once: a browser lets a click or key press copy for some seconds only.
  let last: Promise<unknown> = begin();

  const clean = async (texts: readonly CopiedText[]): Promise<readonly string[] | null> => {
    const cleaned = (await ask({ type: 'clean', texts }, HIDING_LIMIT_MS)) as string[] | null;
    if (cleaned !== null) return cleaned;
    sayTooLong(problems, 'Nothing was copied');
    await begin();
    return null;
  };

  return {
    clean(texts) {
      // One after the other: whoever asks the worker anew has given up what came before.
      const cleaned = last.then(() => clean(texts));
      last = cleaned.catch(() => {});
      return cleaned;
    },
    end: ask.end,
  };
}
