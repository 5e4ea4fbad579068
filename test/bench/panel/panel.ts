import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Run } from '../bench.ts';
import { openTraffic } from '../traffic.ts';
import { benchAppend } from './append.ts';
import { benchFilter } from './filter.ts';
import { openHome } from './home.ts';
import { benchLoad, MILLION } from './load.ts';
import { benchMessages } from './messages.ts';
import { benchScroll } from './scroll.ts';
import { benchSpill } from './spill.ts';
import { benchStart } from './start.ts';

/** How fast the panel is by itself, with as many frames as it is made for. */
export async function benchPanel(run: Run): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'framereel-bench-'));
  const traffic = await openTraffic();
  const home = await openHome(run.kind, traffic.url);
  try {
    if (run.wants('start')) await benchStart(run, home);
    if (run.wants('append')) await benchAppend(run, home, traffic);
    if (run.wants('messages')) await benchMessages(run, home, traffic);
    const needsMillion = ['load', 'filter', 'scroll'].some((name) => run.wants(name));
    // The larger file last: what it leaves in memory must not weigh on the others.
    if (needsMillion) await benchLoad(run, home, folder, MILLION);
    if (run.wants('filter')) await benchFilter(run, home);
    if (run.wants('scroll')) await benchScroll(run, home);
    if (run.wants('spill')) await benchSpill(run, home, folder);
    if (run.wants('load-large')) await benchLoad(run, home, folder, LARGE);
  } finally {
    await home.close();
    await traffic.close();
    rmSync(folder, { recursive: true });
  }
}

const LARGE = { name: 'load-large', frames: 100_000, size: 10 * 1024 };
