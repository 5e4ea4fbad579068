import type { Work } from '../support/driven-browser.ts';

/** What a benchmark asks of the panel's state. */
export interface PanelState {
  /** frames of the active session */
  frames: number;
  /** frames known to be missing in it */
  missing: number;
  rows: number;
  scanned: number;
  /** whether a file is being read or written */
  busy: boolean;
  live: boolean;
  /** p95 of how late the last replay handed its frames over, in milliseconds; null where there was none */
  handedOverLate: number | null;
}

/**
 * Runs in the panel. The store is found where Preact keeps what it has rendered: a hook for benchmarks would have to
 * be in the product.
 */
export const readState: Work<[], PanelState> = () => {
  // biome-ignore lint/suspicious/noExplicitAny: Firefox shows a page's own objects to scripts like this one only so
  const page: any = (window as any).wrappedJSObject ?? window;
  // biome-ignore lint/suspicious/noExplicitAny: Preact's internals have no types
  const findStore = (node: any): any => {
    if (!node || typeof node !== 'object') return null;
    for (const found of [node.props?.store, node.props?.value]) if (found?.library?.live) return found;
    for (const child of node.__k ?? []) {
      const found = findStore(child);
      if (found) return found;
    }
    return null;
  };
  /** What replays is loaded when it is first shown. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const latenessIn = (found: any): number | null => {
    try {
      return found.replay.jitter.value?.p95 ?? null;
    } catch {
      return null;
    }
  };
  const store = findStore(page.document.body.__k);
  const session = store.library.active.value;
  return {
    frames: session.frames.length,
    missing: store.counts.value.missing,
    rows: store.rows.length,
    scanned: store.rows.scanned.value,
    busy: store.files.progress.value !== null,
    live: session.kind === 'live',
    handedOverLate: latenessIn(store),
  };
};
