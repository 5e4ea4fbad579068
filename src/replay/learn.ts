import type { Payload } from '../protocol/payload.ts';
import { comparePayloads } from './compare-payload.ts';
import { identifierLikeness } from './identifier.ts';
import { tokenText } from './json-text.ts';
import { type Mask, NO_MASK } from './mask.ts';

/** A recorded frame and the one that came in its place. */
export type PayloadPair = readonly [recorded: Payload | null, fresh: Payload | null];

/**
 * Paths of the fields that differ as ids and times do, which nobody expects to be the same again; for a mask, in
 * order of appearance. Fields whose values say something, and those that `mask` hides, are not among them.
 */
export function volatilePaths(pairs: Iterable<PayloadPair>, mask: Mask = NO_MASK): string[] {
  const paths = new Set<string>();
  for (const [recorded, fresh] of pairs)
    for (const { ignore, ignored, recorded: old, fresh: now } of comparePayloads(recorded, fresh, mask)
      .fields)
      if (!ignored && ignore !== '' && old !== null && now !== null && isVolatile(old, now))
        paths.add(ignore);
  return [...paths];
}

/** Both are JSON tokens. */
function isVolatile(recorded: string, fresh: string): boolean {
  if ((recorded[0] === '"') !== (fresh[0] === '"')) return false;
  return (isTime(recorded) && isTime(fresh)) || (isId(recorded) && isId(fresh));
}

const isId = (token: string): boolean => identifierLikeness(tokenText(token), token[0] === '"') === 'likely';

/** Years that a recording may tell of: a number from then to then counts seconds, milli- or microseconds since 1970. */
const [FROM, TO] = [Date.UTC(2001, 8, 9) / 1000, Date.UTC(2100, 0) / 1000];
const DATE_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d \w{3} \d{4} /;

function isTime(token: string): boolean {
  if (token[0] === '"') return DATE_TIME.test(tokenText(token));
  const number = Number(token);
  return [1, 1_000, 1_000_000].some((unit) => number >= FROM * unit && number < TO * unit);
}
