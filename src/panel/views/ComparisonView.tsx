import { useComputed, useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { rowForKey } from '../list/list-keys.ts';
import { useListWindow } from '../list/use-list-window.ts';
import { type Comparison, isUnderWay } from '../store/replay-state.ts';
import { ComparisonRowView, comparisonRowId } from './ComparisonRowView.tsx';
import { FieldDifferences } from './FieldDifferences.tsx';
import { HEAD_HEIGHT, ROW_HEIGHT } from './layout.ts';
import { useStore } from './store-context.ts';

/** Recorded and new side by side; below, what differs in the selected pair. */
export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const { replay } = useStore();
  const selected = useSignal<number | null>(null);
  const isBusy = useComputed(() => isUnderWay(replay.state.value)).value;
  const list = useListWindow({ count: comparison.length, rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT });
  // What is still to come stands at the end.
  const next = comparison.length - comparison.counts.pending;
  const row = selected.value !== null && selected.value < comparison.length ? selected.value : null;

  const { waitingFor } = replay.progress.value;
  const waiting = waitingFor === null ? null : `waiting for ${waitingFor}`;

  useLayoutEffect(() => {
    if (isBusy && row === null) list.reveal(Math.min(next, comparison.length - 1));
  }, [isBusy, next]);

  const onClick = ({ target }: MouseEvent): void => {
    const at = target instanceof Element && target.closest<HTMLElement>('[data-row]')?.dataset.row;
    if (at) selected.value = Number(at);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && selected.value !== null) {
      event.preventDefault();
      selected.value = null;
    }
    const to = rowForKey(event.key, {
      current: row,
      count: comparison.length,
      page: list.page,
      firstInView: list.first,
      lastInView: list.end - 1,
    });
    if (to === null) return;
    event.preventDefault();
    selected.value = to;
    list.reveal(to);
  };

  const rows = [];
  for (let at = list.first; at < list.end; at++)
    rows.push(
      <ComparisonRowView
        key={at}
        comparison={comparison}
        at={at}
        isSelected={at === row}
        isNext={isBusy && at === next}
        waiting={isBusy && at === next ? waiting : null}
      />,
    );
  const isDrawn = row !== null && row >= list.first && row < list.end;
  return (
    <>
      <div
        class="grid compare leads"
        role="grid"
        aria-label="Comparison"
        aria-rowcount={comparison.length + 1}
        aria-activedescendant={isDrawn ? comparisonRowId(row) : undefined}
        tabIndex={0}
        ref={list.ref}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        <Head />
        <div class="runway" role="rowgroup" style={list.runway}>
          <div class="inview" role="presentation" style={list.pane}>
            <div role="presentation" style={list.offset}>
              {rows}
            </div>
          </div>
        </div>
      </div>
      {row !== null && isBusy && comparison.at(row).verdict === 'pending' && (
        <SeekLine step={comparison.at(row).step ?? 1} />
      )}
      {row !== null && <FieldDifferences comparison={comparison} at={row} />}
    </>
  );
}

/** The selected frame is still to come: it need not be waited for. */
function SeekLine({ step }: { step: number }) {
  const { replay } = useStore();
  return (
    <div class="seek-line">
      Frame {step} is still to come.
      <button
        type="button"
        class="btn"
        title="Play everything before it at once"
        onClick={() => replay.seek(step)}
      >
        Go there
      </button>
    </div>
  );
}

function Head() {
  return (
    <div class="row head" role="row" aria-rowindex={1}>
      <span class="num" role="columnheader">
        Step
      </span>
      <span role="columnheader">
        <span class="sr">Direction</span>
      </span>
      <span class="t" role="columnheader" title="Since the recorded connection opened">
        Time, s
      </span>
      <span class="nm" role="columnheader">
        Name
      </span>
      <span role="columnheader">Recorded</span>
      <span role="columnheader">
        <span class="sr">Result</span>
      </span>
      <span class="t" role="columnheader" title="Since the new connection opened">
        Time, s
      </span>
      <span class="nm" role="columnheader">
        Name
      </span>
      <span role="columnheader">New</span>
    </div>
  );
}
