import type { Run } from '../bench.ts';
import { quantile } from '../statistics.ts';
import { figure, table } from '../table.ts';
import type { PanelHome } from './home.ts';

const STEPS = 300;
/** A frame counts as dropped when the next comes this many intervals late. */
const LATE = 1.5;

interface Scrolled {
  /** milliseconds between frames */
  intervals: number[];
  /** drawings in which no row was under the middle of the table */
  blank: number;
}

const GAITS = {
  'three rows a frame': { step: 66, jump: false },
  'a page a frame': { step: 600, jump: false },
  'to random places': { step: 0, jump: true },
};

/** Runs in the panel: scrolls the frames table before each drawing, and looks after it whether rows are there. */
const scroll = (steps: number, step: number, jump: boolean): Promise<Scrolled> =>
  new Promise((resolve) => {
    const grid = document.querySelector('[role=grid][aria-label=Frames]') as HTMLElement;
    const box = grid.getBoundingClientRect();
    const middle = [box.left + box.width / 2, box.top + box.height / 2] as const;
    const drawn = new MessageChannel();
    const intervals: number[] = [];
    let blank = 0;
    let last = 0;
    let random = 1;
    drawn.port1.onmessage = () => {
      if (!document.elementFromPoint(...middle)?.closest('[role=row]')) blank++;
    };
    grid.scrollTop = 0;
    const next = (time: number): void => {
      if (last) intervals.push(time - last);
      last = time;
      if (intervals.length >= steps) return resolve({ intervals, blank });
      random = (random * 48_271) % 0x7fffffff;
      if (jump) grid.scrollTop = (random / 0x7fffffff) * (grid.scrollHeight - grid.clientHeight);
      else grid.scrollTop += step;
      requestAnimationFrame(next);
      drawn.port2.postMessage(null);
    };
    requestAnimationFrame(next);
  });

/** Runs in the panel: the interval of its drawings while nothing happens. */
const idle = (): Promise<number[]> =>
  new Promise((resolve) => {
    const intervals: number[] = [];
    let last = 0;
    const next = (time: number): void => {
      if (last) intervals.push(time - last);
      last = time;
      if (intervals.length < 60) requestAnimationFrame(next);
      else resolve(intervals);
    };
    requestAnimationFrame(next);
  });

/** A scripted scroll through all rows. */
export async function benchScroll(run: Run, home: PanelHome): Promise<void> {
  const rows: string[][] = [];
  const data: Record<string, unknown> = {};
  const due = quantile(await home.inPanel(idle), 0.5);
  for (const [gait, { step, jump }] of Object.entries(GAITS)) {
    const all: Scrolled[] = [];
    for (let round = 0; round < run.rounds; round++) all.push(await home.inPanel(scroll, STEPS, step, jump));
    const intervals = all.flatMap((one) => one.intervals);
    const dropped = intervals.filter((interval) => interval > due * LATE).length;
    const found = {
      due,
      drawings: intervals.length,
      dropped,
      blank: all.reduce((sum, one) => sum + one.blank, 0),
      p50: quantile(intervals, 0.5),
      p95: quantile(intervals, 0.95),
      max: Math.max(...intervals),
    };
    data[gait] = found;
    rows.push([
      gait,
      figure(found.drawings),
      figure(dropped),
      figure(found.blank),
      ...[found.p50, found.p95, found.max].map(figure),
    ]);
  }
  const head = ['scroll', 'drawings', 'dropped', 'blank', 'interval p50, ms', 'p95', 'max'];
  run.report('scroll', table(head, rows), data);
}
