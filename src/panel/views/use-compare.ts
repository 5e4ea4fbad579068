import { nextOfName } from '../frames/next-of-name.ts';
import { focusDetails } from './focus.ts';
import { useStore } from './store-context.ts';

/** Two frames side by side: both are selected, and the details tell what differs. */
export function useCompare() {
  const { library, rows, selection, said } = useStore();
  const compare = (one: number, other: number): void => {
    selection.anchor.value = null;
    selection.selectFrames([one, other], other);
    focusDetails();
  };
  return {
    compare,
    /** The two that are selected, or the one with that of the same name before it. */
    async compareChosen(frame: number): Promise<void> {
      if (selection.frames.peek()?.size === 2) return focusDetails();
      const before = await nextOfName(library.active.peek(), rows, frame, -1);
      if (before === null) said.value = 'No frame of the same name is shown before this one.';
      else compare(before, frame);
    },
  };
}
