import { jitterWords, PREPARING_WORDS, progressWords, VERDICT_WORDS } from '../explain/replay-words.ts';
import { formatCount } from '../format/count.ts';
import type { ComparisonVerdict, ReplayJitter } from '../store/replay-state.ts';
import { Icon, type IconName } from './Icon.tsx';
import { useStore } from './store-context.ts';

/** How far the replay is, what it waits for, and what it found. */
export function ReplayProgressBar() {
  const { replay } = useStore();
  const progress = replay.progress.value;
  const state = replay.state.value;
  const failure = replay.failure.value;
  const round = replay.round.value;
  const preparing = replay.preparing.value;
  const words = preparing ? PREPARING_WORDS[preparing] : progressWords(state, replay.target.value, progress);
  const { done, total, waitingFor } = progress;
  return (
    <>
      <div class="progress">
        <div
          class="meter"
          role="progressbar"
          aria-label="Replay"
          aria-valuemin={0}
          aria-valuemax={Math.max(1, total)}
          aria-valuenow={done}
          aria-valuetext={words}
        >
          <i style={{ width: `${(100 * done) / Math.max(1, total)}%` }} />
        </div>
        <span>{words}</span>
        <Heard />
        {round.of > 1 && (
          <span class="stat">
            time {formatCount(round.now)} of {formatCount(round.of)}
          </span>
        )}
        {waitingFor !== null && <span class="stat waiting">Waiting for {waitingFor}</span>}
        <Findings />
      </div>
      {state === 'failed' && failure !== null && (
        <div class="progress failed" role="alert">
          <Icon name="warning" class="error" />
          <span class="passage">The replay failed: {failure}</span>
        </div>
      )}
    </>
  );
}

/** What came of the other side. */
function Heard() {
  const { replay } = useStore();
  const { heard, expected } = replay.progress.value;
  if (replay.state.value === 'idle' || heard + expected === 0) return null;
  return (
    <span class="stat">
      <b>{formatCount(heard)}</b> of <b>{formatCount(expected)}</b>{' '}
      {replay.target.value === 'server' ? 'replies' : 'sent by the page'}
    </span>
  );
}

function Lateness({ jitter }: { jitter: ReplayJitter }) {
  const [short, full] = jitterWords(jitter);
  return (
    <span class="stat" title={full}>
      {short}
    </span>
  );
}

const SIGNS: [ComparisonVerdict, IconName, string][] = [
  ['differs', 'differs', 'warning'],
  ['missing', 'minus', 'error'],
  ['extra', 'plus', 'ok'],
  ['late', 'pending', 'warning'],
];

const foundWords = (verdict: ComparisonVerdict, count: number): string =>
  verdict === 'differs' && count > 1 ? 'differ' : VERDICT_WORDS[verdict].replace('same, but ', '');

function Findings() {
  const { replay } = useStore();
  const counts = replay.comparison.value?.counts;
  const jitter = replay.jitter.value;
  const found = counts ? SIGNS.filter(([verdict]) => counts[verdict] > 0) : [];
  return (
    <>
      {counts && counts.same > 0 && (
        <span class="stat">
          <Icon name="same" />
          <b>{formatCount(counts.same)}</b> same
        </span>
      )}
      {counts &&
        found.map(([verdict, icon, tone]) => (
          <span key={verdict} class="stat">
            <Icon name={icon} class={tone} />
            <b>{formatCount(counts[verdict])}</b> {foundWords(verdict, counts[verdict])}
          </span>
        ))}
      {jitter && <Lateness jitter={jitter} />}
    </>
  );
}
