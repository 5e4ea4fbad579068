import { useSignal } from '@preact/signals';
import type { Payload } from '../../protocol/payload.ts';
import type { Edit } from '../../replay/script.ts';
import { editableText, editFrom, proposedEdit } from '../replay/step-edit.ts';
import { editKey } from '../store/replay-setup.ts';
import { isUnderWay, type ReplayScript } from '../store/replay-state.ts';
import { useStore } from './store-context.ts';
import { usePayload } from './use-payload.ts';

/** What a replay does with one frame of the recording. */
export function StepEditor({ script, step }: { script: ReplayScript; step: number }) {
  const frame = script.frames[step] as number;
  const payload = usePayload(script.session, frame);
  if (payload === null && script.session.frames.isAway(frame)) return null;
  return <PayloadEditor script={script} step={step} payload={payload} />;
}

interface PayloadEditorProps {
  script: ReplayScript;
  step: number;
  payload: Payload | null;
}

function PayloadEditor({ script, step, payload }: PayloadEditorProps) {
  const { replay } = useStore();
  const { setup } = replay;
  const frame = script.frames[step] as number;
  const key = editKey(script.connection, step);
  const edit = setup.edits.value.get(key);
  /** bytes as they are typed, which need not be any yet; null for what the plan has */
  const draft = useSignal<string | null>(null);
  const error = useSignal<string | null>(null);
  const isOwn = script.session.frames.direction(frame) === script.own;
  const isBusy = isUnderWay(replay.state.value);
  const isSkipped = edit !== undefined && 'skip' in edit;
  // The page is told no values.
  const used = script.own === 'sent' ? replay.values.used() : [];
  const proposed = proposedEdit(payload, script.track, step, used);
  const text = draft.value ?? editableText(payload, isSkipped ? proposed : (edit ?? proposed));

  const put = (next: Edit | null): void => {
    const edits = new Map(setup.edits.peek());
    if (next === null) edits.delete(key);
    else edits.set(key, next);
    setup.edits.value = edits;
  };
  const onText = (written: string): void => {
    draft.value = typeof payload === 'string' || payload === null ? null : written;
    const next = editFrom(payload, written);
    error.value = 'error' in next ? next.error : null;
    if (!('error' in next)) put(written === editableText(payload, proposed) ? null : next);
  };
  const putBack = (next: Edit | null): void => {
    put(next);
    draft.value = null;
    error.value = null;
  };

  return (
    <div class="step-editor">
      <div class="line">
        <b>Frame {step + 1}</b>
        {isOwn ? (
          <label class="check">
            <input
              type="checkbox"
              checked={isSkipped}
              disabled={isBusy}
              onChange={({ currentTarget }) => putBack(currentTarget.checked ? { skip: true } : null)}
            />{' '}
            Leave out
          </label>
        ) : (
          <span class="dim">
            {script.own === 'sent'
              ? 'The server sends it: it is compared.'
              : 'The page sends it: it is compared.'}
          </span>
        )}
        <span class="spring" />
        {error.value !== null && (
          <span class="error" role="status">
            {error.value}
          </span>
        )}
        {isOwn && (
          <button
            type="button"
            class="btn"
            disabled={isBusy || (edit === undefined && draft.value === null)}
            onClick={() => putBack(null)}
          >
            As recorded
          </button>
        )}
        {script.tracks.length === 1 && (
          <button
            type="button"
            class="btn"
            disabled={isBusy || setup.from.value === step + 1}
            onClick={() => (setup.from.value = step + 1)}
          >
            Begin here
          </button>
        )}
      </div>
      {isOwn && (
        <textarea
          aria-label="Frame to play"
          aria-invalid={error.value !== null}
          spellcheck={false}
          disabled={isBusy || isSkipped}
          value={text}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      )}
    </div>
  );
}
