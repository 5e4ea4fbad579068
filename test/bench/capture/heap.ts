import { ChromiumBrowser } from '../../support/chromium-browser.ts';
import type { PanelDriver } from '../../support/panel-driver.ts';
import type { Run } from '../bench.ts';
import { openSetup } from '../setups.ts';
import { figure, table } from '../table.ts';
import type { Traffic } from '../traffic.ts';
import { receive } from './work.ts';

const FRAMES = 1_000_000;
/** Frames of one call: a driver gives up on a call that takes minutes. */
const PORTION = 50_000;

/** What a page's heap keeps of a million frames while DevTools are closed. In Chromium: Firefox tells no page's heap. */
export async function benchHeap(run: Run, traffic: Traffic): Promise<void> {
  const names = ['plain', 'closed'] as const;
  const setups = await Promise.all(names.map((name) => openSetup(run.kind, name, traffic.url)));
  const frames = Math.round(FRAMES * run.scale);
  try {
    const heaps = await Promise.all(setups.map(({ driver }) => grow(driver, traffic, frames)));
    const data = heaps.map((heap, index) => ({ setup: names[index], ...heap }));
    const [plain, closed] = heaps;
    const extra = (closed?.after ?? 0) - (plain?.after ?? 0);
    const rows = [
      ...data.map(({ setup, before, after }) => [String(setup), ...[before, after].map(mebibytes)]),
      ['extra', '', mebibytes(extra)],
    ];
    run.report('page heap', table(['', 'before', `after ${figure(frames)} frames`], rows), {
      frames,
      data,
      extra,
    });
  } finally {
    for (const setup of setups) await setup.close();
  }
}

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(2)} MiB`;

async function grow({ browser }: PanelDriver, traffic: Traffic, frames: number) {
  if (!(browser instanceof ChromiumBrowser)) throw new Error('Only Chromium tells a heap.');
  const session = await browser.chromium.page.createCDPSession();
  const heap = async (): Promise<number> => {
    await session.send('HeapProfiler.collectGarbage');
    return (await session.send('Runtime.getHeapUsage')).usedSize;
  };
  const before = await heap();
  for (let left = frames; left > 0; left -= PORTION) {
    const count = Math.min(left, PORTION);
    await browser.evalInPage(receive, `${traffic.sockets}receive?kind=text-100&count=${count}`, count);
  }
  const after = await heap();
  await session.detach();
  return { before, after };
}
