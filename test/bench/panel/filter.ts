import { until } from '../../support/until.ts';
import type { Run } from '../bench.ts';
import { readState } from '../panel-state.ts';
import { spread } from '../statistics.ts';
import { figure, table, withSpread } from '../table.ts';
import type { PanelHome } from './home.ts';

/** One query of each kind, over what `textOf` makes. */
const QUERIES: Record<string, string> = {
  text: 'needle',
  regex: '/need[lm]e/',
  'JSON path': 'json:event=needle',
  size: 'size:>1k',
  'two columns': 'dir:in type:binary',
  'OR and not': '(needle OR user-13) -ticker',
};

interface Filtered {
  first: number | null;
  complete: number;
  rows: number;
  longest: number;
}

/** Runs in the panel: types a query, and times its first row, its last, and the longest pause until then. */
export const timeQuery = async (query: string): Promise<Filtered> => {
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
  const { rows, library } = findStore(page.document.body.__k);
  const total = library.active.value.frames.length;
  const box = document.querySelector('input[type=search]') as HTMLInputElement;
  const turn = new MessageChannel();
  const run = rows.run;
  const start = performance.now();
  box.value = query;
  box.dispatchEvent(new Event('input', { bubbles: true }));
  let first: number | null = null;
  let longest = performance.now() - start;
  for (let last = performance.now(); ; ) {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    const isNew = rows.run !== run;
    if (isNew && first === null && rows.length > 0) first = now - start;
    if (isNew && rows.scanned.value >= total)
      return { first, complete: now - start, rows: rows.length, longest };
    await new Promise((resolve) => {
      turn.port1.onmessage = resolve;
      turn.port2.postMessage(null);
    });
  }
};

/** Runs in the panel: milliseconds of a plain loop over the same strings. */
const timeIncludes = (needle: string): number => {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const page: any = (window as any).wrappedJSObject ?? window;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const findStore = (node: any): any => {
    if (!node || typeof node !== 'object') return null;
    for (const found of [node.props?.store, node.props?.value]) if (found?.library?.live) return found;
    for (const child of node.__k ?? []) {
      const found = findStore(child);
      if (found) return found;
    }
    return null;
  };
  const { frames } = findStore(page.document.body.__k).library.active.value;
  const texts: string[] = Array.from({ length: frames.length }, (_, index) => frames.payload(index));
  let found = 0;
  const start = performance.now();
  for (const text of texts) if (text.includes(needle)) found++;
  const took = performance.now() - start;
  if (found === 0) throw new Error('The plain loop found nothing.');
  return took;
};

/** Six kinds of filter over all frames. */
export async function benchFilter(run: Run, home: PanelHome): Promise<void> {
  const rows: string[][] = [];
  const data: Record<string, unknown> = {};
  const loops: number[] = [];
  if (run.kind === 'chrome')
    for (let round = 0; round < run.rounds; round++) loops.push(await home.inPanel(timeIncludes, 'needle'));
  for (const [kind, query] of Object.entries(QUERIES)) {
    const found: Filtered[] = [];
    for (let round = 0; round < run.rounds; round++) {
      found.push(await home.inPanel(timeQuery, query));
      await home.inPanel(timeQuery, '');
    }
    const first = found.flatMap((one) => one.first ?? []);
    const times = {
      first: first.length ? spread(first) : null,
      complete: spread(found.map((one) => one.complete)),
      longest: spread(found.map((one) => one.longest)),
      rows: found[0]?.rows ?? 0,
    };
    data[kind] = times;
    rows.push([
      kind,
      `\`${query}\``,
      figure(times.rows),
      times.first ? withSpread(times.first, ' ms') : 'no match',
      withSpread(times.complete, ' ms'),
      withSpread(times.longest, ' ms'),
    ]);
  }
  if (loops.length) {
    data.includes = spread(loops);
    rows.push(['plain `includes` loop', '', '', '', withSpread(spread(loops), ' ms'), '']);
  }
  await until('the unfiltered table', async () => {
    const state = await home.inPanel(readState);
    return state.rows === state.frames;
  });
  run.report('filter', table(['filter', 'query', 'rows', 'first', 'complete', 'longest pause'], rows), data);
}
