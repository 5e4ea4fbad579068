import { formatDuration } from '../format/time.ts';
import type { Comparison } from '../store/replay-state.ts';
import { Icon } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** What is not in the rows: which connection it is, how it began and ended, and how long replies took. */
export function ComparisonFacts({ comparison }: { comparison: Comparison }) {
  const { replay } = useStore();
  const { counts, facts, wait } = comparison;
  const tracks = replay.tracks.value;
  return (
    <div class="facts-line">
      {tracks.length > 1 && (
        <select
          class="select"
          aria-label="Compared connection"
          value={replay.shownTrack.value}
          onChange={({ currentTarget }) => (replay.shownTrack.value = Number(currentTarget.value))}
        >
          {tracks.map((label, index) => (
            <option key={index} value={index}>
              {label}
            </option>
          ))}
        </select>
      )}
      {counts.differs > 0 && (
        <button
          type="button"
          class="link"
          title="Fields that differ as ids and times do will not count"
          onClick={() => replay.learn()}
        >
          Ignore ids and times
        </button>
      )}
      {facts.map(({ what, recorded, fresh, differs }) => (
        <span
          key={what}
          class="fact"
          title={`${what}: recorded ${recorded || 'as still open'}, now ${fresh ?? 'to come'}`}
        >
          {differs && <Icon name="differs" class="warning" />}
          {what}{' '}
          {differs ? (
            <>
              <del>{recorded}</del> <ins>{fresh}</ins>
            </>
          ) : (
            <b>{fresh ?? 'to come'}</b>
          )}
        </span>
      ))}
      {wait.recorded !== null && wait.fresh !== null && (
        <span class="fact" title="Median wait for a reply after the sent frame it followed">
          Replies after <b>{formatDuration(wait.fresh)}</b>, recorded <b>{formatDuration(wait.recorded)}</b>
        </span>
      )}
    </div>
  );
}
