import type { PagePlan } from '../protocol/plan.ts';

/** Where a plan waits for frames of this origin: of what can be read at once, only a frame's own storage outlives it. */
const KEY = 'framereel';

/**
 * The plan of a replay that the document this one is framed in was armed with, for as long as it arms; null where it was
 * not. Browsers arm a tab's top document only, and a content script sees its own world in its parent's Window; where
 * that has another origin, the plan was left here before the reload.
 */
export function inheritedPlan(): string | null {
  if (parent === self) return null;
  try {
    let plan: string;
    let left: Storage | undefined;
    try {
      // A page can name a frame like this, but put no text there.
      plan = (parent as Window & { framereel?: { plan?: string } }).framereel?.plan as string;
    } catch {
      left = sessionStorage;
      plan = left[KEY];
    }
    const { until, answers } = JSON.parse(plan) as PagePlan;
    const rest = until - Date.now();
    // It stays for a while, since several frames of one origin are armed by it. The frame may have written there as well.
    setTimeout(() => delete left?.[KEY], rest);
    return rest > 0 && Array.isArray(answers) ? plan : null;
  } catch {
    return null;
  }
}

/**
 * Leaves a plan to the documents of this origin that come with the next page. A frame without storage (sandboxed, or
 * forbidden by the user) cannot be armed.
 */
export function leavePlan(plan: string): void {
  try {
    sessionStorage[KEY] = plan;
  } catch {
    // No storage, or no room in it.
  }
}
