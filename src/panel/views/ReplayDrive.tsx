import { useComputed } from '@preact/signals';
import { controlsOf, type Replay } from '../store/replay-state.ts';
import { Icon } from './Icon.tsx';
import { ReportButton } from './ReportButton.tsx';
import { useStore } from './store-context.ts';

function useControls(replay: Replay) {
  return useComputed(() =>
    controlsOf(
      replay.state.value,
      replay.target.value,
      replay.pacing.value,
      replay.choice.value !== null,
      replay.preparing.value !== null,
    ),
  ).value;
}

/** The buttons stay where they are: what cannot be done now is disabled, and Pause turns into Resume. */
export function ReplayDrive() {
  const { replay } = useStore();
  const can = useControls(replay);
  return (
    <div class="drive">
      <button type="button" class="btn primary" disabled={!can.start} onClick={() => replay.start()}>
        <Icon name="play" />
        Start
      </button>
      {can.resume ? (
        <button type="button" class="btn pause" onClick={() => replay.resume()}>
          <Icon name="play" />
          Resume
        </button>
      ) : (
        <button type="button" class="btn pause" disabled={!can.pause} onClick={() => replay.pause()}>
          <Icon name="pause" />
          Pause
        </button>
      )}
      <button
        type="button"
        class="btn"
        title="Play one frame"
        disabled={!can.step}
        onClick={() => replay.step()}
      >
        <Icon name="step" />
        Step
      </button>
      <button
        type="button"
        class="btn"
        title="Close what was opened and end"
        disabled={!can.stop}
        onClick={() => replay.stop()}
      >
        <Icon name="stop" />
        Stop
      </button>
      <span class="spring" />
      <ReportButton />
    </div>
  );
}

/** How a replay to the page begins: its sockets have to meet the recording from the first one on. */
export function StartByReload() {
  const { replay, host } = useStore();
  const can = useControls(replay);
  const isAble = host.home === 'devtools';
  return (
    <>
      <span class="label" />
      <span class="stack">
        <button
          type="button"
          class="btn primary"
          disabled={!can.reload || !isAble}
          onClick={() => replay.reloadAndReplay()}
        >
          <Icon name="replay" />
          Reload and replay
        </button>
        {!isAble && (
          <span class="note">
            This window cannot prepare a page before its first socket. Open DevTools on the page and replay in
            their Framereel tab.
          </span>
        )}
      </span>
    </>
  );
}
