import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Demo, startDemo } from '../../demo/server.mjs';
import { BROWSERS, launch, type PanelDriver } from '../support/panel-driver.ts';
import { until } from '../support/until.ts';
import { payloads } from '../support/wire-log.ts';

/** What the other end-to-end tests rely on: the driver does what a person does, and the oracles agree. */
describe.each(BROWSERS)('the panel driver, %s', (kind) => {
  let demo: Demo;
  let driver: PanelDriver;
  beforeAll(async () => {
    demo = await startDemo();
    driver = await launch(kind);
    await driver.openPanel();
    await driver.open(`${demo.url}blank.html`);
  });
  afterAll(async () => {
    await driver?.close();
    await demo.close();
  });

  /** Opens an echo socket in the page and sends; settles when all echoes are back. */
  const talk = (messages: string[]) =>
    driver.evalInPage(
      async (url, texts) => {
        const socket = new WebSocket(url);
        await new Promise((resolve) => socket.addEventListener('open', resolve));
        const echoed = new Promise((resolve) => {
          let count = 0;
          socket.addEventListener('message', () => ++count === texts.length && resolve(count));
        });
        for (const text of texts) socket.send(text);
        await echoed;
      },
      `${demo.url.replace('http', 'ws')}echo`,
      messages,
    );

  it('runs a function in the page as its own', async () => {
    const told = await driver.evalInPage((text) => [new WebSocket('ws://127.0.0.1:1').url, text], 'hi');
    expect(told).toEqual(['ws://127.0.0.1:1/', 'hi']);
    await driver.open(`${demo.url}blank.html`);
  });

  it('hears in the browser what the server heard', async () => {
    demo.log.clear();
    const wire = await driver.browser.wire();
    await talk(['one', 'zwölf']);
    const [socket] = await until('the socket', async () => {
      const sockets = await wire.sockets();
      return sockets[0]?.messages.length === 4 && sockets;
    });
    const frames = demo.log.sockets[0]?.frames ?? [];
    const ofServer = (from: string) =>
      frames.filter((frame) => frame.from === from).map((frame) => frame.data?.toString('base64'));
    expect(socket && payloads(socket, 'sent')).toEqual(ofServer('page'));
    expect(socket && payloads(socket, 'received')).toEqual(ofServer('server'));
    await wire.stop();
  });

  it('reads the rows of a grid', async () => {
    await until('four frames', async () => (await driver.rowCount('Frames')) >= 4);
    const rows = await driver.rows('Frames');
    expect(rows.map(({ cells }) => [cells.direction, cells.data])).toEqual([
      ['sent', 'one'],
      ['sent', 'zwölf'],
      ['received', 'one'],
      ['received', 'zwölf'],
    ]);
    await until('the status line to follow', async () => (await driver.status()).startsWith('4 of 4 frames'));
    expect(await driver.panelText()).toContain('zwölf');
  });

  it('types, replaces what was typed, and presses keys', async () => {
    await driver.type('searchbox', 'Filter frames', 'dir:out');
    await driver.waitForRows('Frames', 2);
    await driver.type('searchbox', 'Filter frames', 'one');
    await driver.waitForRows('Frames', 2);
    await driver.press('Backspace');
    await driver.press('Backspace');
    expect(await driver.read('searchbox', 'Filter frames', (box) => (box as HTMLInputElement).value)).toBe(
      'o',
    );
    await driver.type('searchbox', 'Filter frames', '');
    await driver.waitForRows('Frames', 4);
  });

  it('clicks rows, with modifiers too', async () => {
    await driver.clickRow('Connections', 3);
    const selected = async () =>
      (await driver.rows('Connections')).filter((row) => row.selected).map((row) => row.index);
    await until('one row selected', async () => String(await selected()) === '3');
    await talk(['again']);
    await until('a second connection', async () => (await driver.rowCount('Connections')) >= 3);
    await driver.clickRow('Connections', 4, { modifiers: ['Control'] });
    await until('two rows selected', async () => String(await selected()) === '3,4');
    await driver.clickRow('Connections', 2);
  });

  it('scrolls through a windowed grid', async () => {
    await driver.click('button', 'Clear');
    await talk(Array.from({ length: 300 }, (_, index) => `message ${index}`));
    await driver.waitForRows('Frames', 600);
    expect((await driver.rows('Frames')).length).toBeLessThan(600);
    const rows = await driver.allRows('Frames');
    expect(rows.map((row) => row.index)).toEqual(Array.from({ length: 600 }, (_, index) => index + 2));
    await driver.clickRow('Frames', 401);
    await until('row 401 selected', async () =>
      (await driver.rows('Frames')).some((row) => row.selected && row.index === 401),
    );
  });

  it('reloads the panel and finds it again', async () => {
    await driver.reloadPanel();
    await driver.waitForRows('Frames', 600);
  });

  it('draws a picture', async () => {
    const file = path.resolve('out', 'e2e', `driver-${kind}.png`);
    await driver.screenshot(file);
    expect(readFileSync(file).subarray(1, 4).toString()).toBe('PNG');
  });

  it('takes site access away and gives it back', async () => {
    await driver.browser.setSiteAccess(false);
    await driver.open(`${demo.url}blank.html`);
    await until('the button that asks', () => driver.has('button', 'Allow on this site'));
    await driver.browser.setSiteAccess(true);
  });
});
