import path from 'node:path';
import { build } from 'vite';
import type { Run } from '../bench.ts';
import type { Setup } from '../setups.ts';
import { spread } from '../statistics.ts';
import { table, withSpread } from '../table.ts';
import type { Traffic } from '../traffic.ts';

/** Nanoseconds a frame, by case. */
export type TapTimes = Record<string, number>;

/** What the tap itself does for one frame, in a plain page. */
export async function benchTap(run: Run, setups: Setup[], traffic: Traffic): Promise<void> {
  const plain = setups.find(({ name }) => name === 'plain');
  if (!plain) return;
  const script = await bundle();
  const times = new Map<string, number[]>();
  for (let round = 0; round < run.rounds; round++) {
    await plain.driver.open(traffic.url);
    const found = await plain.driver.evalInPage(runTap, script);
    for (const [name, time] of Object.entries(found)) times.set(name, [...(times.get(name) ?? []), time]);
  }
  const rows = [...times].map(([name, values]) => [name, withSpread(spread(values), ' ns')]);
  const data = Object.fromEntries([...times].map(([name, values]) => [name, spread(values)]));
  run.report('tap', table(['the tap, for one frame', 'time'], rows), data);
}

async function bundle(): Promise<string> {
  const entry = path.join(import.meta.dirname, '../tap/time-tap.ts');
  const result = await build({
    configFile: false,
    logLevel: 'error',
    define: { __BROWSER__: '"chrome"' },
    build: { write: false, minify: true, lib: { entry, formats: ['iife'], name: 'tapBench' } },
  });
  const [output] = [result].flat();
  const chunk = output && 'output' in output ? output.output[0] : null;
  if (!chunk) throw new Error('The tap was not bundled.');
  return chunk.code;
}

/** Runs in the page: the bundle as a script of the page's own, so that it is compiled as one. */
const runTap = async (script: string): Promise<TapTimes> => {
  // What the tap takes for the browser's own: a socket that is open, and sends in no time.
  Object.defineProperty(WebSocket.prototype, 'readyState', { configurable: true, get: () => 1 });
  WebSocket.prototype.send = function send() {};
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const element = document.createElement('script');
  element.src = url;
  await new Promise((resolve) => {
    element.onload = resolve;
    document.head.append(element);
  });
  return (window as unknown as { timeTap(): Promise<TapTimes> }).timeTap();
};
