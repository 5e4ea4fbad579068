import './Composer.css';
import { useSignalEffect } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { connectionLabel, whyNothingToSend } from '../explain/composer-target.ts';
import { withControl } from '../format/key-label.ts';
import type { Format } from '../store/composer.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

const FORMATS: readonly [Format, string][] = [
  ['text', 'Text'],
  ['hex', 'Hex'],
  ['base64', 'Base64'],
];

/** A message written by hand, to the server or to the page. */
export function Composer() {
  const { composer } = useStore();
  const id = useId();
  const box = useRef<HTMLTextAreaElement>(null);
  const edits = useRef(composer.edits.peek());
  const isEnabled = composer.enabled.value;
  const error = composer.error.value;
  const canSend = isEnabled && error === null;

  useSignalEffect(() => {
    if (composer.edits.value === edits.current) return;
    edits.current = composer.edits.value;
    box.current?.focus();
  });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (canSend && !event.repeat) void composer.send();
  };

  return (
    <section class="composer" aria-label="Composer">
      <div class="sheet">
        <Target />
        <Formats isEnabled={isEnabled} />
        <span class="do">
          <button
            type="button"
            class="btn"
            aria-label="Close connection"
            title="Close this connection (code 1000)"
            disabled={!isEnabled}
            onClick={() => void composer.close()}
          >
            <Icon name="close" />
            <span class="roomy">Close connection</span>
          </button>
          <button
            type="button"
            class="btn"
            title="Hand this to the page as if the server had sent it"
            disabled={!canSend}
            onClick={() => void composer.receive()}
          >
            <Icon name="received" class="received" />
            Receive
          </button>
          <button
            type="button"
            class="btn primary"
            title={`Send this to the server (${withControl('Enter')})`}
            disabled={!canSend}
            onClick={() => void composer.send()}
          >
            <Icon name="sent" />
            Send
          </button>
        </span>
        <textarea
          ref={box}
          aria-label="Message"
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : `${id}-error`}
          spellcheck={false}
          disabled={!isEnabled}
          value={composer.text.value}
          onInput={(event) => (composer.text.value = event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        {error !== null && (
          <p class="fault" id={`${id}-error`}>
            {error}
          </p>
        )}
      </div>
    </section>
  );
}

/** Says which connection it acts on, or why it acts on none. */
function Target() {
  const { composer, library } = useStore();
  library.revision.value;
  const target = composer.target.value;
  const why = whyNothingToSend(target, library.active.value === library.live());
  const label = target && connectionLabel(target);
  return (
    <span class="to">
      {why === null ? (
        <>
          <span class="wide">To</span>{' '}
          <span class="clip" title={target?.url}>
            {label}
          </span>
        </>
      ) : (
        <span class="clip dim" title={why}>
          {why}
        </span>
      )}
    </span>
  );
}

function Formats({ isEnabled }: { isEnabled: boolean }) {
  const { composer } = useStore();
  const name = useId();
  return (
    <span class="formats" role="radiogroup" aria-label="Format">
      {FORMATS.map(([format, label]) => (
        <label key={format} class="radio">
          <input
            type="radio"
            name={name}
            checked={composer.format.value === format}
            disabled={!isEnabled}
            onChange={() => (composer.format.value = format)}
          />
          {label}
        </label>
      ))}
    </span>
  );
}
