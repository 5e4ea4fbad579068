import type { PagePlan } from '../../protocol/plan.ts';
import type { Clock } from '../../replay/clock.ts';
import type { Host } from '../host.ts';
import type { Recording } from '../store/recording.ts';

/** How long the page may take to be there again with its frames, in milliseconds. */
const ARMED_MS = 20_000;
/**
 * Firefox drops a reload that carries a plan where it believes that an earlier one is still under way, and does not say
 * so. After so many milliseconds the plan is left with the page, which then reloads itself, …
 */
const RELOAD_MS = 4_000;
/** … so many times in all. */
const RELOADS = 3;

interface Ports {
  host: Host;
  recording: Recording;
  clock: Clock;
}

/**
 * Reloads the page with `plan`, its frames of other origins included.
 *
 * @param isWanted whether the page is still waited for
 */
export async function reloadArmed(
  ports: Ports,
  plan: Omit<PagePlan, 'until'>,
  isWanted: () => boolean,
  times = RELOADS,
): Promise<void> {
  const { host, recording, clock } = ports;
  const armed = { ...plan, until: Date.now() + ARMED_MS };
  const text = JSON.stringify(armed);
  await recording.armFrames(text);
  if (!isWanted()) return;
  const before = recording.documentOf('')?.key;
  if (times < RELOADS) recording.reloadTop(text);
  else host.reload(armed);
  if (__BROWSER__ !== 'firefox' || times <= 1) return;
  clock.at(clock.now() + RELOAD_MS, () => {
    if (isWanted() && recording.documentOf('')?.key === before)
      void reloadArmed(ports, plan, isWanted, times - 1);
  });
}
