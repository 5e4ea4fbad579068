import { useId } from 'preact/hooks';
import { LazyStatistics } from './LazyStatistics.tsx';
import { TabList, TabPane } from './TabList.tsx';

const TABS = ['Statistics'] as const;

/** Statistics where neither a frame nor a connection leads. */
export function StatisticsDetails() {
  const id = useId();
  return (
    <>
      <div class="bar">
        <TabList label="Details" id={id} tabs={TABS} chosen="Statistics" onChoose={() => {}} />
      </div>
      <TabPane id={id} name="Statistics" isStop>
        <LazyStatistics />
      </TabPane>
    </>
  );
}
