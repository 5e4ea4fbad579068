import './SettingsDialog.css';
import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect } from 'preact/hooks';
import { spillSentence } from '../explain/spill.ts';
import { DEFAULT_BUDGET, LEAST_BUDGET } from '../store/settings.ts';
import { Dialog } from './Dialog.tsx';
import { useStore } from './store-context.ts';

/** What the user decides once for all. */
export function SettingsDialog() {
  const { settings, showsSettings, spill } = useStore();
  const id = useId();
  const { memoryBudget } = settings;
  /** what is being typed */
  const draft = useSignal<string | null>(null);
  const take = (value: number): boolean => {
    if (!(value >= LEAST_BUDGET)) return false;
    memoryBudget.value = value;
    return true;
  };
  const settle = (): void => {
    if (draft.value !== null) take(Number.parseFloat(draft.value));
    draft.value = null;
  };
  // Firefox tells of no change where the keyboard has left the panel altogether.
  useLayoutEffect(() => settle, []);
  return (
    <Dialog
      label="Settings"
      close="Close settings"
      onClose={() => {
        showsSettings.value = false;
      }}
    >
      <div class="settings">
        <h2>Memory</h2>
        <label>
          Payloads in memory, at most
          <input
            class="field"
            type="number"
            aria-label="Payloads in memory, MiB"
            aria-describedby={id}
            min={LEAST_BUDGET}
            step="any"
            value={draft.value ?? memoryBudget.value}
            onInput={({ currentTarget }) => {
              draft.value = currentTarget.value;
            }}
            onChange={settle}
          />
          <span aria-hidden="true">MiB</span>
          {memoryBudget.value !== DEFAULT_BUDGET && (
            <button type="button" class="btn" onClick={() => take(DEFAULT_BUDGET)}>
              Back to {DEFAULT_BUDGET}
            </button>
          )}
        </label>
        <p id={id}>{spillSentence(spill.state.value, spill.bytes.value)}</p>
      </div>
    </Dialog>
  );
}
