import type { Expression } from '../../filter/expression.ts';
import type { FrameSubject } from '../../filter/match.ts';
import { createRemote } from '../remote.ts';

/** A frame as it is sent to the worker. */
export type SentSubject = Omit<FrameSubject, 'json'>;

export interface RegexJob {
  expression: Expression;
  subjects: SentSubject[];
}

/** One lot of frames may take so long, in milliseconds, before their regular expression is given up. */
export const REGEX_LIMIT_MS = 2_000;

/** Decides frames elsewhere: whether each matches, or null where that took too long. */
export type RemoteMatcher = (
  expression: Expression,
  subjects: SentSubject[],
) => Promise<readonly boolean[] | null>;

/**
 * @param start makes a worker that answers each {@link RegexJob} with verdicts
 * @param limit in milliseconds
 */
export function createRemoteMatcher(start: () => Worker, limit = REGEX_LIMIT_MS): RemoteMatcher {
  const ask = createRemote<RegexJob, readonly boolean[]>(start);
  return (expression, subjects) => ask({ expression, subjects }, limit);
}

export const regexWorker = (): Worker =>
  new Worker(new URL('./regex-worker.ts', import.meta.url), { type: 'module' });

/** What the filter may ask of a frame, as plain data. */
export const sentSubject = (subject: FrameSubject): SentSubject => ({
  direction: subject.direction,
  isBinary: subject.isBinary,
  size: subject.size,
  time: subject.time,
  connection: subject.connection,
  url: subject.url,
  protocol: subject.protocol,
  name: subject.name,
  source: subject.source,
  isEdited: subject.isEdited,
  isHeartbeat: subject.isHeartbeat,
  isError: subject.isError,
  isHeld: subject.isHeld,
  isPending: subject.isPending,
  isMissing: subject.isMissing,
  isBookmarked: subject.isBookmarked,
  decoder: subject.decoder,
  text: subject.text,
});
