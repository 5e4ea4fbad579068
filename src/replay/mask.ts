import { covers, type PathPattern, parsePath } from './json-path.ts';
import type { Segment } from './json-text.ts';

/** Which fields of a JSON frame count. */
export interface Mask {
  hides(path: readonly Segment[]): boolean;
}

/** Everything counts. */
export const NO_MASK: Mask = { hides: () => false };

/** All fields count but those at or below `paths` (see {@link parsePath}). Throws `PathSyntaxError`. */
export function ignoring(paths: readonly string[]): Mask {
  if (paths.length === 0) return NO_MASK;
  const patterns = paths.map(parsePath);
  return { hides: (path) => coveredByAny(patterns, path) };
}

/** No field counts but those at or below `paths` (see {@link parsePath}). Throws `PathSyntaxError`. */
export function onlyBy(paths: readonly string[]): Mask {
  const patterns = paths.map(parsePath);
  return { hides: (path) => !coveredByAny(patterns, path) };
}

function coveredByAny(patterns: readonly PathPattern[], path: readonly Segment[]): boolean {
  for (const pattern of patterns) if (covers(pattern, path)) return true;
  return false;
}
