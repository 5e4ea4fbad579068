import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { RecordingChoice } from '../store/replay-state.ts';
import { useStore } from './store-context.ts';

/** The list is drawn anew at most this often, in milliseconds: frames are counted in it while they come. */
const REDRAW_MS = 1000;

export function RecordingSelect({ isDisabled }: { isDisabled: boolean }) {
  const { replay } = useStore();
  const choices = useChoices();
  const isEmpty = choices.length === 0;
  return (
    <select
      class="select"
      aria-label="Recording"
      value={replay.choice.value ?? ''}
      disabled={isDisabled || isEmpty}
      onChange={(event) => (replay.choice.value = event.currentTarget.value)}
    >
      {isEmpty && <option value="">Nothing recorded yet</option>}
      {choices.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </select>
  );
}

function useChoices(): readonly RecordingChoice[] {
  const { replay } = useStore();
  const drawn = useSignal(replay.choices.peek());
  const next = useRef(0);
  useSignalEffect(() => {
    const choices = replay.choices.value;
    const isOther = choices.length !== drawn.peek().length || choices[0]?.id !== drawn.peek()[0]?.id;
    const wait = isOther ? 0 : Math.max(0, next.current - performance.now());
    const timer = setTimeout(() => {
      next.current = performance.now() + REDRAW_MS;
      drawn.value = choices;
    }, wait);
    return () => clearTimeout(timer);
  });
  return drawn.value;
}
