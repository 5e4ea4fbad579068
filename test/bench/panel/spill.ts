import path from 'node:path';
import { until } from '../../support/until.ts';
import type { Run } from '../bench.ts';
import { readState } from '../panel-state.ts';
import { writeSession } from '../session-file.ts';
import { figure, table } from '../table.ts';
import { timeQuery } from './filter.ts';
import type { PanelHome } from './home.ts';
import { textOf } from './load.ts';

const BUDGET_MIB = 32;
const FRAMES = 20_000;
const SIZE = 10 * 1024;
const MIB = 2 ** 20;

/** Runs in the panel: sets how much payload may be in memory, in MiB; returns how much of the active session is, in bytes. */
const allow = (budget: number): number => {
  // biome-ignore lint/suspicious/noExplicitAny: Firefox shows a page's own objects to scripts like this one only so
  const page: any = (window as any).wrappedJSObject ?? window;
  // biome-ignore lint/suspicious/noExplicitAny: Preact's internals have no types
  const findStore = (node: any): any => {
    if (!node || typeof node !== 'object') return null;
    for (const found of [node.props?.store, node.props?.value]) if (found?.library?.live) return found;
    for (const child of node.__k ?? []) {
      const found = findStore(child);
      if (found) return found;
    }
    return null;
  };
  const { settings, library } = findStore(page.document.body.__k);
  settings.memoryBudget.value = budget;
  return library.active.value.frames.resident;
};

/** Payloads that go to the disk: how fast, what stays in memory, and a filter that reads all of them back. */
export async function benchSpill(run: Run, home: PanelHome, folder: string): Promise<void> {
  const frames = Math.round(FRAMES * run.scale);
  const file = path.join(folder, 'spill.jsonl');
  const text = (number: number): string => textOf(number, SIZE);
  await writeSession(file, { url: 'ws://127.0.0.1:9/feed', frames, direction: 'received', gap: 1, text });
  const before = await home.heap();
  await home.importFile(file);
  await until(
    'the file',
    async () => {
      const state = await home.inPanel(readState);
      return !state.busy && state.frames === frames && state.scanned === frames;
    },
    600_000,
  );
  const start = performance.now();
  await until(
    'room in memory',
    async () => (await home.inPanel(allow, BUDGET_MIB)) <= BUDGET_MIB * MIB,
    600_000,
  );
  const moved = (performance.now() - start) / 1000;
  const after = await home.heap();
  const used = before === null || after === null ? null : after - before;
  const found = await home.inPanel(timeQuery, 'needle');
  await home.inPanel(timeQuery, '');
  const data = { frames, size: SIZE, budget: BUDGET_MIB, seconds: moved, used, filter: found };
  const bytes = frames * SIZE;
  run.report(
    'spill',
    table(
      ['to the disk', 'seconds', 'MB/s', 'memory after', 'text filter, first', 'complete', 'longest pause'],
      [
        [
          `${figure(bytes / MIB)} MiB, ${BUDGET_MIB} allowed`,
          figure(moved),
          figure(bytes / moved / 1e6),
          used === null ? 'not told' : `${figure(used / MIB)} MiB`,
          found.first === null ? 'no match' : `${figure(found.first)} ms`,
          `${figure(found.complete)} ms`,
          `${figure(found.longest)} ms`,
        ],
      ],
    ),
    data,
  );
}
