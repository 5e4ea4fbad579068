import { SPEED_MAX, SPEED_MIN } from '../../replay/pacing.ts';
import { clampSpeed } from '../store/replay-state.ts';
import { useStore } from './store-context.ts';

/** Takes a speed while it is typed; what cannot be one becomes one when the field is left. */
export function SpeedField({ isDisabled }: { isDisabled: boolean }) {
  const { replay } = useStore();
  return (
    <label class="line" title={`From ${SPEED_MIN} to ${SPEED_MAX}: 2 takes half the time`}>
      <span aria-hidden="true">times</span>
      <input
        class="field short"
        type="number"
        aria-label="Speed"
        min={SPEED_MIN}
        max={SPEED_MAX}
        step="any"
        value={replay.speed.value}
        disabled={isDisabled}
        onInput={({ currentTarget: { valueAsNumber } }) => {
          if (clampSpeed(valueAsNumber) === valueAsNumber) replay.speed.value = valueAsNumber;
        }}
        onBlur={({ currentTarget }) => {
          replay.speed.value = clampSpeed(currentTarget.valueAsNumber);
          currentTarget.value = String(replay.speed.value);
        }}
      />
    </label>
  );
}
