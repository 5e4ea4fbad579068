import type { DocumentInfo } from './link.ts';

/** A page that is shown as a whole shows its frames in no order: within so many milliseconds. */
const SHOWING_MS = 500;

const shownAt = ({ time, shown }: DocumentInfo): number => shown ?? time;

/**
 * Whether `document` is part of the page that began with `top`, rather than of the page before. A frame in a process
 * of its own may be heard of before its top document, whose script is still busy; but it was made later.
 */
export const isPartOf = (document: DocumentInfo, top: DocumentInfo): boolean =>
  document.key === top.key ||
  (!document.top && shownAt(document) >= shownAt(top) - (top.shown === undefined ? 0 : SHOWING_MS));
