import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BROWSERS, launch, type PanelDriver } from '../../support/panel-driver.ts';
import { until } from '../../support/until.ts';
import { type Desk, startDesk } from './desk.ts';
import { choose, fill, progress, report, results, untilProgress } from './hands.ts';

const STRANGER = `<script>
  const socket = new WebSocket(location.origin.replace('http', 'ws') + '/stranger-socket');
  socket.onmessage = () => socket.close(3001, 'thanks');
</script>`;

describe.each(BROWSERS)('replaying to the server in %s', (kind) => {
  let panel: PanelDriver;
  let desk: Desk;
  beforeAll(async () => {
    desk = await startDesk({ '/stranger': STRANGER });
    panel = await launch(kind, { size: { width: 1400, height: 900 } });
    await panel.open(desk.url);
    await panel.openPanel();
  });
  afterAll(async () => {
    await panel.close();
    await desk.close();
  });
  beforeEach(async () => {
    desk.log.length = 0;
    await panel.click('tab', 'Frames');
    await panel.open('about:blank');
    await panel.open(desk.url);
    await panel.click('button', 'Clear');
    await panel.waitForRows('Frames', 0);
  });

  /** Asks each question on a connection of its own, and leaves. */
  const record = async (path: string, questions: string[], protocols: string[] = []): Promise<void> => {
    await panel.evalInPage(
      (url: string, questions: string[], protocols: string[]) =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(url, protocols);
          let session = '';
          const next = (): void => {
            const ask = questions.shift();
            if (ask) socket.send(JSON.stringify({ ask, session, ref: `ref-${ask}-00` }));
            else socket.close(3001, 'thanks');
          };
          socket.onmessage = ({ data }) => {
            session = JSON.parse(data).session ?? session;
            next();
          };
          socket.onclose = () => resolve();
        }),
      desk.sockets + path,
      questions,
      protocols,
    );
  };
  const openReplay = async (row = 3): Promise<void> => {
    await panel.clickRow('Connections', row);
    await panel.click('tab', 'Replay');
    await panel.click('radio', 'To the server');
  };
  const asked = (socket: number): string[] =>
    (desk.log[socket]?.heard ?? []).map((text) => (text.startsWith('{') ? JSON.parse(text).ask : text));
  const untilResults = (expected: string): Promise<unknown> =>
    until(`the results ${expected}`, async () => {
      const found = (await results(panel)).join();
      if (found !== expected) throw new Error(`They are ${found}.`);
      return true;
    });
  const answers = async (): Promise<string[]> =>
    (await panel.allRows('Comparison')).map(({ cells }) => cells.new ?? '');

  it('takes the new session from the greeting, and so is not denied', async () => {
    await record('desk', ['one', 'two']);
    await openReplay();
    await until('the session to be found', () => panel.has('checkbox', 'Use session'));
    await choose(panel, 'Pacing', 'Step on reply');
    await panel.click('button', 'Start');
    await untilProgress(panel, 'Done: 2 of 2');
    expect(asked(1)).toEqual(['one', 'two']);
    expect((await answers()).join()).not.toContain('denied');
    await panel.click('checkbox', 'Use session');
    await panel.click('button', 'Start');
    await until('the answers', async () => (await answers()).join().includes('denied'));
  });

  it('goes elsewhere, with other subprotocols, from the panel itself', async () => {
    await record('desk', ['one'], ['v1']);
    await openReplay();
    await fill(panel, 'Address', `${desk.sockets}other`);
    await fill(panel, 'Subprotocols', 'v2, v3');
    await choose(panel, 'Opened', 'by the panel');
    await choose(panel, 'Pacing', 'Step on reply');
    await panel.click('button', 'Start');
    await untilProgress(panel, 'Done: 1 of 1');
    expect(desk.log[0]).toMatchObject({ path: '/desk', protocol: 'v1' });
    expect(desk.log[1]).toMatchObject({ path: '/other', protocol: 'v3' });
    expect(desk.log[1]?.origin).toMatch(/^(?:chrome|moz)-extension:/);
    expect(asked(1)).toEqual(['one']);
    await choose(panel, 'Opened', 'by the page');
  });

  it('begins at a frame, leaves one out, sends another as it was edited, twice', async () => {
    await record('desk', ['one', 'two', 'three', 'four']);
    await openReplay();
    await panel.waitForRows('Recorded frames', 9);
    await panel.clickRow('Recorded frames', 5);
    await panel.click('button', 'Begin here');
    await panel.clickRow('Recorded frames', 7);
    await panel.click('checkbox', 'Leave out');
    await panel.clickRow('Recorded frames', 9);
    await fill(panel, 'Frame to play', '{"ask":"other"}');
    await fill(panel, 'Times', '2');
    await choose(panel, 'Pacing', 'As fast as');
    await panel.click('button', 'Start');
    await until('the second time', async () => asked(2).length === 2 && desk.log[2]?.closed);
    expect(asked(1)).toEqual(['two', 'other']);
    expect(asked(2)).toEqual(['two', 'other']);
    await untilProgress(panel, 'Done');
    await until('results', async () => (await results(panel)).includes('left out'));
    await fill(panel, 'Times', '1');
  });

  it('plays the connections of a session together', async () => {
    await record('desk', ['one']);
    await record('second', ['two']);
    await openReplay();
    await choose(panel, 'Recording', 'All 2 connections');
    await choose(panel, 'Pacing', 'Step on reply');
    await panel.click('button', 'Start');
    await untilProgress(panel, 'Done: 2 of 2');
    expect(desk.log.slice(2).map(({ path }) => path)).toEqual(['/desk', '/second']);
    expect([asked(2), asked(3)]).toEqual([['one'], ['two']]);
    await choose(panel, 'Compared connection', '/second');
    await until('its comparison', async () => (await answers()).join().includes('"two"'));
  });

  it('does not count fields that are ignored, and reports the rest', async () => {
    await record('desk', ['one']);
    await openReplay();
    await fill(panel, 'Fields to ignore', '');
    await choose(panel, 'Pacing', 'Step on reply');
    await panel.click('button', 'Start');
    await untilProgress(panel, 'Done: 1 of 1');
    await untilResults('differs,same,differs');
    await panel.clickRow('Comparison', 4);
    await panel.click('button', 'Ignore');
    await untilResults('same,same,same');
    await fill(panel, 'Fields to ignore', '');
    await untilResults('differs,same,differs');
    const json = JSON.parse(await report(panel, 'Report .json'));
    expect(json).toMatchObject({
      report: 'framereel-replay',
      state: 'done',
      played: 1,
      connections: [{ counts: { same: 1, differs: 2 }, rows: [{ step: 1 }, { step: 3 }] }],
    });
    const html = await report(panel, 'Report to read .html');
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script/i);
  });

  it('shows a handshake that fails, and a server that leaves', async () => {
    await record('desk', ['one']);
    await openReplay();
    await fill(panel, 'Address', `${desk.sockets}refused`);
    await panel.click('button', 'Start');
    await untilProgress(panel, 'Failed');
    await until('the reason', async () => (await panel.panelText()).includes('handshake with'));
    await fill(panel, 'Address', `${desk.sockets}desk`);
    await panel.click('tab', 'Recorded frames');
    await panel.clickRow('Recorded frames', 3);
    await fill(panel, 'Frame to play', 'leave');
    await panel.click('button', 'Start');
    await until('the end', async () => /Done|Failed/.test(await progress(panel)));
    expect(asked(1)).toEqual(['leave']);
    await panel.click('tab', 'Comparison');
    await until('the close', async () => (await panel.panelText()).includes('4001'));
  });

  it('is two clicks away, and closes what it opened when it is stopped', async () => {
    await record('desk', ['one', 'two']);
    await panel.clickRow('Connections', 3, { button: 'right' });
    await panel.click('menuitem', 'Replay to the server');
    await choose(panel, 'Pacing', 'One by one');
    await panel.click('button', 'Start');
    await until('the connection', async () => desk.log.length === 2);
    await panel.click('button', 'Step');
    await until('the first frame', async () => asked(1).length === 1);
    await panel.click('button', 'Stop');
    await until('the close', async () => desk.log[1]?.closed === 1000);
    await untilProgress(panel, 'Stopped: 1 of 2');
    await choose(panel, 'Pacing', 'Original timing');
  });

  it('is opened by the frame whose origin was recorded', async () => {
    await panel.evalInPage(
      (url: string) => {
        const frame = document.createElement('iframe');
        frame.src = url;
        document.body.append(frame);
      },
      `${desk.url.replace('127.0.0.1', 'localhost')}stranger`,
    );
    await until('the frame’s socket', async () => desk.log[0]?.closed === 3001);
    await openReplay();
    await panel.click('button', 'Start');
    await until('the replay', async () => desk.log[1]?.closed);
    expect(desk.log[1]?.origin).toBe(desk.log[0]?.origin);
    expect(desk.log[1]?.origin).toContain('localhost');
  });

  it('closes what it opened when the panel goes away', async () => {
    await record('desk', ['one', 'two']);
    await openReplay();
    await choose(panel, 'Pacing', 'One by one');
    await panel.click('button', 'Start');
    await until('the connection', async () => desk.log.length === 2);
    await panel.reloadPanel();
    await until('the close', async () => desk.log[1]?.closed === 1000);
    await until('the panel', () => panel.has('tab', 'Frames'));
  });
});
