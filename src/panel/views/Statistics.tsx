import './Statistics.css';
import { useEffect } from 'preact/hooks';
import { sayScope } from '../statistics/words.ts';
import { NameTable } from './NameTable.tsx';
import { ReplyTable } from './ReplyTable.tsx';
import { SizeTable } from './SizeTable.tsx';
import { useStore } from './store-context.ts';
import { TrafficTable } from './TrafficTable.tsx';

/** Numbers on the frames that the table shows: those of the selected connections that match the filter. */
export function Statistics() {
  const { statistics } = useStore();
  useEffect(() => statistics.watch(), [statistics]);
  const count = statistics.count.value;
  if (!count) return null;
  const { tally, isDone, share } = count;
  if (tally.frames === 0 && isDone)
    return <p class="none">The table shows no frames, so there is nothing to count.</p>;
  return (
    <div class="statistics">
      <p class="scope">
        {sayScope(tally)}
        {!isDone && <span class="dim"> · counting, {Math.floor(share * 100)} %</span>}
      </p>
      <div class="parts">
        <TrafficTable tally={tally} />
        <NameTable tally={tally} />
        <ReplyTable tally={tally} />
        <SizeTable tally={tally} />
      </div>
    </div>
  );
}
