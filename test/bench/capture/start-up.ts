import type { Run } from '../bench.ts';
import type { Setup } from '../setups.ts';
import { spread } from '../statistics.ts';
import { table, withSpread } from '../table.ts';
import type { Traffic } from '../traffic.ts';

const DOCUMENTS = 100;

/** Runs in the page: milliseconds a frame's document takes until it has loaded, one after the other. */
const loadFrames = async (count: number): Promise<number> => {
  const start = performance.now();
  for (let n = 0; n < count; n++) {
    const frame = document.createElement('iframe');
    const loaded = new Promise((resolve) => {
      frame.onload = resolve;
    });
    frame.srcdoc = '<!doctype html><title>A document</title>';
    document.body.append(frame);
    await loaded;
    frame.remove();
  }
  return (performance.now() - start) / count;
};

/** What the scripts of the extension add to the load of a document. */
export async function benchStartUp(run: Run, setups: Setup[], traffic: Traffic): Promise<void> {
  const plain = setups.find(({ name }) => name === 'plain');
  const closed = setups.find(({ name }) => name === 'closed');
  if (!plain || !closed) return;
  const times: Record<'plain' | 'closed', number[]> = { plain: [], closed: [] };
  for (let round = -1; round < run.rounds; round++)
    for (const [name, { driver }] of [
      ['plain', plain],
      ['closed', closed],
    ] as const) {
      await driver.open(traffic.url);
      const time = await driver.evalInPage(loadFrames, DOCUMENTS);
      if (round >= 0) times[name].push(time);
    }
  const added = times.closed.map((time, round) => time - (times.plain[round] as number));
  const data = { plain: spread(times.plain), closed: spread(times.closed), added: spread(added) };
  const rows = [
    [withSpread(data.plain, ' ms'), withSpread(data.closed, ' ms'), withSpread(data.added, ' ms')],
  ];
  run.report('start-up', table(['a document loads in', 'with Framereel', 'added'], rows), data);
}
