import type { PagePlan } from '../../protocol/plan.ts';
import type { Host } from '../host.ts';
import type { Recording } from '../store/recording.ts';

/** How long the page may take to be there again with its frames, in milliseconds. */
const ARMED_MS = 20_000;

/**
 * Reloads the page with `plan`, its frames of other origins included.
 *
 * @param isWanted whether the page is still waited for
 */
export async function reloadArmed(
  { host, recording }: { host: Host; recording: Recording },
  plan: Omit<PagePlan, 'until'>,
  isWanted: () => boolean,
): Promise<void> {
  const armed = { ...plan, until: Date.now() + ARMED_MS };
  await recording.armFrames(JSON.stringify(armed));
  if (isWanted()) host.reload(armed);
}
