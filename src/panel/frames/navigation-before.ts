import type { NavigationMark } from '../../session/session.ts';

/**
 * The last navigation between two frames of a session, shown one after the other: null where there is none. One
 * that no frame precedes is none, it is where the recording begins.
 *
 * @param previous index of the frame shown before, -1 where `frame` is the first shown
 */
export function navigationBefore(
  navigations: readonly NavigationMark[],
  previous: number,
  frame: number,
): NavigationMark | null {
  let low = 0;
  let high = navigations.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((navigations[middle] as NavigationMark).frame <= frame) low = middle + 1;
    else high = middle;
  }
  const mark = navigations[low - 1];
  return mark && mark.frame > Math.max(previous, 0) ? mark : null;
}
