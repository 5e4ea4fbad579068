import './Details.css';
import { useSignal } from '@preact/signals';
import { ConnectionDetails, type ConnectionTab } from './ConnectionDetails.tsx';
import { FrameDetails, type FrameTab, type PairTab } from './FrameDetails.tsx';
import { StatisticsDetails } from './StatisticsDetails.tsx';
import { useStore } from './store-context.ts';

/** The selected frame, or the selected connection, or numbers on all that is shown. The tab last chosen stays, for each of the two. */
export function Details() {
  const { library, selection, showsStatistics } = useStore();
  const frameTab = useSignal<FrameTab>('Preview');
  const pairTab = useSignal<PairTab>('Diff');
  const connectionTab = useSignal<ConnectionTab>('Handshake');
  const session = library.active.value;
  const frame = selection.frame.value;
  const connection = session.connections[selection.connection.value ?? -1];

  if (selection.lead.value === 'frame' && frame !== null && frame < session.frames.length)
    return <FrameDetails session={session} frame={frame} tab={frameTab} pairTab={pairTab} />;
  if (selection.lead.value === 'connection' && connection)
    return <ConnectionDetails session={session} connection={connection} tab={connectionTab} />;
  if (showsStatistics.value) return <StatisticsDetails />;
  return (
    <p class="none">
      Nothing is selected. Select a frame to read it, or a connection to see how it was opened and closed.
    </p>
  );
}
