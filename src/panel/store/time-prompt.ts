import { readMoment } from '../format/read-moment.ts';
import { formatElapsed } from '../format/time.ts';
import type { Prompt } from './prompt.ts';
import type { Store } from './store.ts';

/** Asks for a time, and selects the first frame shown from then on. Null where no frame is. */
export function timePrompt({
  library,
  selection,
  goToTime,
}: Pick<Store, 'library' | 'selection' | 'goToTime'>): Prompt | null {
  const { frames, started } = library.active.peek();
  if (frames.length === 0) return null;
  const at = selection.frame.peek();
  const ended = frames.time(frames.length - 1);
  return {
    label: 'Time',
    title: 'Go to a time',
    hint: `Since recording began, up to ${formatElapsed(ended - started)}, for example 1:12.5 or 900ms; or by the clock, as 12:01:12.`,
    initial: at === null ? '' : formatElapsed(frames.time(at) - started),
    check: (text) =>
      readMoment(text, started, ended) === null ? 'This is no time: write for example 1:12.5 or 900ms.' : '',
    take(text) {
      const time = readMoment(text, started, ended);
      const frame = time === null ? null : goToTime(time);
      if (frame !== null) selection.selectFrame(frame);
    },
  };
}
