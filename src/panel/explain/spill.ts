import { assertNever } from '../../base/assert-never.ts';
import { formatSize } from '../format/size.ts';
import type { SpillState } from '../store/spill.ts';

/** Where payloads are that memory has no room for. `bytes` are those on the disk. */
export function spillSentence(state: SpillState, bytes: number): string {
  switch (state) {
    case 'disk': {
      const now = bytes > 0 ? ` ${formatSize(bytes)} are there now.` : '';
      return `Older payloads go to the disk and are read back when you look at them. They are taken away with the recording, or when the panel is closed.${now}`;
    }
    case 'private':
      return 'This is a private window: nothing of it is written to the disk, and all payloads stay in memory.';
    case 'failed':
      return 'The disk could not be written to: all payloads stay in memory.';
    default:
      return assertNever(state);
  }
}
