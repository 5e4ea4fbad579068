import type { Page } from 'puppeteer-core';
import { ChromiumBrowser } from '../../support/chromium-browser.ts';
import { until } from '../../support/until.ts';
import type { Run } from '../bench.ts';
import { receive } from '../capture/work.ts';
import { readState } from '../panel-state.ts';
import { openSetup } from '../setups.ts';
import { figure, table } from '../table.ts';
import type { Traffic } from '../traffic.ts';
import type { PanelHome } from './home.ts';

/** Frames of one connection. With 50,000 Chrome's own view has ended its DevTools. */
const COUNTS = [1_000, 5_000, 20_000];
/** Milliseconds a view may take to show them. */
const PATIENCE = 120_000;

interface Shown {
  /** milliseconds until the view was still again */
  total: number;
  /** longest time in which nobody could do anything, in milliseconds */
  longest: number;
}

/**
 * Runs `show` where a view is, and waits until nothing has kept it waiting for half a second. A string, as bundlers
 * rewrite `import()` in functions, of which one has none to spare: it reads `show` as an expression.
 */
const timed = (show: string): string => `(async () => {
  const QUIET = 500, PAUSE = 50;
  const turn = new MessageChannel();
  const start = performance.now();
  let last = start, busy = start, longest = 0;
  await (${show});
  for (;;) {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    if (now - last > PAUSE) busy = now;
    last = now;
    if (now - busy > QUIET) return { total: busy - start, longest };
    await new Promise((resolve) => { turn.port1.onmessage = resolve; turn.port2.postMessage(null); });
  }
})()`;

/** The tab of DevTools' own Network panel that lists a socket's frames. */
const SHOW_MESSAGES = `Promise.all([
  import('devtools://devtools/bundled/models/logs/logs.js'),
  import('devtools://devtools/bundled/panels/network/network.js'),
]).then(([{ NetworkLog }, { NetworkPanel }]) => {
  const sockets = NetworkLog.NetworkLog.instance().requests().filter((one) => one.url().startsWith('ws'));
  return NetworkPanel.NetworkPanel.instance().selectAndActivateRequest(sockets.at(-1), 'web-socket-frames');
})`;

const rowOf = (row: string): string =>
  `document.querySelector('[role=grid][aria-label=Connections] [aria-rowindex="${row}"]')`;
const selectRow = (row: string): string => `Promise.resolve(${rowOf(row)}.click())`;

async function theirs(traffic: Traffic, count: number): Promise<Shown> {
  const { driver, close } = await openSetup('chrome', 'inspector', traffic.url);
  try {
    await driver.evalInPage(receive, `${traffic.sockets}receive?kind=text-100&count=${count}`, count);
    const devtools = (driver.browser as ChromiumBrowser).chromium.devtools as Page;
    devtools.setDefaultTimeout(PATIENCE);
    return (await devtools.evaluate(timed(SHOW_MESSAGES))) as Shown;
  } finally {
    await close();
  }
}

/** In ours: from a connection without frames to the one that has them. */
async function ours({ driver, evaluate, inPanel }: OurHome, traffic: Traffic, count: number): Promise<Shown> {
  await driver.open('about:blank');
  await driver.open(traffic.url);
  await driver.evalInPage(receive, `${traffic.sockets}receive?kind=text-100&count=${count}`, count);
  await driver.evalInPage((url: string) => {
    Object.assign(window, { kept: new WebSocket(url) });
  }, `${traffic.sockets}sink`);
  await until('all frames', async () => (await inPanel(readState)).frames >= count, PATIENCE);
  await until('both connections', () => evaluate(`${rowOf('4')} !== null`) as Promise<boolean>);
  await evaluate(timed(selectRow('4')));
  return (await evaluate(timed(selectRow('3')))) as Shown;
}

type OurHome = Pick<PanelHome, 'driver' | 'inPanel'> & { evaluate(code: string): Promise<unknown> };

/** The frames of one connection, shown by Chrome's Messages view and by ours. */
export async function benchMessages(run: Run, home: PanelHome, traffic: Traffic): Promise<void> {
  const { evaluate } = home;
  if (!(home.driver.browser instanceof ChromiumBrowser) || !evaluate) return;
  const rows: string[][] = [];
  const data: object[] = [];
  for (const full of COUNTS) {
    const count = Math.round(full * Math.min(1, run.scale));
    const found = {
      count,
      theirs: await theirs(traffic, count),
      ours: await ours({ ...home, evaluate }, traffic, count),
    };
    data.push(found);
    rows.push([
      figure(count),
      ...[found.theirs, found.ours].flatMap(({ total, longest }) => [figure(total), figure(longest)]),
    ]);
  }
  const head = ['frames', 'Chrome’s Messages, ms', 'longest pause, ms', 'Framereel, ms', 'longest pause, ms'];
  run.report('messages', table(head, rows), data);
}
