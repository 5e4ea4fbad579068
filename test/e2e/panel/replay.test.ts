import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { converse, heard, type Stage, setStage } from './panel-page.ts';

const progress = (element: Element): string | null =>
  element.getAttribute('aria-valuetext') ?? element.textContent;

describe.each(BROWSERS)('replaying in %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  beforeEach(async () => {
    const { panel, demo } = stage;
    await panel.click('tab', 'Frames');
    await stage.reset();
    demo.log.clear();
  });
  afterAll(() => stage.close());

  /** Records a conversation that ends with a close of the page's own. */
  const record = async (messages: string[]): Promise<void> => {
    const { panel, sockets } = stage;
    await converse(panel, `${sockets}echo`, messages);
    await panel.evalInPage(() => (window as unknown as { socket: WebSocket }).socket.close(3000, 'over'));
    await panel.waitForRows('Frames', messages.length * 2);
    await until('the close', async () => stage.demo.log.sockets[0]?.closed);
    await panel.clickRow('Connections', 3);
    await panel.click('tab', 'Replay');
  };

  const sentBy = (socket: number): string[] =>
    (stage.demo.log.sockets[socket]?.frames ?? [])
      .filter(({ from }) => from === 'page')
      .map(({ data }) => String(data));

  it('sends the recorded frames to the server once more', async () => {
    const { panel, demo } = stage;
    await record(['one', 'two', 'three']);
    await panel.click('radio', 'To the server');
    await panel.click('button', 'Start');
    await until('the second connection to close', async () => demo.log.sockets[1]?.closed);
    expect(sentBy(1)).toEqual(['one', 'two', 'three']);
    expect(demo.log.sockets[1]?.closed).toMatchObject({ code: 3000, reason: 'over' });
  });

  it('shows recorded and new frames side by side', async () => {
    const { panel, demo } = stage;
    await record(['one', 'two']);
    await panel.click('radio', 'To the server');
    await panel.click('button', 'Start');
    await until('the second connection to close', async () => demo.log.sockets[1]?.closed);
    await panel.waitForRows('Comparison', 4);
    await until('progress', async () =>
      (await panel.read('progressbar', 'Replay', progress))?.includes('2 of 2'),
    );
    await panel.click('tab', 'Frames');
    await panel.waitForRows('Connections', 3);
  });

  it('lets the recording stand in for the server', async () => {
    const { panel, demo, sockets, page } = stage;
    await record(['one', 'two']);
    await panel.click('radio', 'To the page');
    await demo.close();
    await panel.click('button', 'Reload and replay');
    // The page's own code runs after the reload, as it did when it was recorded.
    await until('the reloaded page', () =>
      panel.evalInPage(() => !('socket' in window) && document.readyState === 'complete'),
    );
    await converse(panel, `${sockets}echo`, ['one', 'two']);
    expect(await heard(panel)).toEqual(['one', 'two']);
    await until('the recorded close', () =>
      panel.evalInPage(() => (window as unknown as { socket: WebSocket }).socket.readyState === 3),
    );
    expect(page).toContain('127.0.0.1');
    stage.demo = await (await import('../../../demo/server.mjs')).startDemo({
      port: Number(new URL(demo.url).port),
    });
  });

  it('says what happened when the server is gone', async () => {
    const { panel, demo } = stage;
    await record(['one']);
    await demo.close();
    await panel.click('radio', 'To the server');
    await panel.click('button', 'Start');
    await until('a problem', async () => (await panel.alert())?.includes('replay failed'));
    stage.demo = await (await import('../../../demo/server.mjs')).startDemo({
      port: Number(new URL(demo.url).port),
    });
  });
});
