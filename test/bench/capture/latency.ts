import { until } from '../../support/until.ts';
import type { Run } from '../bench.ts';
import { readState } from '../panel-state.ts';
import { SETUPS, type Setup } from '../setups.ts';
import { quantile, spread } from '../statistics.ts';
import { table, withSpread } from '../table.ts';
import type { Traffic } from '../traffic.ts';

const RATE = 1000;
const SECONDS = 4;

/** Runs in the page: receives at a pace, and says when each message came, by the wall clock. */
const receivePaced = (url: string, count: number): Promise<number[]> =>
  new Promise((resolve) => {
    // `timeOrigin` of two documents may lie apart from one wall clock: a tick of that one tells by how much.
    let skew = Number.NEGATIVE_INFINITY;
    for (const end = performance.now() + 10; performance.now() < end; )
      skew = Math.max(skew, Date.now() - performance.now());
    const times: number[] = [];
    const socket = new WebSocket(url);
    socket.onopen = () => socket.send('go');
    socket.onmessage = () => {
      times.push(performance.now() + skew);
      if (times.length === count) {
        socket.close();
        resolve(times);
      }
    };
  });

/** Runs in the panel: from now on notes, after each drawing, which frame the table's last row shows. */
const watchRows = (): void => {
  let skew = Number.NEGATIVE_INFINITY;
  for (const end = performance.now() + 10; performance.now() < end; )
    skew = Math.max(skew, Date.now() - performance.now());
  const seen: [time: number, number: number][] = [];
  const drawn = new MessageChannel();
  drawn.port1.onmessage = () => {
    const rows = document.querySelectorAll(
      '[role=grid][aria-label=Frames] [role=gridcell][data-column=data]',
    );
    let number = -1;
    for (const row of rows) {
      const found = /"number":\s*(\d+)/.exec(row.textContent ?? '');
      if (found) number = Math.max(number, Number(found[1]));
    }
    if (number > (seen.at(-1)?.[1] ?? -1)) seen.push([performance.now() + skew, number]);
  };
  const look = (): void => {
    drawn.port2.postMessage(null);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  Object.assign(window, { seenRows: seen });
};

const takeRows = (): [number, number][] => {
  const { seenRows } = window as unknown as { seenRows: [number, number][] };
  return seenRows.splice(0);
};

/** From a message's arrival in the page to its row in the panel. */
export async function benchLatency(run: Run, setups: Setup[], traffic: Traffic): Promise<void> {
  const rows: string[][] = [];
  const data: Record<string, unknown> = {};
  for (const setup of setups) {
    if (!setup.inPanel) continue;
    const p50: number[] = [];
    const p95: number[] = [];
    await setup.inPanel(watchRows);
    for (let round = 0; round < run.rounds; round++) {
      const late = await once(
        setup,
        setup.inPanel,
        traffic,
        Math.round(RATE * Math.max(1, SECONDS * Math.min(1, run.scale))),
      );
      p50.push(quantile(late, 0.5));
      p95.push(quantile(late, 0.95));
    }
    const found = { p50: spread(p50), p95: spread(p95) };
    data[setup.name] = found;
    rows.push([SETUPS[setup.name], withSpread(found.p50, ' ms'), withSpread(found.p95, ' ms')]);
  }
  run.report('arrival to row', table([`at ${RATE} frames/s`, 'p50', 'p95'], rows), data);
}

async function once(
  { driver }: Setup,
  inPanel: NonNullable<Setup['inPanel']>,
  traffic: Traffic,
  count: number,
): Promise<number[]> {
  await driver.open(traffic.url);
  await until('an empty panel', () =>
    inPanel(
      () => !document.querySelector('[role=grid][aria-label=Frames] [role=gridcell][data-column=data]'),
    ),
  );
  // Rows of the round before are seen no more.
  await inPanel(takeRows);
  const url = `${traffic.sockets}paced?count=${count}&rate=${RATE}`;
  const arrived = await driver.evalInPage(receivePaced, url, count);
  const shown: [number, number][] = [];
  await until('the last row', async () => {
    shown.push(...(await inPanel(takeRows)));
    return shown.at(-1)?.[1] === count - 1 || ((await inPanel(readState)).frames > count && shown.length > 0);
  });
  shown.push(...(await inPanel(takeRows)));
  let at = 0;
  return arrived.flatMap((time, number) => {
    while (at < shown.length && (shown[at]?.[1] ?? 0) < number) at++;
    const seen = shown[at];
    return seen ? [seen[0] - time] : [];
  });
}
