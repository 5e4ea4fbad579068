import { useMemo } from 'preact/hooks';
import { differencesIn } from '../compare/field-differences.ts';
import { counted } from '../format/count.ts';
import type { Comparison } from '../store/replay-state.ts';
import { focusComparison } from './focus.ts';
import { useStore } from './store-context.ts';

/** What is not the same in one pair of frames. */
export function FieldDifferences({ comparison, at }: { comparison: Comparison; at: number }) {
  const { replay } = useStore();
  const row = comparison.at(at);
  const differences = useMemo(() => differencesIn(comparison, row), [comparison, at]);
  if (!differences) return null;
  if ('sentence' in differences) return <p class="diffs none">{differences.sentence}</p>;
  const { fields, more } = differences;
  return (
    <div class="grid diffs" role="table" aria-label="Fields that differ">
      <div class="row head" role="row">
        <span role="columnheader">Field of step {row.step ?? at + 1}</span>
        <span role="columnheader">Recorded</span>
        <span role="columnheader">New</span>
        <span role="columnheader">
          <span class="sr">Ignore</span>
        </span>
      </div>
      {fields.map(({ path, ignore, recorded, fresh, ignored }) => (
        <div key={path} class={`row ${ignored ? 'unused' : ''}`} role="row">
          <span role="cell" title={path}>
            {path}
          </span>
          <span role="cell">
            {recorded === null ? <span class="dim">absent</span> : <del>{recorded}</del>}
          </span>
          <span role="cell">{fresh === null ? <span class="dim">absent</span> : <ins>{fresh}</ins>}</span>
          <span role="cell">
            {ignored ? (
              <span class="dim">ignored</span>
            ) : (
              ignore !== '' && (
                <button
                  type="button"
                  class="link data"
                  title={`Ignore ${ignore} in all frames`}
                  onClick={() => {
                    // The button goes, and the focus with it.
                    focusComparison();
                    replay.ignore(ignore);
                  }}
                >
                  Ignore
                </button>
              )
            )}
          </span>
        </div>
      ))}
      {more > 0 && <p class="none">{counted(more, 'more field')}.</p>}
    </div>
  );
}
