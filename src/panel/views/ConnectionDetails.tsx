import './Handshake.css';
import type { Signal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Connection } from '../../session/connection.ts';
import type { Session } from '../../session/session.ts';
import { CopyButton } from './CopyButton.tsx';
import { Handshake } from './Handshake.tsx';
import { LazyStatistics } from './LazyStatistics.tsx';
import { Stack } from './Stack.tsx';
import { useStore } from './store-context.ts';
import { TabList, TabPane } from './TabList.tsx';
import { Timing } from './Timing.tsx';
import { WorkerOffer } from './WorkerOffer.tsx';

const TABS = ['Handshake', 'Timing', 'Stack', 'Statistics'] as const;
export type ConnectionTab = Exclude<(typeof TABS)[number], 'Statistics'>;
const VIEWS = { Handshake, Timing, Stack };

interface ConnectionDetailsProps {
  session: Session;
  connection: Connection;
  tab: Signal<ConnectionTab>;
}

export function ConnectionDetails({ session, connection, tab }: ConnectionDetailsProps) {
  const id = useId();
  const { showsStatistics } = useStore();
  const name = showsStatistics.value ? 'Statistics' : tab.value;
  const View = VIEWS[tab.value];
  const choose = (next: (typeof TABS)[number]): void => {
    showsStatistics.value = next === 'Statistics';
    if (next !== 'Statistics') tab.value = next;
  };
  return (
    <>
      <div class="bar">
        <TabList label="Details" id={id} tabs={TABS} chosen={name} onChoose={choose} />
        <span class="spring" />
        <CopyButton
          label="Copy URL"
          title="Copy the URL of this connection"
          copy={(copier) => copier.text(connection.url)}
        />
      </div>
      <WorkerOffer connection={connection} />
      <TabPane id={id} name={name} isStop>
        {name === 'Statistics' ? (
          <LazyStatistics />
        ) : (
          <View key={connection.index} session={session} connection={connection} />
        )}
      </TabPane>
    </>
  );
}
