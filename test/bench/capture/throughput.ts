import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../support/until.ts';
import type { Run } from '../bench.ts';
import { readState } from '../panel-state.ts';
import { payloadOf } from '../payloads.ts';
import { SETUPS, type Setup, type SetupName } from '../setups.ts';
import { type Spread, spread } from '../statistics.ts';
import { figure, table, withSpread } from '../table.ts';
import type { Traffic } from '../traffic.ts';
import { type PageWork, receive, send, WORKS } from './work.ts';

/** Milliseconds a recorder may take to catch up after a work. */
const CATCH_UP = 120_000;

interface Measured {
  work: string;
  frames: number;
  /** frames per second of the plain browser */
  plain: Spread;
  /** the others, as ratios to the plain browser of the same round */
  ratios: Partial<Record<SetupName, Spread>>;
  /** ratios to the empty panel of the same round */
  toEmpty: Spread | null;
  /** ratios of our panel to the browser's own inspector */
  toInspector: Spread | null;
  /** frames that the panel did not have in the end */
  lost: number;
}

/** Frames per second, in all setups in turn, several rounds. */
export async function benchThroughput(run: Run, setups: Setup[], traffic: Traffic): Promise<void> {
  for (const work of WORKS)
    if (run.wants('throughput') || run.wants(work.name))
      report(run, setups, await measure(run, setups, traffic, work));
}

/** After every work, so that a run that is cut short has something to show. */
function report(run: Run, setups: Setup[], measured: Measured): void {
  const others = setups.map(({ name }) => name).filter((name) => name !== 'plain');
  const head = [
    'frames per second',
    SETUPS.plain,
    ...others.map((name) => `${SETUPS[name]} / a`),
    'c / e',
    'c / d',
    'lost',
  ];
  const { work, plain, ratios, toEmpty, toInspector, lost } = measured;
  const row = [
    work,
    withSpread(plain),
    ...others.map((name) => ratioText(ratios[name])),
    ratioText(toEmpty),
    ratioText(toInspector),
    figure(lost),
  ];
  run.report(work, table(head, [row]), measured);
}

const ratioText = (ratio: Spread | null | undefined): string =>
  ratio ? `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}..${ratio.max.toFixed(2)})` : '';

async function measure(run: Run, setups: Setup[], traffic: Traffic, work: PageWork): Promise<Measured> {
  const count = Math.max(10, Math.round(work.count * run.scale));
  const rates = new Map<SetupName, number[]>(setups.map(({ name }) => [name, []]));
  let lost = 0;
  // The first round warms up caches and compilers and does not count.
  for (let round = -1; round < run.rounds; round++) {
    // Another order each time: what one leaves behind must not always meet the same next one.
    const from = (round + 1) % setups.length;
    const turn = [...setups.slice(from), ...setups.slice(0, from)];
    for (const setup of turn) {
      const size = round < 0 ? Math.ceil(count / 4) : count;
      const [rate, missing] = await once(setup, traffic, work, size);
      if (round < 0) continue;
      rates.get(setup.name)?.push(rate);
      lost += missing;
    }
  }
  const ratio = (of: SetupName, to: SetupName): Spread | null => {
    const [above, below] = [rates.get(of), rates.get(to)];
    if (!above?.length || !below?.length) return null;
    return spread(above.map((value, round) => value / (below[round] as number)));
  };
  const ratios: Measured['ratios'] = {};
  for (const { name } of setups) {
    const found = name === 'plain' ? null : ratio(name, 'plain');
    if (found) ratios[name] = found;
  }
  return {
    work: work.name,
    frames: count,
    plain: spread(rates.get('plain') ?? []),
    ratios,
    toEmpty: ratio('recording', 'empty'),
    toInspector: ratio('recording', 'inspector'),
    lost,
  };
}

/** One work in a fresh document: frames per second, and how many the panel missed. */
async function once(setup: Setup, traffic: Traffic, work: PageWork, count: number) {
  const { driver, inPanel } = setup;
  await driver.open(traffic.url);
  // The panel begins anew with the document it has attached to; what came before that is history, not recording.
  if (inPanel)
    await until('the panel on the new document', async () => (await inPanel(readState)).frames === 0);
  const took = await perform(setup, traffic, work, count);
  let missing = 0;
  if (inPanel) {
    // The page's own first or the server's last message is one frame more.
    const all = count + 1;
    const state = await until(
      `all of ${all} frames in the panel`,
      async () => {
        const state = await inPanel(readState);
        return state.frames + state.missing >= all ? state : null;
      },
      CATCH_UP,
    );
    missing = all - state.frames;
  }
  await driver.open('about:blank');
  // What else was told of this work is done with before the next browser has its turn.
  await sleep(setup.name === 'plain' || setup.name === 'closed' ? 50 : 400);
  return [(count / took) * 1000, missing] as const;
}

function perform({ driver }: Setup, { sockets }: Traffic, { way, kind }: PageWork, count: number) {
  if (way === 'receive')
    return driver.evalInPage(receive, `${sockets}receive?kind=${kind}&count=${count}`, count);
  const payload = payloadOf(kind);
  return driver.evalInPage(
    send,
    `${sockets}send?count=${count}`,
    count,
    typeof payload === 'string',
    payload.length,
  );
}
