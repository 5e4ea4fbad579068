import './PromptDialog.css';
import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useStore } from './store-context.ts';

/** Asks what the store's prompt wants to know. */
export function PromptDialog() {
  const { prompt } = useStore();
  const asked = prompt.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const text = useSignal(asked?.initial ?? '');
  const problem = useSignal('');
  const id = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  if (!asked) return null;
  const { label, title, hint, check, take } = asked;

  const close = (): void => {
    prompt.value = null;
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    problem.value = check(text.value);
    if (problem.value !== '') return;
    close();
    // After the focus has gone back, so that what is done may take it elsewhere.
    queueMicrotask(() => take(text.value));
  };
  return (
    <dialog class="prompt" aria-label={title} ref={dialog} onClose={close}>
      <form onSubmit={onSubmit}>
        <h2>{title}</h2>
        <p class="dim" id={`${id}-hint`}>
          {hint}
        </p>
        <input
          class="field data"
          aria-label={label}
          aria-describedby={problem.value === '' ? `${id}-hint` : `${id}-problem`}
          aria-invalid={problem.value !== ''}
          autocomplete="off"
          spellcheck={false}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            problem.value = '';
          }}
        />
        <p class="error" id={`${id}-problem`} aria-live="polite">
          {problem.value}
        </p>
        <div class="answers">
          <button type="button" class="btn" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="btn primary">
            OK
          </button>
        </div>
      </form>
    </dialog>
  );
}
