import type { WireLog } from './wire-log.ts';

/** What a browser must be able to do for the {@link PanelDriver}, which says everything else once for both. */
export interface DrivenBrowser {
  /** the folder downloads go to */
  readonly downloads: string;

  /** Loads `url` in the page and waits for its `load`. */
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;

  /** Opens a private window that the extension is let into; its page is the page from now on. */
  openPrivateWindow(): Promise<void>;
  /** Opens DevTools on another panel than ours. */
  openDevtools(): Promise<void>;
  /** Shows our panel, in DevTools that are opened where they are not open yet. */
  openPanel(): Promise<void>;
  closeDevtools(): Promise<void>;
  reloadPanel(): Promise<void>;

  evalInPage<A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>>;
  evalInPanel<A extends unknown[], R>(work: Work<A, R>, ...args: A): Promise<Awaited<R>>;

  /** What `find` finds in the panel. */
  element<A extends unknown[]>(
    find: (...args: A) => Element | null,
    ...args: A
  ): Promise<PanelElement | null>;
  /** Presses keys of the panel's focused element together, such as `Control+Enter`: names as in `KeyboardEvent.key`. */
  press(keys: string): Promise<void>;

  /** Writes a PNG: DevTools alone where they have a window of their own, else the whole window where possible. */
  screenshot(file: string): Promise<void>;
  wire(): Promise<WireLog>;

  /** Loads the extension anew under the open pages; closes DevTools. */
  reloadExtension(): Promise<void>;
  setSiteAccess(granted: boolean): Promise<void>;
  close(): Promise<void>;
}

/** A function sent to a browser as text: it closes over nothing; arguments and result go as JSON. */
export type Work<A extends unknown[], R> = (...args: A) => R;

export interface PanelElement {
  click(options?: ClickOptions): Promise<void>;
  /** Types where the element's caret is. */
  type(text: string): Promise<void>;
  /** Gives a file input a file. */
  upload(file: string): Promise<void>;
  read<A extends unknown[], R>(work: (element: Element, ...args: A) => R, ...args: A): Promise<Awaited<R>>;
  /** What `find` finds, starting from this element. */
  element<A extends unknown[]>(
    find: (element: Element, ...args: A) => Element | null,
    ...args: A
  ): Promise<PanelElement | null>;
}

export interface ClickOptions {
  button?: 'left' | 'right';
  /** 2 for a double click */
  count?: number;
  modifiers?: ('Alt' | 'Control' | 'Meta' | 'Shift')[];
}

export interface LaunchOptions {
  /** folder of the unpacked extension; null for a browser without it; the build in `dist/` unless given */
  extension?: string | null;
  headless?: boolean;
  theme?: 'light' | 'dark';
  dock?: 'bottom' | 'right' | 'window';
  size?: { width: number; height: number };
}
