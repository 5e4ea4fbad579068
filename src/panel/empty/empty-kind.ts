import type { SiteAccess } from '../host.ts';

/**
 * Why the frame table is empty:
 * - `closed`: the browser keeps extensions out of this page
 * - `access`: the user keeps us out of this site
 * - `granted`: the user has let us in, but the page was loaded before
 * - `late`: the page was loaded before we could watch it
 * - `paused`: recording is off
 * - `first`: nothing was ever recorded, the user may not know how this works
 * - `nothing`: the page has opened no socket
 * - `silent`: it has, and they have said nothing
 * - `filtered`: there are frames, and none matches the filter
 * - `unselected`: there are frames, none of the selected connections
 * - `blank`: a session from a file holds no frame
 */
export type EmptyKind =
  | 'closed'
  | 'access'
  | 'granted'
  | 'late'
  | 'paused'
  | 'first'
  | 'nothing'
  | 'silent'
  | 'filtered'
  | 'unselected'
  | 'blank';

export interface EmptyFacts {
  isLive: boolean;
  frames: number;
  connections: number;
  isFiltered: boolean;
  /** only some connections are shown */
  isNarrowed: boolean;
  access: SiteAccess;
  /** access was withheld before */
  wasWithheld: boolean;
  isRecording: boolean;
  /** documents that cannot be recorded until they are reloaded */
  late: number;
  /** the user has seen traffic recorded before */
  introduced: boolean;
  pageUrl: string;
}

export function emptyKind(facts: EmptyFacts): EmptyKind {
  if (facts.isNarrowed) return facts.isFiltered && facts.frames > 0 ? 'filtered' : 'unselected';
  if (facts.frames > 0) return 'filtered';
  if (!facts.isLive) return 'blank';
  if (facts.connections > 0) return facts.isRecording ? 'silent' : 'paused';
  if (isClosedPage(facts.pageUrl)) return 'closed';
  if (facts.access === 'withheld') return 'access';
  if (!facts.isRecording) return 'paused';
  if (facts.wasWithheld) return 'granted';
  if (facts.late > 0) return 'late';
  return facts.introduced ? 'nothing' : 'first';
}

/** Pages that browsers keep all extensions out of. */
export function isClosedPage(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, href } = new URL(url);
  if (/^(?:chrome|edge|devtools|chrome-extension|moz-extension|view-source):$/.test(protocol)) return true;
  if (protocol === 'about:') return !/^about:(?:blank|srcdoc)/.test(href);
  return ['chromewebstore.google.com', 'addons.mozilla.org'].includes(host);
}
