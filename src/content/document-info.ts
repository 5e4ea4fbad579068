import type { DocumentInfo } from '../protocol/link.ts';

const KEY_WORDS = 4;
/** A key that no page can guess: 128 bits. */
export const newKey = (): string => crypto.getRandomValues(new Uint32Array(KEY_WORDS)).join('-');
const key = newKey();

let shown: number | null = null;

/** The document is shown, and had been made before: it was prerendered, or in the back/forward cache. */
export function noteShown(): void {
  shown = Date.now();
}

/** What a recorder is told of this document. */
export function describeDocument(capturing: boolean): DocumentInfo {
  return {
    key,
    url: location.href,
    origin: self.origin,
    top: window === window.top,
    time: performance.timeOrigin,
    capturing,
    ...(shown && { shown }),
  };
}

/**
 * Whether page code may have run before this script: Firefox injects into pages that are open when the extension
 * starts. At the right moment a document has its root element and nothing in it; an empty document (`about:`) is
 * complete from the first moment.
 */
export function isLate(): boolean {
  if (__BROWSER__ === 'chrome') return false;
  const { readyState, documentElement } = document;
  const begun = readyState !== 'loading' || documentElement?.firstElementChild != null;
  return begun && !location.href.startsWith('about:');
}
