import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import type { Run } from '../bench.ts';
import { readState } from '../panel-state.ts';
import { writeSession } from '../session-file.ts';
import { quantile, type Spread, spread } from '../statistics.ts';
import { figure, table, withSpread } from '../table.ts';
import { openTraffic, type Traffic } from '../traffic.ts';
import { STATES, type State, showAgain, takeAway } from './states.ts';

const RATES = [10, 100, 1000];
const WAYS = ['server', 'page'] as const;
type Way = (typeof WAYS)[number];

/** Milliseconds of a replay, … */
const DURATION = 4_500;
/** … of which the first pass while panel or page are being put where they are to be, and do not count. */
const LEAD = 1_500;
/** Milliseconds that a replay may be late as a whole. */
const PATIENCE = 20_000;

interface Measured {
  way: Way;
  rate: number;
  state: State;
  p50: Spread;
  p95: Spread;
  max: number;
  /** p95 of how late the player itself handed frames over, in milliseconds */
  sent: Spread | null;
}

/** Those that were asked for by name; all where none was. */
function picked<T extends string | number>(run: Run, all: readonly T[]): readonly T[] {
  const named = all.filter((one) => run.wants(String(one)));
  return named.length > 0 ? named : all;
}

/** How far frames are off their recorded times: as the server or the page hears them, not as the player means them. */
export async function benchReplay(run: Run): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'framereel-bench-'));
  const traffic = await openTraffic();
  const driver = await launch(run.kind, { size: { width: 1280, height: 840 } });
  try {
    await driver.open(traffic.url);
    await driver.openPanel();
    for (const way of picked(run, WAYS))
      for (const rate of picked(run, RATES)) {
        const url = `${traffic.sockets}sink`;
        const file = path.join(folder, `${way}-${rate}.jsonl`);
        const frames = Math.round((rate * DURATION) / 1000);
        const direction = way === 'server' ? 'sent' : 'received';
        const text = (number: number): string => `{"number":${number},"text":"${'x'.repeat(70)}"}`;
        await writeSession(file, { url, frames, direction, gap: 1000 / rate, text });
        const measured: Measured[] = [];
        for (const state of picked(run, STATES)) {
          const rounds: number[][] = [];
          const sent: number[] = [];
          for (let round = 0; round < run.rounds; round++) {
            const played = await play(driver, traffic, { way, state, file, frames }).catch((error) => {
              console.error(`${way}, ${rate} frames/s, ${state}: ${error.message}`);
              return null;
            });
            if (!played) continue;
            rounds.push(lateness(played.times, 1000 / rate));
            if (played.sentLate !== null) sent.push(played.sentLate);
          }
          if (rounds.length === 0) continue;
          measured.push({
            way,
            rate,
            state,
            p50: spread(rounds.map((late) => quantile(late, 0.5))),
            p95: spread(rounds.map((late) => quantile(late, 0.95))),
            max: Math.max(...rounds.flat()),
            sent: sent.length > 0 ? spread(sent) : null,
          });
        }
        if (measured.length > 0) report(run, `jitter to the ${way} at ${rate}`, measured);
      }
  } finally {
    await driver.close();
    await traffic.close();
    rmSync(folder, { recursive: true });
  }
}

function report(run: Run, name: string, measured: Measured[]): void {
  const rows = measured.map(({ way, rate, state, p50, p95, max, sent }) => [
    `to the ${way}`,
    figure(rate),
    state,
    withSpread(p50),
    withSpread(p95),
    figure(max),
    sent ? withSpread(sent) : '',
  ]);
  const heads = ['replay', 'frames/s', 'while', 'p50 ms', 'p95 ms', 'max ms', 'handed over, p95 ms'];
  run.report(name, table(heads, rows), measured);
}

/** By how much each frame is later than the one that is the least late: a player never plays one early. */
function lateness(times: readonly number[], gap: number): number[] {
  const off = times.map((time, number) => time - number * gap).slice(Math.round(LEAD / gap));
  const least = Math.min(...off);
  return off.map((value) => value - least);
}

interface Play {
  way: Way;
  state: State;
  file: string;
  frames: number;
}

/** Replays the file, and gives the time at which each of its frames was heard, and how late they were handed over. */
async function play(driver: PanelDriver, traffic: Traffic, { way, state, file, frames }: Play) {
  await driver.open('about:blank');
  await driver.open(
    way === 'server' ? traffic.url : `${traffic.opener}${encodeURIComponent(`${traffic.sockets}sink`)}`,
  );
  await driver.click('tab', 'Frames');
  await driver.upload('Import session', file);
  await until('the imported session', async () => {
    const now = await driver.evalInPanel(readState);
    return !now.live && now.frames === frames && !now.busy;
  });
  await driver.clickRow('Connections', 3);
  await driver.click('tab', 'Replay');
  await driver.click('radio', way === 'server' ? 'To the server' : 'To the page');
  traffic.clear();
  await driver.click('button', way === 'server' ? 'Start' : 'Reload and replay');
  const heard = async (): Promise<number[]> =>
    way === 'server'
      ? traffic.heard
      : driver.evalInPage(() => (window as unknown as { heard: number[] }).heard);
  await until('the first frame', async () => (await heard()).length > 0);
  const undo = await takeAway(driver, state);
  await sleep(DURATION);
  await undo();
  const times = await until(
    `all of the replay to the ${way}, ${state}, from ${path.basename(file)}`,
    async () => {
      const times = await heard();
      return times.length >= frames ? times : null;
    },
    PATIENCE,
  );
  await showAgain(driver);
  const { handedOverLate } = await driver.evalInPanel(readState);
  return { times: times.slice(0, frames), sentLate: handedOverLate };
}
