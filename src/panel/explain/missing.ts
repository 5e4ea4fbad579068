import { assertNever } from '../../base/assert-never.ts';
import type { GapReason, OmittedReason } from '../../protocol/payload.ts';

/** Why a frame has no payload, in a sentence. */
export function omittedSentence(reason: OmittedReason): string {
  switch (reason) {
    case 'not-kept':
      return 'It came while nothing was recording and was too large to keep.';
    case 'budget':
      return 'The panel could not keep up with the page, and the memory for waiting frames was used up.';
    case 'unreadable':
      return 'The Blob it was sent from or received as could not be read.';
    case 'left':
      return 'The page was left before the Blob had been read.';
    case 'stopped':
      return 'Recording was stopped before the Blob had been read.';
    case 'absent':
      return 'The file this session was read from has no data for it.';
    case 'disk':
      return 'It had left memory for the disk, and could not be read back.';
    default:
      return assertNever(reason);
  }
}

/** Why whole frames are missing, as the end of the sentence '12 frames are missing: …'. */
export function gapReason(reason: GapReason): string {
  switch (reason) {
    case 'history':
      return 'they came before recording began and were no longer kept';
    case 'budget':
      return 'the panel could not keep up with the page, and the memory for waiting frames was used up';
    case 'left':
      return 'the page was left before they were handed over';
    case 'left-out':
      return 'whoever saved the file chose not to include them';
    case 'unknown':
      return 'the numbers of the frames jump, and nothing says why';
    default:
      return assertNever(reason);
  }
}
