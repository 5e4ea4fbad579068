import { choose } from '../e2e/replay/hands.ts';
import { until } from '../support/until.ts';
import { converse, ECHO_FRAMES, ORDER } from './conversation.ts';
import type { Stage } from './stage.ts';

/** Rows of "Connections", by `aria-rowindex`. */
const ECHO = 5;
const REFUSED = 7;
/** Rows of "Frames" of the echo's connection. */
const [SENT_ORDER, PRICE, LATER_PRICE, BYTES] = [4, 6, 14, 31];

/** One browser and theme: which views the docs show in it, beside {@link MAIN}. */
export type Shown = readonly string[];

/** Shown in both browsers and both themes. */
const MAIN = ['empty', 'frames', 'statistics', 'handshake', 'replay'];

/** Goes through every view. Each leaves the panel as the next one wants it. */
export async function tour(stage: Stage, shown: Shown): Promise<void> {
  const shoot = (view: string): Promise<void> =>
    stage.shoot(view, MAIN.includes(view) || shown.includes(view));
  await stage.panel.open(stage.page);
  await stage.panel.openPanel();
  await until('the empty state', () => stage.panel.has('button', 'Open a session file'));
  await shoot('empty');
  await converse(stage);
  await until('the conversation', async () => (await stage.panel.rowCount('Frames')) > 60);
  await until('the refusal', async () => (await stage.panel.panelText()).includes('403 Forbidden'));
  await framesViews(stage, shoot);
  await detailsViews(stage, shoot);
  await popups(stage, shoot);
  await connectionViews(stage, shoot);
  await replayViews(stage, shoot);
}

type Shoot = (view: string) => Promise<void>;

async function framesViews({ panel }: Stage, shoot: Shoot): Promise<void> {
  await panel.clickRow('Connections', ECHO);
  await until('the frames of one connection', async () => (await panel.rowCount('Frames')) === ECHO_FRAMES);
  await panel.clickRow('Frames', SENT_ORDER);
  await until('the frame', () => panel.has('tab', 'Preview'));
  await until('the counts', async () => (await panel.status()).startsWith(`${ECHO_FRAMES} of`));
  await shoot('frames');
  await panel.type('searchbox', 'Filter frames', 'json:type=price is:');
  await until('what is proposed', () => panel.has('listbox'));
  await shoot('filter');
  await panel.type('searchbox', 'Filter frames', 'size:>zz');
  await until('what is wrong', async () => (await panel.panelText()).includes('zz'));
  await shoot('filter-error');
  await panel.type('searchbox', 'Filter frames', '');
  await panel.press('Escape');
  await panel.clickRow('Frames', PRICE);
  await panel.press('Control+f');
  await panel.type('textbox', 'Find in frames', 'AURX');
  await until('what is found', async () => /of 24|24 /.test(await panel.panelText()));
  await panel.click('button', 'Next match');
  await shoot('find');
  await panel.click('button', 'Close find');
  await panel.click('button', 'Statistics');
  await until('the numbers', () => panel.has('table', 'Names'));
  await shoot('statistics');
  await panel.click('button', 'Statistics');
}

async function detailsViews({ panel }: Stage, shoot: Shoot): Promise<void> {
  await panel.clickRow('Frames', BYTES);
  await panel.click('tab', 'Hex');
  await until('the bytes', async () => (await panel.panelText()).includes('82 a4 74'));
  await shoot('hex');
  await panel.clickRow('Frames', SENT_ORDER);
  await panel.click('tab', 'Text');
  await shoot('text');
  await panel.click('tab', 'Frame');
  await shoot('facts');
  await panel.clickRow('Frames', PRICE);
  await panel.clickRow('Frames', LATER_PRICE, { modifiers: ['Control'] });
  await panel.click('tab', 'Diff');
  await until('the differences', async () => /\d differences?/.test(await panel.panelText()));
  await shoot('compare');
  await panel.clickRow('Frames', SENT_ORDER);
  await panel.click('tab', 'Preview');
}

async function popups({ panel }: Stage, shoot: Shoot): Promise<void> {
  await panel.clickRow('Frames', SENT_ORDER, { button: 'right', column: 'data' });
  await until('the menu', () => panel.has('menu', 'Frame'));
  await shoot('frame-menu');
  await panel.press('Escape');
  await panel.press('?');
  await until('the keys', () => panel.has('dialog', 'Keyboard shortcuts'));
  await shoot('shortcuts');
  await panel.click('button', 'Close shortcuts');
  await panel.click('button', 'Export');
  await until('the formats', () => panel.has('menu', 'Export'));
  await shoot('export');
  await panel.click('menuitem', 'Hide before export…');
  await until('what is hidden', () => panel.has('dialog', 'Hide before export'));
  await until('the end of looking', async () => !(await panel.panelText()).includes('Looking'));
  await shoot('hiding');
  await panel.press('Escape');
  await panel.click('button', 'Settings');
  await until('the settings', () => panel.has('dialog', 'Settings'));
  await shoot('settings');
  await panel.click('button', 'Close settings');
  await panel.click('button', 'Filter help');
  await until('the help', () => panel.has('dialog', 'Filter help'));
  await shoot('filter-help');
  await panel.press('Escape');
}

async function connectionViews({ panel }: Stage, shoot: Shoot): Promise<void> {
  await panel.clickRow('Connections', REFUSED);
  await until('the handshake', () => panel.has('tab', 'Handshake'));
  await until('the counts', async () => (await panel.status()).startsWith('0 of'));
  await shoot('handshake');
  await panel.clickRow('Connections', ECHO);
  await until('the connection', () => panel.has('tab', 'Timing'));
  await panel.click('tab', 'Timing');
  await shoot('timing');
  await panel.click('tab', 'Handshake');
}

async function replayViews({ panel, sockets }: Stage, shoot: Shoot): Promise<void> {
  await panel.click('tab', 'Replay');
  await panel.clickRow('Recorded frames', SENT_ORDER);
  await panel.type('textbox', 'Frame to play', ORDER.replace('"count":2', '"count":20'));
  await panel.click('button', 'Start');
  await until('the end', () =>
    panel.read('progressbar', 'Replay', (bar) => /Done/.test(bar.getAttribute('aria-valuetext') ?? '')),
  );
  const differs = await until('the comparison', async () =>
    (await panel.allRows('Comparison')).find(({ cells }) => cells.result === 'differs'),
  );
  await panel.clickRow('Comparison', differs.index);
  await shoot('replay');
  await panel.click('radio', 'To the page');
  await choose(panel, 'Pacing', 'When the page asks');
  await choose(panel, 'When the page sends something not recorded', 'Pause');
  await panel.click('button', 'Reload and replay');
  await until('the page anew', () =>
    panel.evalInPage(() => !('kept' in window) && document.readyState === 'complete'),
  );
  await panel.evalInPage((url: string) => {
    const socket = new WebSocket(url);
    socket.onopen = () => socket.send('{"type":"subscribe","channel":"invoices"}');
    Object.assign(window, { kept: [socket] });
  }, `${sockets}echo`);
  await until('the question', async () => (await panel.panelText()).includes('no answer to'));
  await shoot('replay-page');
}
