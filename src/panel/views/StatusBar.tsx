import './StatusBar.css';
import { useComputed } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { counted } from '../format/count.ts';
import { isSameStatus, statusText } from '../format/status-text.ts';
import { paced } from '../store/paced.ts';
import type { Sort } from '../store/sorted-rows.ts';
import { Icon } from './Icon.tsx';
import { lazy } from './lazy.tsx';
import { useStore } from './store-context.ts';

const WorkersInFull = lazy(() => import('./WorkersInFull.tsx').then((module) => module.WorkersInFull));

/** It is read out: it changes no more often, in milliseconds. */
const STATUS_MS = 1_000;
/** What has just been done is said for so long, in milliseconds. */
const SAID_MS = 8_000;

export function StatusBar() {
  const { counts, recording, library, rows, columns, view, workerSwitch } = useStore();
  const line = useComputed(() => statusText(counts.value));
  const { value, stop } = useMemo(() => paced(line, STATUS_MS, isSameStatus), [line]);
  useEffect(() => stop, [stop]);
  const { text, missing } = value.value;
  const isPaused = !recording.on.value && library.active.value.kind === 'live';
  return (
    <footer class="status">
      <span role="status">
        {text}
        {missing && (
          <>
            {' · '}
            <span class="error" title="These frames happened and are not in the recording.">
              {missing}
            </span>
          </>
        )}
      </span>
      {isPaused && <span class="warning">paused</span>}
      {counts.value.scanning && <span class="dim">filtering…</span>}
      {rows.isSorting.value && <span class="dim">sorting…</span>}
      <span class="spring" />
      <Said />
      {workerSwitch.on.value && <WorkersInFull />}
      {columns.sort.value && view.value === 'frames' ? (
        <SortButton {...columns.sort.value} />
      ) : (
        <FollowButton />
      )}
    </footer>
  );
}

/** What has just been done. */
function Said() {
  const { said } = useStore();
  const text = said.value;
  useEffect(() => {
    const timer = setTimeout(() => (said.value = ''), SAID_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <span class="said clip" aria-live="polite">
      {text}
    </span>
  );
}

/** The way back to the order of capture. */
function SortButton({ column, way }: Sort) {
  const { columns } = useStore();
  const back = (): void => {
    columns.sort.value = null;
  };
  return (
    <button
      type="button"
      class="link"
      title={`Sorted by ${column.title}: back to the order of capture`}
      onClick={back}
    >
      <Icon name={way > 0 ? 'up' : 'down'} />
      {`By ${column.title}: back to capture order`}
    </button>
  );
}

/** The way back to the newest frame, while the table has let it go. */
function FollowButton() {
  const { follow, library, view } = useStore();
  if (follow.on.value || library.active.value.kind !== 'live' || view.value !== 'frames') return null;
  const fresh = follow.fresh.value;
  return (
    <button type="button" class="link" title="Follow the newest frame (End)" onClick={follow.resume}>
      <Icon name="follow" />
      {fresh > 0 ? `Follow, ${counted(fresh, 'new', 'new')}` : 'Follow'}
    </button>
  );
}
