import type { Signal } from '@preact/signals';
import { IN_FLIGHT_LIMIT } from '../../replay/pacing.ts';
import type { Unmatched } from '../../replay/plan.ts';
import { ROUNDS_MAX } from '../store/replay-setup.ts';
import { useStore } from './store-context.ts';

/** Longest time to wait for a reply, in seconds: an hour. */
const GIVE_UP_MAX = 3_600;

/** What a replay to the server does beside sending. */
export function ServerTerms() {
  const { setup, pacing } = useStore().replay;
  return (
    <>
      {pacing.value === 'reply' && (
        <>
          <span class="label">Give up</span>
          <span class="line">
            after
            <NumberField
              label="Seconds to wait for a reply"
              value={setup.giveUp}
              min={0}
              max={GIVE_UP_MAX}
              step="any"
            />
            s, then
            <select
              class="select"
              aria-label="Then"
              value={setup.onGiveUp.value}
              onChange={({ currentTarget: { value } }) =>
                (setup.onGiveUp.value = value === 'fail' ? 'fail' : 'continue')
              }
            >
              <option value="continue">go on</option>
              <option value="fail">stop</option>
            </select>
          </span>
        </>
      )}
      {pacing.value === 'fast' && <Window />}
      <Range note="Frames before it are not sent." />
      <span class="label">Play it</span>
      <span class="line">
        <NumberField label="Times" value={setup.rounds} min={1} max={ROUNDS_MAX} step={1} />
        {setup.rounds.value === 1 ? 'time' : 'times'}
      </span>
      <Ignored />
    </>
  );
}

const UNMATCHED: readonly [Unmatched, string][] = [
  ['pause', 'Pause and show it here'],
  ['ignore', 'Ignore it'],
  ['close', 'Close with 1011'],
];

/** What a replay to the page does with what the page sends. */
export function PageTerms() {
  const { setup, pacing } = useStore().replay;
  return (
    <>
      {pacing.value === 'reply' && (
        <>
          <span class="label">No match</span>
          <select
            class="select"
            aria-label="When the page sends something not recorded"
            value={setup.unmatched.value}
            onChange={({ currentTarget }) => (setup.unmatched.value = currentTarget.value as Unmatched)}
          >
            {UNMATCHED.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
          <span class="label">Match by</span>
          <PathsField label="Match by" value={setup.matchBy} placeholder="all fields" />
        </>
      )}
      {pacing.value === 'fast' && <Window />}
      <Range note="Frames before it are delivered at once." />
      <Ignored />
    </>
  );
}

/** How many frames may be asked for and not yet carried out. */
function Window() {
  const { setup } = useStore().replay;
  return (
    <>
      <span class="label">Window</span>
      <span class="line">
        <NumberField label="Frames under way" value={setup.window} min={1} max={IN_FLIGHT_LIMIT} step={1} />
        frames under way at most
      </span>
    </>
  );
}

/** Where a replay of a single connection begins. */
function Range({ note }: { note: string }) {
  const { script, setup } = useStore().replay;
  const { frames, tracks } = script.value ?? { frames: [], tracks: [] };
  const { length } = frames;
  if (length < 2 || tracks.length > 1) return null;
  return (
    <>
      <span class="label">Begin at</span>
      <span class="stack">
        <span class="line">
          frame
          <NumberField label="First frame" value={setup.from} min={1} max={length} step={1} />
          of {length}
        </span>
        {setup.from.value > 1 && <span class="note">{note}</span>}
      </span>
    </>
  );
}

function Ignored() {
  const { setup, target, pacing } = useStore().replay;
  return (
    <>
      <span class="label">Ignore</span>
      <span class="stack">
        <PathsField label="Fields to ignore" value={setup.ignore} placeholder="no field" />
        {target.value === 'page' && pacing.value === 'reply' && (
          <span class="note">What the page says in these is said back to it in the replies.</span>
        )}
      </span>
    </>
  );
}

interface PathsProps {
  label: string;
  value: Signal<string>;
  placeholder: string;
}

function PathsField({ label, value, placeholder }: PathsProps) {
  return (
    <input
      class="field data"
      aria-label={label}
      placeholder={placeholder}
      title="Names or paths such as data.items[*].id, separated by commas"
      spellcheck={false}
      value={value.value}
      onInput={({ currentTarget }) => (value.value = currentTarget.value)}
    />
  );
}

interface NumberProps {
  label: string;
  value: Signal<number>;
  min: number;
  max: number;
  step: number | 'any';
}

/** Takes a number while it is typed; what is none in its range becomes one when the field is left. */
function NumberField({ label, value, min, max, step }: NumberProps) {
  const bounded = (number: number): number => {
    const whole = step === 'any' ? number : Math.round(number);
    return Number.isFinite(whole) ? Math.min(max, Math.max(min, whole)) : value.peek();
  };
  return (
    <input
      class="field short"
      type="number"
      aria-label={label}
      min={min}
      max={max}
      step={step}
      value={value.value}
      onInput={({ currentTarget: { valueAsNumber } }) => {
        if (bounded(valueAsNumber) === valueAsNumber) value.value = valueAsNumber;
      }}
      onBlur={({ currentTarget }) => {
        value.value = bounded(currentTarget.valueAsNumber);
        currentTarget.value = String(value.value);
      }}
    />
  );
}
