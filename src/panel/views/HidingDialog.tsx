import './HidingDialog.css';
import { useSignal } from '@preact/signals';
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { hidingWords } from '../format/hiding-words.ts';
import {
  EMPTY_FORM,
  type FormProblem,
  type HidingForm,
  hasProblems,
  readForm,
} from '../hiding/hiding-form.ts';
import { type HidingPreview, preview } from '../hiding/preview.ts';
import { HiddenList } from './HiddenList.tsx';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** So long after the last key the preview begins anew, in milliseconds. */
const PAUSE_MS = 250;

/** Asks what to hide beyond what is hidden unasked, and shows what that will be. */
export function HidingDialog() {
  const { hiding, library } = useStore();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const form = useSignal<HidingForm>(hiding.chosen.peek()?.form ?? EMPTY_FORM);
  const found = useSignal<HidingPreview | null>(null);
  const { urls, fields, patterns, copies } = form.value;
  const read = useMemo(() => readForm(form.value), [urls, fields, patterns]);

  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    let current: HidingPreview | null = null;
    const timer = setTimeout(() => {
      current = preview(library.active.peek(), read);
      found.value = current;
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      current?.stop();
    };
  }, [read]);

  const change = (part: Partial<HidingForm>): void => {
    form.value = { ...form.value, ...part };
  };
  const close = (): void => {
    hiding.isOpen.value = false;
  };
  const canApply = !hasProblems(read) && found.value?.state.value !== 'slow';
  const apply = (event: Event): void => {
    event.preventDefault();
    if (!canApply) return;
    hiding.choose(hidingWords(read) === '' ? null : { ...read, form: form.value });
    close();
  };

  return (
    <dialog class="hiding" aria-label="Hide before export" ref={dialog} onClose={close}>
      <form method="dialog" onSubmit={apply}>
        <button type="button" class="tool" aria-label="Close" title="Close (Esc)" onClick={close}>
          <Icon name="close" />
        </button>
        <h2>Hide before export</h2>
        <p class="dim">
          Cookies, authorization headers and credentials in subprotocols are left out unless you export with
          sensitive data. What you hide here is left out of every export, until this panel closes.
        </p>
        <div class="asked">
          <label class="check">
            <input
              type="checkbox"
              checked={urls}
              onChange={({ currentTarget }) => change({ urls: currentTarget.checked })}
            />
            Credentials in URLs
          </label>
          <Lines
            id={`${id}-fields`}
            label="JSON fields"
            hint="One a line: password, user.token"
            text={fields}
            problems={read.problems.fields}
            onText={(text) => change({ fields: text })}
          />
          <Lines
            id={`${id}-patterns`}
            label="Regular expressions"
            hint="One a line: \d{16} or /key=(\w+)/i, which hides the group"
            text={patterns}
            problems={read.problems.patterns}
            onText={(text) => change({ patterns: text })}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={copies}
              onChange={({ currentTarget }) => change({ copies: currentTarget.checked })}
            />
            Also in what is copied
          </label>
        </div>
        <HiddenList preview={found.value} />
        <div class="buttons">
          <button type="button" class="btn" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="btn primary" disabled={!canApply}>
            Apply
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface LinesProps {
  id: string;
  label: string;
  hint: string;
  text: string;
  problems: readonly FormProblem[];
  onText: (text: string) => void;
}

/** A text of which every line means something. */
function Lines({ id, label, hint, text, problems, onText }: LinesProps) {
  const isWrong = problems.length > 0;
  return (
    <div class="lines">
      <label for={id}>{label}</label>
      <textarea
        id={id}
        class="field data"
        rows={3}
        spellcheck={false}
        aria-invalid={isWrong}
        aria-describedby={`${id}-said`}
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
      <p id={`${id}-said`} class={isWrong ? 'error' : 'dim'}>
        {isWrong ? problems.map(({ line, message }) => `Line ${line}: ${message}`).join(' ') : hint}
      </p>
    </div>
  );
}
