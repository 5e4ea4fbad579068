import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { converse, type Stage, setStage } from './panel-page.ts';

describe.each(BROWSERS)('recording in %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  beforeEach(() => stage.reset());
  afterAll(() => stage.close());

  it('lists a connection and its frames in order', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['one', 'two']);
    await panel.waitForRows('Frames', 4);
    const rows = await panel.rows('Frames');
    expect(rows.map(({ cells }) => [cells.direction, cells.type, cells.size])).toEqual([
      ['sent', 'text', '3 B'],
      ['sent', 'text', '3 B'],
      ['received', 'text', '3 B'],
      ['received', 'text', '3 B'],
    ]);
    expect(rows.map(({ cells }) => cells.data)).toEqual(['one', 'two', 'one', 'two']);
    await panel.waitForRows('Connections', 2);
  });

  it('counts in the status line', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['one', 'two']);
    await until('the counts', async () =>
      (await panel.status()).includes('4 of 4 frames · 1 connection · 12 B'),
    );
  });

  it('clears frames and keeps the connection that is open', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['before']);
    await panel.waitForRows('Frames', 2);
    await panel.click('button', 'Clear');
    await panel.waitForRows('Frames', 0);
    await panel.evalInPage(() => (window as unknown as { socket: WebSocket }).socket.send('after'));
    await panel.waitForRows('Frames', 2);
    await panel.waitForRows('Connections', 2);
    expect(await panel.status()).not.toContain('missing');
  });

  it('begins anew when the page navigates', async () => {
    const { panel, sockets, page } = stage;
    await converse(panel, `${sockets}echo`, ['before']);
    await panel.waitForRows('Frames', 2);
    await panel.open(`${page}next`);
    await panel.waitForRows('Frames', 0);
    await panel.waitForRows('Connections', 1);
  });

  it('keeps the log over navigation when asked', async () => {
    const { panel, sockets, page } = stage;
    await panel.click('checkbox', 'Preserve log');
    await converse(panel, `${sockets}echo`, ['before']);
    await panel.waitForRows('Frames', 2);
    await panel.open(`${page}next`);
    await converse(panel, `${sockets}echo`, ['after']);
    await panel.waitForRows('Frames', 4);
    await panel.waitForRows('Connections', 3);
    await panel.click('checkbox', 'Preserve log');
  });

  it('shows what was sent just before the page left', async () => {
    const { panel, sockets, page } = stage;
    await panel.click('checkbox', 'Preserve log');
    await panel.evalInPage(
      (url: string, next: string) =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(url);
          socket.onopen = () => {
            for (let index = 0; index < 50; index++) socket.send(`last words ${index}`);
            location.href = next;
            resolve();
          };
        }),
      `${sockets}slow?handshake=0`,
      `${page}next`,
    );
    await panel.waitForRows('Frames', 50);
    await panel.click('checkbox', 'Preserve log');
  });

  it('stops and says how many it missed when it goes on', async () => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, ['seen']);
    await panel.waitForRows('Frames', 2);
    await panel.click('button', 'Record');
    expect(await panel.read('button', 'Record', (button) => button.getAttribute('aria-pressed'))).toBe(
      'false',
    );
    await panel.evalInPage(
      () =>
        new Promise<void>((resolve) => {
          const { socket } = window as unknown as { socket: WebSocket };
          let left = 1500;
          socket.onmessage = () => --left === 0 && resolve();
          for (let index = 0; index < 1500; index++) socket.send('unseen');
        }),
    );
    await panel.waitForRows('Frames', 2);
    await panel.click('button', 'Record');
    // 3,000 frames happened, the last 1,000 were kept.
    await panel.waitForRows('Frames', 1002);
    await until('the missing frames', async () => (await panel.status()).includes('2,000 missing'));
  });
});
