import type { Signal } from '@preact/signals';
import type { Host } from '../host.ts';
import type { Library } from './library.ts';
import type { Problems } from './problems.ts';

/** Payloads as variables of the inspected page. */
export interface PageConsole {
  /** whether there is a console to put them into: there is one beside the panel in DevTools only */
  isThere: boolean;
  /** Makes the payloads of these frames one variable, and says what it is called. */
  put(frames: Iterable<number>): Promise<void>;
}

interface Ports {
  host: Host;
  library: Library;
  problems: Problems;
  said: Signal<string>;
}

export function createPageConsole({ host, library, problems, said }: Ports): PageConsole {
  return {
    isThere: host.evaluate !== null,
    async put(chosen) {
      if (host.evaluate === null) return;
      // Few ask for it, and the panel is there sooner without it.
      const { putVariable } = await import('../console/put-variable.ts');
      const outcome = await putVariable(library.active.peek().frames, chosen, host.evaluate);
      if ('said' in outcome) said.value = outcome.said;
      else problems.add(outcome.problem, outcome.advice);
    },
  };
}
