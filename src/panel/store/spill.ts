import { type ReadonlySignal, signal } from '@preact/signals';
import type { Host } from '../host.ts';
import type { Library } from './library.ts';
import type { Problems } from './problems.ts';
import type { Settings } from './settings.ts';

/**
 * What becomes of payloads that memory has no room for.
 * - `disk`: the oldest go to the disk, and come back when they are asked for
 * - `private`: nothing of a private window is written to disk; they stay in memory
 * - `failed`: the disk does not take them; they stay in memory
 */
export type SpillState = 'disk' | 'private' | 'failed';

/** Moves payloads to the disk where there are more than the user wants in memory. */
export interface Spill {
  state: ReadonlySignal<SpillState>;
  /** bytes that are on the disk */
  bytes: ReadonlySignal<number>;
  start(): Promise<void>;
}

interface Ports {
  host: Host;
  library: Library;
  settings: Settings;
  problems: Problems;
}

export function createSpill({ host, library, settings, problems }: Ports): Spill {
  const state = signal<SpillState>('disk');
  const bytes = signal(0);
  return {
    state,
    bytes,
    async start() {
      if (await host.isPrivate()) {
        state.value = 'private';
        return;
      }
      // Once there is something to see: most panels never need it.
      const [{ relieveMemory }, { removeOrphans }] = await Promise.all([
        import('../spill/relief.ts'),
        import('../../protocol/spill.ts'),
      ]);
      relieveMemory({ library, problems, budget: settings.memoryBudget, state, bytes });
      await removeOrphans().catch(() => {});
    },
  };
}
