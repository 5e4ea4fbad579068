import { until } from '../../support/until.ts';
import type { Run } from '../bench.ts';
import { spread } from '../statistics.ts';
import { table, withSpread } from '../table.ts';
import type { PanelHome } from './home.ts';

/** Runs in the panel: milliseconds from the navigation to the first paint with content; null until there was one. */
const firstPaint = (): number | null =>
  performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null;

/** From the load of the panel's document to something to see. */
export async function benchStart(run: Run, home: PanelHome): Promise<void> {
  const times: number[] = [];
  for (let round = -1; round < run.rounds; round++) {
    await home.reload();
    const time = await until('the first paint', () => home.inPanel(firstPaint));
    if (round >= 0) times.push(time);
  }
  await until('the frames table', () => home.inPanel(() => document.querySelector('[role=grid]') !== null));
  run.report('start', table(['panel, first paint'], [[withSpread(spread(times), ' ms')]]), spread(times));
}
