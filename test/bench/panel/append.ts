import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '../../support/until.ts';
import type { Run } from '../bench.ts';
import { readState } from '../panel-state.ts';
import { quantile } from '../statistics.ts';
import { figure, table } from '../table.ts';
import type { Traffic } from '../traffic.ts';
import type { PanelHome } from './home.ts';

const RATE = 5_000;
const SECONDS = 5;
/** Milliseconds between two key strokes. */
const STROKE = 120;

/** Runs in the panel: notes for every key stroke how long it takes until it is drawn, in milliseconds. */
const watchKeys = (): void => {
  const times: number[] = [];
  const drawn = new MessageChannel();
  let waiting: number[] = [];
  drawn.port1.onmessage = () => {
    for (const start of waiting) times.push(performance.now() - start);
    waiting = [];
  };
  const box = document.querySelector('input[type=search]') as HTMLInputElement;
  box.focus();
  // At the window, before the panel's own handlers: an event's time stamp is when the browser got the stroke.
  addEventListener(
    'keydown',
    (event) => {
      waiting.push(event.timeStamp);
      requestAnimationFrame(() => drawn.port2.postMessage(null));
    },
    { capture: true },
  );
  Object.assign(window, { keyTimes: times });
};

/** Runs in the page: receives at a pace; does not wait for the end. */
const receivePaced = (url: string): void => {
  const socket = new WebSocket(url);
  socket.onopen = () => socket.send('go');
};

interface Typed {
  /** milliseconds from each key stroke to its drawing */
  times: number[];
  /** milliseconds after the last frame was sent until the panel had all, at most */
  behind: number;
}

/** Types where the panel is while the page receives. */
async function type(run: Run, home: PanelHome, traffic: Traffic, isPanel: boolean): Promise<Typed> {
  const typed: Typed = { times: [], behind: 0 };
  await home.inPanel(watchKeys);
  for (let round = 0; round < run.rounds; round++) {
    const count = Math.round(RATE * Math.max(1, SECONDS * Math.min(1, run.scale)));
    await home.driver.open('about:blank');
    await home.driver.open(traffic.url);
    const start = performance.now();
    await home.driver.evalInPage(receivePaced, `${traffic.sockets}paced?count=${count}&rate=${RATE}`);
    const end = start + (count / RATE) * 1000;
    for (let stroke = 0; performance.now() < end; stroke++) {
      await home.press(stroke % 8 < 4 ? 'x' : 'Backspace');
      await sleep(STROKE);
    }
    // What the panel did not hear in time, as it came up while the page was there, it counts.
    const isThere = async (): Promise<boolean> => {
      const { frames, missing } = await home.inPanel(readState);
      return frames + missing >= count;
    };
    if (isPanel) await until('all frames', isThere, 60_000);
    typed.behind = Math.max(typed.behind, performance.now() - end);
    typed.times.push(
      ...(await home.inPanel(() => (window as unknown as { keyTimes: number[] }).keyTimes.splice(0))),
    );
  }
  return typed;
}

/** Typing into the filter while frames come in; in Chromium beside the same in a page that only has to draw. */
export async function benchAppend(run: Run, home: PanelHome, traffic: Traffic): Promise<void> {
  const rows: string[][] = [];
  const data: Record<string, unknown> = {};
  const note = (name: string, { times, behind }: Typed, isPanel: boolean): void => {
    const found = { strokes: times.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
    const max = Math.max(...times);
    data[name] = { ...found, max, behind: isPanel ? behind : null };
    rows.push([
      name,
      ...[found.strokes, found.p50, found.p95, max].map(figure),
      isPanel ? figure(behind) : '',
    ]);
  };
  const goBack = await home.instead?.(traffic.typing);
  if (goBack) {
    note('a plain page', await type(run, home, traffic, false), false);
    await goBack();
    await until('the panel', async () => home.inPanel(() => document.querySelector('[role=grid]') !== null));
  }
  note('the panel', await type(run, home, traffic, true), true);
  const head = [
    `at ${figure(RATE)} frames/s`,
    'strokes',
    'to the drawing p50, ms',
    'p95',
    'max',
    'all frames there after, ms',
  ];
  run.report('append', table(head, rows), data);
}
