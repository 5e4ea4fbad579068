import type { WorkerTaps } from './worker-taps.ts';

/** Loads what puts taps into the workers of single sites: a panel that shows none does without. */
export async function loadWorkerTaps(tab: number): Promise<WorkerTaps> {
  const { createWorkerTaps } = await import('./worker-taps.ts');
  return createWorkerTaps(tab);
}
