import type { Command } from './command.ts';
import type { FromPage } from './private-port.ts';

/*
 * A tap in a worker. It talks to the content script of the document over a BroadcastChannel whose name only the two
 * know. Firefox: the worker's script gets a prefix: the tap, in one line, so that all line numbers stay. Chrome, where
 * the user wants it for a site: the worker is given another script, which brings the tap and then the worker's own.
 */

export type WorkerKind = 'dedicated' | 'shared';

/** What the prefix tells the tap. */
export interface WorkerPlace {
  /** name of the BroadcastChannel, unguessable */
  channel: string;
  /** an event by which a second tap in the same worker finds the first: modules that are imported get a prefix too */
  mark: string;
  /** Chrome: where the worker's own script is; the tap's own text, for workers that this one makes */
  home?: string;
  tap?: string;
  /** Chrome, put here by the tap: has the worker's script run elsewhere, where it was forbidden here */
  rescue?: () => boolean;
}

/** The tap → content script. */
export type FromWorker =
  /** Chrome: the worker made another */
  | { type: 'made'; made: MadeWorker }
  /** Chrome: the page's policy forbids what the tap needs */
  | { type: 'forbidden'; directive: string }
  /** it is there (again): at its start, and whenever it is asked; `owner` is the asker whom it obeys, '' for none yet */
  | { type: 'here'; url: string; origin: string; time: number; owner: string }
  | { type: 'up'; data: FromPage };

/** Content script → the tap. */
export type ToWorker =
  /** `from` is the asker's own key: several documents may know a shared worker, and one of them has it recorded */
  { type: 'ask'; from: string } | { type: 'record'; on: boolean } | { type: 'command'; command: Command };

/** How often a tap is asked, in milliseconds. */
export const ASK_MS = 2_000;

/** Background page → content script: a worker is being loaded, with a tap that listens to `channel`. */
export interface WorkerCall {
  framereel: 'worker';
  channel: string;
  kind: WorkerKind;
  /** serialised origin of whoever may answer; the first of them that does has it */
  origin: string;
}

export const isWorkerCall = (message: unknown): message is WorkerCall =>
  typeof message === 'object' && message !== null && (message as WorkerCall).framereel === 'worker';

/**
 * Chrome, on sites whose workers are tapped: page → content, with an object in `ports` that both share from then on,
 * and content → page within the dispatch: it was taken. As in rendezvous.ts.
 */
export const SITE_EVENT = 'framereel:site';
export const SITE_TAKEN_EVENT = 'framereel:site-taken';
/** Chrome: page → content, on that object: the page's policy forbids what the tap needs; `data` is the directive */
export const FORBIDDEN_EVENT = 'framereel:forbidden';

/** page → content, on the port object: the page made a worker; `data` is a {@link MadeWorker} */
export const WORKER_EVENT = 'framereel:worker';

export interface MadeWorker {
  url: string;
  kind: WorkerKind;
  /** '' where the page script gave it no tap */
  channel: string;
}

/** Content script → panel: a tap cannot be put into the workers of this origin. */
export interface WorkersForbidden {
  framereel: 'workers-forbidden';
  origin: string;
  /** of the page's Content Security Policy, such as `worker-src` */
  directive: string;
}

export const isWorkersForbidden = (message: unknown): message is WorkersForbidden =>
  typeof message === 'object' &&
  message !== null &&
  (message as WorkersForbidden).framereel === 'workers-forbidden';

/**
 * The prefix: a statement without a line break that leaves no name behind, and whose failure costs nobody anything.
 * Names need no quoting, so nothing is called here that a page could replace.
 */
export const workerPrefix = (tap: string, { channel, mark }: WorkerPlace): string =>
  `{const framereelPlace={channel:"${channel}",mark:"${mark}"};try{${tap}}catch{}}`;
