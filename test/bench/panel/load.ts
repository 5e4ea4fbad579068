import { statSync } from 'node:fs';
import path from 'node:path';
import { until } from '../../support/until.ts';
import type { Run } from '../bench.ts';
import { readState } from '../panel-state.ts';
import { writeSession } from '../session-file.ts';
import { figure, table } from '../table.ts';
import type { PanelHome } from './home.ts';

export interface Load {
  name: string;
  frames: number;
  /** characters of each payload */
  size: number;
}

export const MILLION: Load = { name: 'load', frames: 1_000_000, size: 100 };
/** Every so many frames one says it is rare. */
export const RARE_EVERY = 1_000;
/** Milliseconds a file may take. */
const PATIENCE = 600_000;

/** Payload of frame `number`: JSON of exactly `size` characters; the last of every thousand says `needle`. */
export function textOf(number: number, size: number): string {
  const event = number % RARE_EVERY === RARE_EVERY - 1 ? 'needle' : 'ticker';
  const head = `{"event":"${event}","id":${number},"user":{"name":"user-${number % 97}"},"pad":"`;
  return `${head}${'x'.repeat(size - head.length - 2)}"}`;
}

/** Runs in the panel: notes when a file is given to it, and the longest time without a turn of the event loop. */
const watchImport = (): void => {
  const watch = { start: 0, longest: 0 };
  document.addEventListener('change', () => (watch.start = performance.now()), { capture: true, once: true });
  let last = performance.now();
  const turn = new MessageChannel();
  turn.port1.onmessage = () => {
    const now = performance.now();
    watch.longest = Math.max(watch.longest, now - last);
    last = now;
    setTimeout(() => turn.port2.postMessage(null));
  };
  turn.port2.postMessage(null);
  Object.assign(window, { importWatch: watch });
};

/** A session from a file: time, the longest pause, and memory. */
export async function benchLoad(run: Run, home: PanelHome, folder: string, load: Load): Promise<void> {
  const frames = Math.round(load.frames * run.scale);
  const file = path.join(folder, `${load.name}.jsonl`);
  const text = (number: number): string => textOf(number, load.size);
  await writeSession(file, { url: 'ws://127.0.0.1:9/feed', frames, direction: 'received', gap: 1, text });
  const before = await home.heap();
  await home.inPanel(watchImport);
  const sent = performance.now();
  await home.importFile(file);
  await until(
    `${frames} frames from the file`,
    async () => {
      const state = await home.inPanel(readState);
      return !state.live && !state.busy && state.frames === frames;
    },
    PATIENCE,
  );
  const seconds = (performance.now() - sent) / 1000;
  const longest = await home.inPanel(
    () => (window as unknown as { importWatch: { longest: number } }).importWatch.longest,
  );
  const after = await home.heap();
  const bytes = statSync(file).size;
  const limit = frames * (2 * load.size + 64);
  const used = before === null || after === null ? null : after - before;
  const data = { frames, size: load.size, seconds, fileBytes: bytes, longestPause: longest, used, limit };
  const memory = used === null ? 'not told' : `${mebibytes(used)} (limit ${mebibytes(limit)})`;
  const name = `${figure(frames)} x ${figure(load.size)} B`;
  run.report(
    load.name,
    table(
      ['load from file', 'seconds', 'MB/s', 'longest pause, ms', 'memory'],
      [[name, figure(seconds), figure(bytes / seconds / 1e6), figure(longest), memory]],
    ),
    data,
  );
}

const mebibytes = (bytes: number): string => `${figure(bytes / 2 ** 20)} MiB`;
