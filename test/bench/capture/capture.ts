import type { Run } from '../bench.ts';
import { openSetup, SETUPS, type Setup, type SetupName } from '../setups.ts';
import { openTraffic } from '../traffic.ts';
import { benchHeap } from './heap.ts';
import { benchLatency } from './latency.ts';
import { benchStartUp } from './start-up.ts';
import { benchTap } from './tap.ts';
import { benchThroughput } from './throughput.ts';
import { WORKS } from './work.ts';

/** What recording costs the page, beside the same without it, all browsers open at once and used in turn. */
export async function benchCapture(run: Run): Promise<void> {
  const traffic = await openTraffic();
  const setups: Setup[] = [];
  try {
    const wantsThroughput = run.wants('throughput') || WORKS.some(({ name }) => run.wants(name));
    const names = Object.keys(SETUPS) as SetupName[];
    for (const name of names) {
      const isNeeded =
        wantsThroughput ||
        ((name === 'plain' || name === 'closed') && (run.wants('start-up') || run.wants('tap'))) ||
        ((name === 'recording' || name === 'window') && run.wants('latency'));
      if (isNeeded) setups.push(await openSetup(run.kind, name, traffic.url));
    }
    if (run.wants('tap')) await benchTap(run, setups, traffic);
    if (run.wants('start-up')) await benchStartUp(run, setups, traffic);
    if (wantsThroughput) await benchThroughput(run, setups, traffic);
    if (run.wants('latency')) await benchLatency(run, setups, traffic);
    for (const setup of setups.splice(0)) await setup.close();
    if (run.wants('heap') && run.kind === 'chrome') await benchHeap(run, traffic);
  } finally {
    for (const setup of setups) await setup.close().catch(() => {});
    await traffic.close();
  }
}
