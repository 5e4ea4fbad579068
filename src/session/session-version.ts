/** First field of the header line: what makes a JSON Lines file one of ours. */
export const SESSION_FORMAT = 'framereel';

/** The version this build writes. docs/session-format.md has the changelog. */
export const SESSION_VERSION = 1;

/** The file was written by a newer version: its lines could be misunderstood, so none is read. */
export class SessionVersionError extends Error {
  readonly code = 'SESSION_VERSION';
  constructor(readonly version: number) {
    super(
      `This session has format version ${version}; this Framereel reads up to ${SESSION_VERSION}. Update Framereel to open it.`,
    );
    this.name = 'SessionVersionError';
  }
}

type Step = (line: Record<string, unknown>) => Record<string, unknown>;

/** `STEPS[n]` turns a line of version n + 1 into one of version n + 2. */
const STEPS: readonly Step[] = [];

/** Brings a parsed line of an older file to the current version. */
export function upgradeLine(line: Record<string, unknown>, version: number): Record<string, unknown> {
  for (let step = version - 1; step < STEPS.length; step++) line = (STEPS[step] as Step)(line);
  return line;
}
