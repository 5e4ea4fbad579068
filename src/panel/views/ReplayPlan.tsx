import { useComputed, useSignalEffect } from '@preact/signals';
import { useId } from 'preact/hooks';
import { pacingWords } from '../explain/replay-words.ts';
import { isUnderWay, type PacingChoice, type ReplayTarget } from '../store/replay-state.ts';
import { RecordingSelect } from './RecordingSelect.tsx';
import { ReplayAddress } from './ReplayAddress.tsx';
import { ReplayDrive, StartByReload } from './ReplayDrive.tsx';
import { PageTerms, ServerTerms } from './ReplayTerms.tsx';
import { ReplayValues } from './ReplayValues.tsx';
import { SpeedField } from './SpeedField.tsx';
import { useStore } from './store-context.ts';

const TARGETS: readonly [ReplayTarget, string][] = [
  ['server', 'To the server'],
  ['page', 'To the page'],
];
const PACINGS: readonly PacingChoice[] = ['original', 'reply', 'fast', 'manual'];

/** What is replayed, to whom and how fast. Nothing of it changes while a replay is under way. */
export function ReplayPlan() {
  const { replay } = useStore();
  const isBusy = useComputed(() => isUnderWay(replay.state.value) || replay.preparing.value !== null).value;
  const target = replay.target.value;
  const pacing = replay.pacing.value;
  const isTimed = pacing === 'original' || (pacing === 'reply' && replay.setup.keepsDelays.value);
  useSignalEffect(() => {
    replay.choice.value;
    replay.target.value;
    replay.setup.leftOut.value;
    replay.findValues();
  });
  return (
    <section class="plan" aria-label="Plan">
      <div class="pane">
        <fieldset disabled={isBusy}>
          <div class="form">
            <span class="label">Recording</span>
            <RecordingSelect isDisabled={isBusy} />
            <span class="label">Replay</span>
            <Targets isDisabled={isBusy} />
            <span class="label">Pacing</span>
            <span class="stack">
              <span class="line">
                <Pacing isDisabled={isBusy} />
                <SpeedField isDisabled={isBusy || !isTimed} />
              </span>
              {replay.pacing.value === 'reply' && (
                <label class="check">
                  <input
                    type="checkbox"
                    checked={replay.setup.keepsDelays.value}
                    onChange={({ currentTarget }) => (replay.setup.keepsDelays.value = currentTarget.checked)}
                  />
                  At the recorded delays, times the speed
                </label>
              )}
              <span class="note">{pacingWords(replay.pacing.value, target).note}</span>
            </span>
            <ReplayAddress />
            {target === 'page' && <StartByReload />}
            {target === 'page' ? <PageTerms /> : <ServerTerms />}
          </div>
          {target === 'server' && <ReplayValues />}
        </fieldset>
      </div>
      <ReplayDrive />
    </section>
  );
}

function Targets({ isDisabled }: { isDisabled: boolean }) {
  const { replay } = useStore();
  const name = useId();
  return (
    <div class="stack" role="radiogroup" aria-label="Target">
      {TARGETS.map(([target, label]) => (
        <label key={target} class="radio">
          <input
            type="radio"
            name={name}
            checked={replay.target.value === target}
            disabled={isDisabled}
            onChange={() => (replay.target.value = target)}
          />
          {label}
        </label>
      ))}
    </div>
  );
}

function Pacing({ isDisabled }: { isDisabled: boolean }) {
  const { replay } = useStore();
  return (
    <select
      class="select"
      aria-label="Pacing"
      value={replay.pacing.value}
      disabled={isDisabled}
      onChange={(event) => (replay.pacing.value = event.currentTarget.value as PacingChoice)}
    >
      {PACINGS.map((pacing) => (
        <option key={pacing} value={pacing}>
          {pacingWords(pacing, replay.target.value).name}
        </option>
      ))}
    </select>
  );
}
