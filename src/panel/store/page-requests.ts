import { type ReadonlySignal, signal } from '@preact/signals';
import type { PageRequest } from '../../handshake/fallback.ts';
import type { Host } from '../host.ts';

/** The browser is asked every so many milliseconds while somebody looks, … */
export const ASK_EVERY_MS = 3_000;
/** … and not again before this many times what the last answer took. */
const ASK_REST = 20;
/** An answer that is not there after this many milliseconds is waited for no more: it is asked for anew. */
export const ASK_PATIENCE_MS = 5_000;

/** The inspected page's other requests, known only while somebody wants to know. */
export interface PageRequests {
  known: ReadonlySignal<readonly PageRequest[]>;
  /** Begins to look; returns what ends it. */
  watch(): () => void;
}

/** A list only ever grows; that of another page may be as long, and begins and ends at other times. */
const isSame = (some: readonly PageRequest[], others: readonly PageRequest[]): boolean =>
  some.length === others.length &&
  some[0]?.time === others[0]?.time &&
  some.at(-1)?.time === others.at(-1)?.time;

export function createPageRequests(host: Host): PageRequests {
  const known = signal<readonly PageRequest[]>([]);
  return {
    known,
    watch() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      let over = false;
      const ask = async (): Promise<void> => {
        const start = performance.now();
        const patience = new Promise<null>((resolve) => setTimeout(resolve, ASK_PATIENCE_MS, null));
        const requests = await Promise.race([host.pageRequests().catch(() => []), patience]);
        if (over) return;
        if (requests && !isSame(requests, known.peek())) known.value = requests;
        const rest = requests ? (performance.now() - start) * ASK_REST : 0;
        timer = setTimeout(() => void ask(), Math.max(ASK_EVERY_MS, rest));
      };
      void ask();
      return () => {
        over = true;
        clearTimeout(timer);
      };
    },
  };
}
