import { expect, test } from '@playwright/test';
import { connections } from './recorded.js';
import { addressOf, recordedFor } from './recorded-for.js';
import { sleep } from './sleep.js';
import { SPEED } from './speed.js';
import { StandIn } from './stand-in.js';

/** The page that opened the sockets. */
const PAGE = connections.find(({ page }) => page)?.page ?? 'http://localhost:3000/';
/** When a connection was over, in milliseconds after it opened: a server may close long after the last message. */
const lengthOf = ({ frames, closed }) =>
  Math.max(frames.at(-1)?.at ?? 0, closed?.by === 'server' ? closed.at : 0);
/** How long the page may take, in milliseconds: as long as it took then, and some more. */
const PATIENCE =
  10_000 + Math.max(0, ...connections.map((it) => it.start + it.opened + lengthOf(it))) / SPEED;

test('the page says what it said when this was recorded', async ({ page }) => {
  test.setTimeout(PATIENCE + 30_000);
  const unopened = new Set(connections);
  const standIns = [];
  const unexpected = [];

  const isRecorded = ({ href }) => connections.some(({ url }) => addressOf(url) === addressOf(href));
  await page.routeWebSocket(isRecorded, async (route) => {
    const connection = recordedFor(route.url());
    unopened.delete(connection);
    const standIn = new StandIn(connection, {
      send: (message) => route.send(message),
      close: (code, reason) => route.close({ code, reason }),
    });
    standIns.push(standIn);
    route.onMessage((message) => {
      if (!standIn.hear(message)) unexpected.push(message);
    });
    route.onClose((code, reason) => {
      standIn.stop();
      return route.close({ code, reason });
    });
    // The socket opens when this function returns: after as long as then.
    await sleep(connection.opened / SPEED);
    if (connection.failed) await route.close({ code: 1006, reason: '' });
    else setTimeout(() => standIn.open());
  });

  await page.goto(PAGE);

  // Whatever was clicked and typed while this was recorded goes here.

  const left = () => ({
    unopened: [...unopened].map(({ url }) => url),
    unsaid: standIns.flatMap(({ waiting }) => waiting.map(({ sent }) => sent)),
    unfinished: standIns.filter(({ isDone }) => !isDone).length,
  });
  await expect.poll(left, { timeout: PATIENCE }).toEqual({ unopened: [], unsaid: [], unfinished: 0 });
  expect(unexpected, 'messages of the page that were not recorded').toEqual([]);

  // What the page shows by now goes here: await expect(page.getByText('Delivered')).toBeVisible();
});
