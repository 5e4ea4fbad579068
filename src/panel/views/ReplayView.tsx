import './ReplayView.css';
import { useSignal } from '@preact/signals';
import { ComparisonFacts } from './ComparisonFacts.tsx';
import { ComparisonView } from './ComparisonView.tsx';
import { ReplayPlan } from './ReplayPlan.tsx';
import { ReplayProgressBar } from './ReplayProgressBar.tsx';
import { ReplayScriptView } from './ReplayScriptView.tsx';
import { useStore } from './store-context.ts';
import { paneOf, TabList } from './TabList.tsx';
import { UnmatchedStrip } from './UnmatchedStrip.tsx';

const TABS = ['Recorded frames', 'Comparison'] as const;
const TABS_ID = 'replay-result';

/** Plays a recorded connection again, and holds what comes against what was recorded. */
export function ReplayView() {
  const { replay } = useStore();
  const comparison = replay.comparison.value;
  const script = replay.script.value;
  const wanted = useSignal<{ tab: (typeof TABS)[number]; choice: string | null } | null>(null);
  const isChosen = replay.choice.value !== null;
  const begin = replay.target.value === 'server' ? 'Start' : 'Reload and replay';
  const own = wanted.value?.choice === replay.choice.value ? wanted.value.tab : null;
  const isOfChoice = replay.compared.value === replay.choice.value;
  // What was found is there to be read although its recording is cleared.
  const usual = isOfChoice || !isChosen ? 'Comparison' : 'Recorded frames';
  const tab = comparison === null ? 'Recorded frames' : (own ?? usual);
  return (
    <main class="replay">
      <ReplayPlan />
      <section class="result" aria-label="Result">
        <ReplayProgressBar />
        <UnmatchedStrip />
        {comparison && (
          <div class="bar">
            <TabList
              label="Result"
              id={TABS_ID}
              tabs={TABS}
              chosen={tab}
              onChoose={(name) => {
                wanted.value = { tab: name, choice: replay.choice.peek() };
              }}
            />
            {tab === 'Comparison' && <ComparisonFacts comparison={comparison} />}
          </div>
        )}
        <div class="shown" {...(comparison ? paneOf(TABS_ID, tab) : {})}>
          {comparison && tab === 'Comparison' ? (
            <ComparisonView comparison={comparison} />
          ) : (
            <>
              <p class="none">
                {isChosen
                  ? `Press ${begin}: what comes then is shown here beside what was recorded.`
                  : 'There is nothing to replay yet. Record a connection in Frames, or import a session.'}
              </p>
              {script && <ReplayScriptView script={script} />}
            </>
          )}
        </div>
      </section>
    </main>
  );
}
