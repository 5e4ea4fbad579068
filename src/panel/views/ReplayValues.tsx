import './ReplayValues.css';
import { useSignal } from '@preact/signals';
import { originWords, usesWords } from '../explain/value-words.ts';
import { formatCount } from '../format/count.ts';
import type { ReplayValue, ValueOrigin } from '../store/replay-values.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** So many are listed; those beyond are used all the same. */
const LISTED_VALUES = 200;

/** Values that are other ones in each run: where they come from now, and where they are put. */
export function ReplayValues() {
  const { values } = useStore().replay;
  const list = values.list.value;
  const used = list.filter(({ isUsed }) => isUsed).length;
  return (
    <>
      <h3 class="section">
        Values that change
        <span class="aside">
          {values.isSearching.value
            ? 'searching'
            : list.length === 0
              ? 'none found'
              : `${formatCount(used)} of ${formatCount(list.length)} used`}
        </span>
      </h3>
      {list.length > 0 && (
        <div class="grid vars" role="grid" aria-label="Values that change">
          <div class="row head" role="row">
            <span role="columnheader">
              <span class="sr">Use</span>
            </span>
            <span role="columnheader">Value</span>
            <span role="columnheader">Taken from</span>
            <span role="columnheader">Put into</span>
          </div>
          {list.slice(0, LISTED_VALUES).map((value) => (
            <ValueRow key={value.variable.name} value={value} />
          ))}
        </div>
      )}
      {list.length > LISTED_VALUES && (
        <p class="vars-note">{formatCount(list.length - LISTED_VALUES)} more are not listed.</p>
      )}
      {values.remark.value !== '' && <p class="vars-note">{values.remark.value}</p>}
      <AddValue />
    </>
  );
}

function ValueRow({ value }: { value: ReplayValue }) {
  const { values } = useStore().replay;
  const { variable, recorded, uses, isUsed, isOwn } = value;
  const { name, from } = variable;
  const places = usesWords(uses);
  return (
    <div class={`row ${isUsed ? '' : 'unused'}`} role="row">
      <span role="gridcell">
        <input
          type="checkbox"
          aria-label={`Use ${name}`}
          checked={isUsed}
          onChange={({ currentTarget }) => values.use(name, currentTarget.checked)}
        />
      </span>
      <span role="gridcell" title={recorded === '' ? name : `${name}, recorded as ${recorded.slice(0, 200)}`}>
        {name}
      </span>
      <span role="gridcell" class="dim" title={originWords(from)}>
        {from.in === 'given' ? (
          <input
            class="field data"
            aria-label={`Value of ${name}`}
            value={from.value}
            onInput={({ currentTarget }) => values.give(name, currentTarget.value)}
          />
        ) : (
          originWords(from)
        )}
      </span>
      <span role="gridcell" title={places}>
        {places}
        {isOwn && (
          <button
            type="button"
            class="tool"
            aria-label={`Remove ${name}`}
            title="Remove"
            onClick={() => values.remove(name)}
          >
            <Icon name="close" />
          </button>
        )}
      </span>
    </div>
  );
}

const ORIGINS: readonly [ValueOrigin, string, string][] = [
  ['json', 'a reply, by JSON path', 'data.id'],
  ['regex', 'a reply, by expression', 'session=(\\w+)'],
  ['url', 'the URL, by parameter', 'token'],
  ['protocol', 'the chosen subprotocol', ''],
  ['given', 'what I say', 'the value'],
];

/** Names a value that was not found. */
function AddValue() {
  const { values } = useStore().replay;
  const name = useSignal('');
  const origin = useSignal<ValueOrigin>('json');
  const what = useSignal('');
  const inPlaceOf = useSignal('');
  const error = useSignal<string | null>(null);
  const hint = ORIGINS.find(([value]) => value === origin.value)?.[2] ?? '';

  const add = async (event: Event): Promise<void> => {
    event.preventDefault();
    error.value = await values.add({
      name: name.value,
      origin: origin.value,
      what: what.value,
      inPlaceOf: inPlaceOf.value,
    });
    if (error.value === null) name.value = what.value = inPlaceOf.value = '';
  };

  return (
    <details class="add-value">
      <summary>Add a value</summary>
      <form class="form" onSubmit={add}>
        <span class="label">Name</span>
        <input
          class="field data"
          aria-label="Name of the value"
          spellcheck={false}
          value={name.value}
          onInput={({ currentTarget }) => (name.value = currentTarget.value)}
        />
        <span class="label">From</span>
        <select
          class="select"
          aria-label="Take it from"
          value={origin.value}
          onChange={({ currentTarget }) => (origin.value = currentTarget.value as ValueOrigin)}
        >
          {ORIGINS.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        {origin.value !== 'protocol' && (
          <>
            <span class="label" />
            <input
              class="field data"
              aria-label="Where to find it"
              placeholder={hint}
              spellcheck={false}
              value={what.value}
              onInput={({ currentTarget }) => (what.value = currentTarget.value)}
            />
          </>
        )}
        <span class="label">In place of</span>
        <span class="stack">
          <input
            class="field data"
            aria-label="Recorded text it replaces"
            placeholder="recorded text"
            spellcheck={false}
            value={inPlaceOf.value}
            onInput={({ currentTarget }) => (inPlaceOf.value = currentTarget.value)}
          />
          <span class="note">
            Or write <code>{`\${name}`}</code> into the address or a frame.
          </span>
        </span>
        <span class="label" />
        <span class="line">
          <button type="submit" class="btn">
            Add
          </button>
          {error.value !== null && (
            <span class="error" role="status">
              {error.value}
            </span>
          )}
        </span>
      </form>
    </details>
  );
}
