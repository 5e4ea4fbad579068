import './FramesView.css';
import { laneRows } from '../timeline/lane-rows.ts';
import { ConnectionList } from './ConnectionList.tsx';
import { FilterBar } from './FilterBar.tsx';
import { FrameList } from './FrameList.tsx';
import { focusConnections, focusFrames } from './focus.ts';
import { Icon } from './Icon.tsx';
import { MEDIUM } from './layout.ts';
import { lazy } from './lazy.tsx';
import { Notices } from './Notices.tsx';
import { Split } from './Split.tsx';
import { useStore } from './store-context.ts';
import { useMedia } from './use-media.ts';

const Composer = lazy(() => import('./Composer.tsx').then((module) => module.Composer));
const EmptyState = lazy(() => import('./EmptyState.tsx').then((module) => module.EmptyState));
const Timeline = lazy(() => import('./Timeline.tsx').then((module) => module.Timeline));
const FindBar = lazy(() => import('./FindBar.tsx').then((module) => module.FindBar));
const Details = lazy(() => import('./Details.tsx').then((module) => module.Details));

/** In one column, so many connections are seen at once. */
const SIDE_LINES = 4;

/** Connections, their frames, and the details of what is selected. */
export function FramesView() {
  const { library, rows, selection, settings, finder, showsStatistics } = useStore();
  rows.revision.value;
  const lead = selection.lead.value;
  const hasDetails = lead !== null || showsStatistics.value;
  library.revision.value;
  const { connections } = library.active.value;
  const connection = connections[selection.connection.value ?? -1];
  const isEmpty = rows.length === 0;
  const explains = lead === 'connection' && isEmpty && connection?.state === 'failed';
  return (
    <main class={`stage ${hasDetails ? '' : 'two'} ${explains ? 'explains' : ''}`} style={sizes(settings)}>
      <div class="side" style={{ '--lines': Math.min(SIDE_LINES, connections.length + 1) }}>
        <ConnectionList />
        <Split label="Resize connections" axis="x" edge="end" size={settings.connectionsWidth} />
      </div>
      <section class="middle" aria-label="Frames">
        <Notices />
        {connections.length > 0 && (
          <div class="timeline-room" style={{ '--rows': laneRows(connections.length) }}>
            <Timeline />
          </div>
        )}
        <FilterBar />
        <div class={`table ${isEmpty ? 'bare' : ''}`}>
          <FrameList />
          {isEmpty && <EmptyState />}
        </div>
        {finder.isOpen.value && <FindBar />}
        <Composer />
      </section>
      {hasDetails && <DetailsPart />}
    </main>
  );
}

/** What the user has dragged; what is not set the style sheet decides. */
function sizes({ connectionsWidth, detailsWidth, detailsHeight }: ReturnType<typeof useStore>['settings']) {
  const px = (size: number): string | undefined => (size > 0 ? `${size}px` : undefined);
  return {
    '--connections-w': px(connectionsWidth.value),
    '--details-w': px(detailsWidth.value),
    '--details-h': px(detailsHeight.value),
  };
}

function DetailsPart() {
  const { selection, settings, showsStatistics } = useStore();
  const isBelow = useMedia(MEDIUM);
  const back = (): void => {
    if (selection.lead.value === 'connection') focusConnections();
    else focusFrames();
  };
  const close = (): void => {
    back();
    selection.lead.value = null;
    showsStatistics.value = false;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    back();
  };
  return (
    <section class="details" aria-label="Details" onKeyDown={onKeyDown}>
      {isBelow ? (
        <Split label="Resize details" axis="y" edge="start" size={settings.detailsHeight} />
      ) : (
        <Split label="Resize details" axis="x" edge="start" size={settings.detailsWidth} />
      )}
      <Details />
      <button
        type="button"
        class="tool shut"
        aria-label="Close details"
        title="Close details"
        onClick={close}
      >
        <Icon name="close" />
      </button>
    </section>
  );
}
