import type { Predicate } from './predicate.ts';

/**
 * What an armed document is told before its first script runs: which sockets the recording answers in the
 * server's place. It holds no frames; those follow as commands when such a socket is opened.
 */
export interface PagePlan {
  /** the replay run the virtual sockets belong to */
  run: string;
  answers: PageAnswer[];
  /** milliseconds since the epoch: a document that begins later is not armed by it */
  until: number;
}

/** The first `times` sockets that match are answered without network; later ones reach the server. */
export interface PageAnswer {
  match: Predicate;
  times: number;
}
