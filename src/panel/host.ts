import type { PageRequest } from '../handshake/fallback.ts';
import type { Heard, Progress } from '../protocol/hand-over.ts';
import type { SeenHandshake } from '../protocol/handshake.ts';
import type { Link, LinkListener } from '../protocol/link.ts';
import type { PagePlan } from '../protocol/plan.ts';
import type { LoggedSocket } from '../session/logged-socket.ts';
import type { WorkerTaps } from './worker-taps.ts';

export type Theme = 'light' | 'dark';

/** What a panel that is opening gets from whoever recorded before it. */
export interface Inheritance extends Progress {
  /** pieces of an earlier panel's recording */
  parked: unknown[];
  heard: Heard[];
}

/** What a panel that goes leaves beside its recording. */
export interface Estate extends Progress {
  /** whether the user wants the log kept over navigations */
  keepsLog: boolean;
}

/** Whether the user lets us into the inspected page: `unknown` where the browser does not tell. */
export type SiteAccess = 'granted' | 'withheld' | 'unknown';

/** What DevTools logs of sockets that no page script made. It comes whole, with every message of every socket. */
export interface BrowserLog {
  read(): Promise<LogReading>;
  /** Calls `listener` when a worker may have begun: nothing tells of its sockets while they are open. */
  onWorker(listener: () => void): void;
}

export interface LogReading {
  sockets: LoggedSocket[];
  /** whether the log shows a worker */
  workers: boolean;
  /** about how large the log is, in bytes */
  bytes: number;
}

/** Everything that depends on where the panel lives. */
export interface Host {
  /** In DevTools, or in a window of its own: there the browser's log and arming are not to be had. */
  readonly home: 'devtools' | 'window';
  openLink(listener: LinkListener): Link;
  /** What was recorded before this panel; null where nobody did. */
  inherit(): Promise<Inheritance | null>;
  /** Leaves the recording with whoever outlives this panel. Called while the panel goes away. */
  bequeath(estate: Estate, pieces: Iterable<unknown>): void;
  theme(): Theme;
  onTheme(listener: (theme: Theme) => void): void;
  /** Reloads the inspected page; with a plan, its documents answer sockets from the recording. */
  reload(plan: PagePlan | null): void;
  /** URL of the inspected page, '' if it cannot be told. */
  pageUrl(): Promise<string>;
  /** The handshakes the browser has logged for this tab, oldest first; none where it keeps no log. */
  handshakes(): Promise<SeenHandshake[]>;
  /** What else the inspected page requested; none where the browser does not tell. */
  pageRequests(): Promise<PageRequest[]>;
  /** The browser's log, for the sockets that only it tells of; null where there is none to read. */
  readonly log: BrowserLog | null;
  /** Full capture of workers, site by site; null where there is nothing to switch. */
  readonly workerTaps: (() => Promise<WorkerTaps>) | null;
  onNavigated(listener: (url: string) => void): void;
  /** Whether the inspected page is in a private window; also where that cannot be told. */
  isPrivate(): Promise<boolean>;
  siteAccess(): Promise<SiteAccess>;
  /** Asks the user for access to the inspected page's site; must be called in a click. */
  requestAccess(): Promise<void>;
  /** Runs code in the inspected page as its console does, and gives what it comes to; null where that cannot be done. */
  evaluate: ((code: string) => Promise<unknown>) | null;
  /** Hands a file to the user. */
  download(name: string, content: Blob): void;
}
