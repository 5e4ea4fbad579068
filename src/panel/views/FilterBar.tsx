import './FilterBar.css';
import { type Signal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { hasTerm, withoutTerm, withTerm } from '../../filter/format.ts';
import type { FilterHelpProps } from './FilterHelp.tsx';
import { Icon } from './Icon.tsx';
import { lazy } from './lazy.tsx';
import { QueryInput } from './QueryInput.tsx';
import { useStore } from './store-context.ts';

const FilterHelp = lazy<FilterHelpProps>(() =>
  import('./FilterHelp.tsx').then((module) => module.FilterHelp),
);

/** Of a search that was not finished. */
const GIVEN_UP = {
  message:
    'This regular expression takes too long on these frames, so the search was given up: what it would have found may be missing. Make it simpler.',
};

const NO_HEARTBEATS = '-is:heartbeat';

/** Only while something is recorded that could be stopped. */
function StopButton() {
  const { recording, library, stopsAtMatch } = useStore();
  if (!recording.on.value || library.active.value.kind !== 'live') return null;
  return (
    <button
      type="button"
      class="tool"
      aria-label="Stop recording at a match"
      aria-pressed={stopsAtMatch.value}
      title="Stop recording at the first new frame that this filter finds"
      onClick={() => {
        stopsAtMatch.value = !stopsAtMatch.value;
      }}
    >
      <Icon name="stop" />
    </button>
  );
}

/** Keeps a filter at hand: an empty box proposes it. */
function SaveButton({ list, text }: { list: Signal<string[]>; text: string }) {
  const isSaved = list.value.includes(text);
  const label = isSaved ? 'Forget this filter' : 'Save this filter: the empty box proposes it';
  return (
    <button
      type="button"
      class="tool"
      aria-label="Save filter"
      aria-pressed={isSaved}
      title={label}
      onClick={() => {
        list.value = isSaved ? list.value.filter((one) => one !== text) : [...list.value, text];
      }}
    >
      <Icon name={isSaved ? 'bookmarked' : 'bookmark'} />
    </button>
  );
}

/** Numbers on what the filter finds, beside the table. A frame's details make way for them. */
function StatisticsButton() {
  const { selection, showsStatistics } = useStore();
  const isOn = showsStatistics.value && selection.lead.value !== 'frame';
  const toggle = (): void => {
    showsStatistics.value = !isOn;
    if (selection.lead.value === 'frame')
      selection.lead.value = selection.connection.value === null ? null : 'connection';
  };
  return (
    <button
      type="button"
      class="tool"
      aria-label="Statistics"
      aria-pressed={isOn}
      title="Statistics of the frames that are shown"
      onClick={toggle}
    >
      <Icon name="chart" />
    </button>
  );
}

export function FilterBar() {
  const { query, rows, settings } = useStore();
  const help = useSignal(false);
  const id = useId();
  const text = query.text.value;
  const { errors, hints } = query.parsed.value;
  const problem = rows.isGivenUp.value ? GIVEN_UP : (errors[0] ?? hints[0]);
  const isError = errors.length > 0 || rows.isGivenUp.value;
  const hides = hasTerm(text, NO_HEARTBEATS);

  const put = (next: string): void => {
    query.text.value = next;
    query.caret.value = next.length;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'F1') return;
    event.preventDefault();
    if (!event.repeat) help.value = !help.value;
  };

  return (
    <>
      <div class="bar filter" role="search" onKeyDown={onKeyDown}>
        <Icon name="funnel" />
        <QueryInput problemId={problem ? id : null} isWrong={isError} />
        <button
          type="button"
          class="tool"
          aria-label="Hide heartbeats"
          aria-pressed={hides}
          title={`${hides ? 'Show' : 'Hide'} heartbeats: messages that only keep a connection alive`}
          onClick={() => put(hides ? withoutTerm(text, NO_HEARTBEATS) : withTerm(text, NO_HEARTBEATS))}
        >
          <Icon name="heartbeatOff" />
        </button>
        {query.matcher.value !== null && query.risky.value === null && <StopButton />}
        {text !== '' && errors.length === 0 && <SaveButton list={settings.savedFilters} text={text.trim()} />}
        {text !== '' && (
          <button
            type="button"
            class="tool"
            aria-label="Clear filter"
            title="Clear filter"
            onClick={() => put('')}
          >
            <Icon name="close" />
          </button>
        )}
        <StatisticsButton />
        <button
          type="button"
          class="tool"
          aria-label="Filter help"
          aria-expanded={help.value}
          title="Filter help (F1)"
          onClick={() => (help.value = !help.value)}
        >
          <Icon name="info" />
        </button>
        {help.value && (
          <FilterHelp
            onTake={(term) => put(withTerm(query.text.value, term))}
            onClose={() => (help.value = false)}
          />
        )}
      </div>
      {problem && (
        <p class={`filter-problem ${isError ? 'error' : 'dim'}`} id={id}>
          {problem.message}
        </p>
      )}
    </>
  );
}
