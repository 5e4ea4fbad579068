import { focusDetails } from './focus.ts';
import { useStore } from './store-context.ts';
import { useNextOfName } from './use-next-of-name.ts';

/** Two frames side by side: both are selected, and the details tell what differs. */
export function useCompare() {
  const { selection, said } = useStore();
  const nextOfName = useNextOfName();
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
      const before = await nextOfName(frame, -1);
      if (before === undefined) return;
      if (before === null) said.value = 'No frame of the same name is shown before this one.';
      else compare(before, frame);
    },
  };
}
