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

/** Typing into the filter while frames come in. */
export async function benchAppend(run: Run, home: PanelHome, traffic: Traffic): Promise<void> {
  const times: number[] = [];
  let late = 0;
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
    await until('all frames', async () => (await home.inPanel(readState)).frames >= count, 60_000);
    late = Math.max(late, performance.now() - end);
    times.push(
      ...(await home.inPanel(() => (window as unknown as { keyTimes: number[] }).keyTimes.splice(0))),
    );
  }
  const found = {
    strokes: times.length,
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    max: Math.max(...times),
    behind: late,
  };
  const head = [
    'live append',
    'strokes',
    'to the drawing p50, ms',
    'p95',
    'max',
    'all frames there after, ms',
  ];
  const row = [
    `${figure(RATE)} frames/s`,
    ...[found.strokes, found.p50, found.p95, found.max, late].map(figure),
  ];
  run.report('append', table(head, [row]), found);
}
