import { computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Host } from '../host.ts';
import { webOrigin } from '../origin-pattern.ts';
import type { WorkerTaps } from '../worker-taps.ts';
import type { Problems } from './problems.ts';

/** Chrome: whether the workers of the inspected page's site are captured in full, which the user decides. */
export interface WorkerSwitch {
  /** the site's origin; null where there is nothing to decide */
  site: ReadonlySignal<string | null>;
  on: ReadonlySignal<boolean>;
  /** what was decided last holds from the next load of the page on */
  waits: ReadonlySignal<boolean>;
  /** Call it in a click. */
  set(on: boolean): Promise<void>;
  start(): Promise<void>;
}

export function createWorkerSwitch(
  host: Host,
  pageUrl: ReadonlySignal<string>,
  problems: Problems,
): WorkerSwitch {
  let taps: WorkerTaps | null = null;
  const sites = signal<string[]>([]);
  const waits = signal(false);
  const site = computed(() => (host.workerTaps ? webOrigin(pageUrl.value) : null));

  const look = async (): Promise<void> => {
    sites.value = (await taps?.sites()) ?? [];
  };

  const onForbidden = async (origin: string, directive: string): Promise<void> => {
    await taps?.tap(origin, false);
    await look();
    problems.add(
      `The workers of ${origin} cannot be captured in full: its Content Security Policy (${directive}) forbids it.`,
      'That is switched off again for this site. What its workers send and receive is shown view only.',
    );
  };

  return {
    site,
    on: computed(() => site.value !== null && sites.value.includes(site.value)),
    waits,
    async set(on) {
      const origin = site.peek();
      if (!taps || origin === null) return;
      if (on && !(await taps.allow())) return;
      try {
        await taps.tap(origin, on);
        waits.value = true;
      } catch (error) {
        problems.add(
          `Workers of ${origin} cannot be captured in full: ${error instanceof Error ? error.message : error}`,
          'What they send and receive is shown view only.',
        );
      }
      await look();
    },
    async start() {
      taps = (await host.workerTaps?.()) ?? null;
      taps?.onForbidden((origin, directive) => void onForbidden(origin, directive));
      host.onNavigated(() => {
        waits.value = false;
        void look();
      });
      await look();
    },
  };
}
