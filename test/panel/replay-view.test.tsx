import { signal } from '@preact/signals';
import { beforeEach, describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Host } from '../../src/panel/host.ts';
import { compare } from '../../src/panel/replay/comparison.ts';
import { createReplaySetup } from '../../src/panel/store/replay-setup.ts';
import {
  type Comparison,
  choicesOf,
  type Preparing,
  type Replay,
  type ReplayScript,
  type ReplayState,
  type UnmatchedSend,
} from '../../src/panel/store/replay-state.ts';
import { createReplayValues } from '../../src/panel/store/replay-values.ts';
import { browserScheduler } from '../../src/panel/store/scheduler.ts';
import type { Store } from '../../src/panel/store/store.ts';
import { ReplayView } from '../../src/panel/views/ReplayView.tsx';
import type { Connection } from '../../src/session/connection.ts';
import { FakeHost } from './fake-host.ts';
import { cell, painted, renderView, rowAt, startStore } from './render.tsx';
import '../../src/panel/views/tokens.css';
import '../../src/panel/views/base.css';
import '../../src/panel/views/controls.css';
import '../../src/panel/views/grid.css';

beforeEach(() => page.viewport(1200, 700));

/** A replay that does nothing but remember what was asked of it. */
function fakeReplay(store: Store) {
  const asked: string[] = [];
  const ask = (what: string) => (): void => void asked.push(what);
  const choices = choicesOf(store.library.sessions.value);
  const replay = {
    target: signal<'server' | 'page'>('server'),
    choices: signal(choices),
    choice: signal(choices[0]?.id ?? null),
    pacing: signal<'original' | 'reply' | 'fast' | 'manual'>('original'),
    speed: signal(1),
    state: signal<ReplayState>('idle'),
    preparing: signal<Preparing | null>(null),
    failure: signal<string | null>(null),
    progress: signal({ done: 0, total: 0, heard: 0, expected: 0, waitingFor: null as string | null }),
    round: signal({ now: 1, of: 1 }),
    jitter: signal<{ p50: number; p95: number; max: number } | null>(null),
    comparison: signal<Comparison | null>(null),
    compared: signal(choices[0]?.id ?? null),
    tracks: signal<readonly string[]>([]),
    shownTrack: signal(0),
    unmatched: signal<UnmatchedSend | null>(null),
    script: signal<ReplayScript | null>(null),
    scriptTrack: signal(0),
    setup: createReplaySetup(),
    values: createReplayValues(browserScheduler()),
    seek: (step: number) => void asked.push(`seek ${step}`),
    settleUnmatched: (how: string) => void asked.push(how),
    ignore: (path: string) => void asked.push(`ignore ${path}`),
    learn: ask('learn'),
    findValues: () => {},
    choose: () => {},
    report: (format: string) => void asked.push(`report ${format}`),
    start: ask('start'),
    pause: ask('pause'),
    resume: ask('resume'),
    step: ask('step'),
    stop: ask('stop'),
    reloadAndReplay: ask('reload'),
  } satisfies Replay;
  return { replay, asked };
}

/** A recorded chat, connection 0, and what came when it was replayed, connection 1. */
async function show({ recorded = true, frames = 0, home = 'devtools' as Host['home'] } = {}) {
  const { host, store } = await startStore(new FakeHost());
  const document = host.page();
  if (recorded) {
    const old = document
      .socket('wss://app.harbor.example/chat')
      .opens()
      .sends('{"type":"join","room":"ops"}')
      .receives('{"type":"joined","members":14}')
      .receives('{"type":"presence","joined":["u_17"]}')
      .receives('bye');
    for (let index = 0; index < frames; index++) old.receives(`{"n":${index}}`);
    document
      .socket('wss://app.harbor.example/chat', { source: 'replay', run: 'r' })
      .opens()
      .sends('{"type":"join","room":"ops"}', { source: 'replay' })
      .receives('{"type":"joined","members":9}')
      .receives('{"type":"notice","code":"beta"}')
      .receives('bye');
  }
  document.flush();
  const { replay, asked } = fakeReplay(store);
  // Not a copy: what the store loads later is not there to be copied.
  const shown = Object.create(
    store,
    Object.getOwnPropertyDescriptors({ replay, host: { ...store.host, home } }),
  );
  renderView(shown, <ReplayView />, {
    width: 1200,
    height: 600,
  });
  await painted();
  const session = store.library.live();
  const result = (underWay: boolean): Comparison => {
    const [old, now] = session.connections as [Connection, Connection];
    return compare({ session, connection: old }, { session, connection: now }, underWay);
  };
  return { store, replay, asked, result };
}

const button = (name: string) => page.getByRole('button', { name, exact: true });
const buttons = (): string =>
  ['Start', 'Pause', 'Resume', 'Step', 'Stop', 'Reload and replay']
    .filter((name) =>
      [...document.querySelectorAll('button')].some((one) => one.textContent === name && !one.disabled),
    )
    .join(', ');

describe('the plan', () => {
  it('offers every recording and every pacing', async () => {
    const { replay } = await show();
    const select = page.getByRole('combobox', { name: 'Recording' });
    await expect.element(select).toHaveDisplayValue('1 /chat, 4 frames');
    await select.selectOptions('2 /chat, 4 frames, itself a replay');
    expect(replay.choice.value).toBe(replay.choices.value[1]?.id);
    await page.getByRole('combobox', { name: 'Pacing' }).selectOptions('Step on reply');
    expect(replay.pacing.value).toBe('reply');
  });

  it('is to the server or to the page', async () => {
    const { replay } = await show();
    await expect.element(page.getByRole('radiogroup', { name: 'Target' })).toBeVisible();
    await page.getByRole('radio', { name: 'To the page' }).click();
    expect(replay.target.value).toBe('page');
    await expect.poll(buttons).toBe('Reload and replay');
    expect(document.body.textContent).toContain('Nothing goes over the network.');
  });

  it('takes a speed, and no other than a player takes', async () => {
    const { replay } = await show();
    const speed = page.getByRole('spinbutton', { name: 'Speed' });
    await speed.fill('2.5');
    expect(replay.speed.value).toBe(2.5);
    await speed.fill('1000');
    await userEvent.tab();
    expect(replay.speed.value).toBe(100);
    await expect.element(speed).toHaveValue(100);
    replay.pacing.value = 'fast';
    await expect.element(speed).toBeDisabled();
  });

  it('cannot be changed while a replay is under way', async () => {
    const { replay } = await show();
    replay.state.value = 'playing';
    await expect.element(page.getByRole('combobox', { name: 'Recording' })).toBeDisabled();
    await expect.element(page.getByRole('combobox', { name: 'Pacing' })).toBeDisabled();
    await expect.element(page.getByRole('radio', { name: 'To the page' })).toBeDisabled();
    await expect.element(page.getByRole('spinbutton', { name: 'Speed' })).toBeDisabled();
  });

  it('says where to begin when nothing was recorded', async () => {
    await show({ recorded: false });
    await expect.element(page.getByRole('combobox', { name: 'Recording' })).toBeDisabled();
    expect(buttons()).toBe('');
    expect(document.body.textContent).toContain('There is nothing to replay yet.');
  });
});

describe('the buttons', () => {
  it('do what can be done now, and never move', async () => {
    const { replay, asked } = await show();
    const places = (): number[] =>
      [...document.querySelectorAll('.drive button')].map((one) => one.getBoundingClientRect().left);
    const before = places();
    expect(buttons()).toBe('Start');
    await button('Start').click();
    replay.state.value = 'playing';
    await expect.poll(buttons).toBe('Pause, Stop');
    await button('Pause').click();
    replay.state.value = 'paused';
    await expect.poll(buttons).toBe('Resume, Step, Stop');
    expect(places()).toEqual(before);
    await button('Step').click();
    await button('Resume').click();
    replay.state.value = 'playing';
    await button('Stop').click();
    expect(asked).toEqual(['start', 'pause', 'step', 'resume', 'stop']);
  });

  it('reload the page for a replay to it', async () => {
    const { replay, asked } = await show();
    replay.target.value = 'page';
    await button('Reload and replay').click();
    expect(asked).toEqual(['reload']);
  });
});

describe('in a window of its own', () => {
  it('says that a replay to the page needs DevTools', async () => {
    const { replay } = await show({ home: 'window' });
    replay.target.value = 'page';
    await expect.element(button('Reload and replay')).toBeDisabled();
    expect(document.body.textContent).toContain('Open DevTools on the page');
  });
});

describe('the progress', () => {
  it('says how far it is and what it waits for', async () => {
    const { replay } = await show();
    replay.state.value = 'waiting';
    replay.progress.value = { done: 48, total: 79, heard: 61, expected: 126, waitingFor: '2 replies' };
    const bar = page.getByRole('progressbar', { name: 'Replay' });
    await expect.element(bar).toHaveAttribute('aria-valuenow', '48');
    await expect.element(bar).toHaveAttribute('aria-valuemax', '79');
    await expect.element(bar).toHaveAttribute('aria-valuetext', '48 of 79 sent');
    expect(document.body.textContent).toContain('Waiting for 2 replies');
    expect(document.body.textContent).toContain('61 of 126 replies');
  });

  it('says what is done before it begins, which Stop ends', async () => {
    const { replay } = await show();
    replay.preparing.value = 'values';
    const bar = page.getByRole('progressbar', { name: 'Replay' });
    await expect.element(bar).toHaveAttribute('aria-valuetext', 'Looking for values');
    expect(buttons()).toBe('Stop');
    await expect.element(page.getByRole('combobox', { name: 'Recording' })).toBeDisabled();
  });

  it('says why it failed', async () => {
    const { replay } = await show();
    replay.state.value = 'failed';
    replay.failure.value = 'The server closed the connection at step 3: 1011 "restart".';
    await expect.poll(() => document.body.textContent).toContain('at step 3: 1011 "restart".');
    expect(buttons()).toBe('Start');
  });

  it('counts what was found', async () => {
    const { replay, result } = await show();
    replay.comparison.value = result(false);
    replay.jitter.value = { p50: 0.4, p95: 2.1, max: 8 };
    const found = (): string[] =>
      [...document.querySelectorAll('.progress .stat')].map((stat) => stat.textContent ?? '');
    await expect
      .poll(found)
      .toEqual(['2 same', '1 differs', '1 missing', '1 not in the recording', 'late by 2.1 ms']);
  });
});

describe('the comparison', () => {
  it('stands recorded and new side by side', async () => {
    const { replay, result } = await show();
    replay.comparison.value = result(false);
    await expect
      .element(page.getByRole('grid', { name: 'Comparison' }))
      .toHaveAttribute('aria-rowcount', '6');
    const rows = (): string[][] =>
      [2, 3, 4, 5, 6].map((index) =>
        ['step', 'direction', 'recorded', 'result', 'new'].map((column) =>
          cell(rowAt(index, 'Comparison'), column),
        ),
      );
    expect(rows()).toEqual([
      ['1', 'sent', '{"type":"join","room":"ops"}', 'same', '{"type":"join","room":"ops"}'],
      ['2', 'received', '{"type":"joined","members":14}', 'differs', '{"type":"joined","members":9}'],
      ['', 'received', '', 'not in the recording', '{"type":"notice","code":"beta"}'],
      ['3', 'received', '{"type":"presence","joined":["u_17"]}', 'missing', 'did not come'],
      ['4', 'received', 'bye', 'same', 'bye'],
    ]);
    expect(rowAt(3, 'Comparison').querySelector('del')?.textContent).toBe('14');
    expect(rowAt(3, 'Comparison').querySelector('ins')?.textContent).toBe('9');
  });

  it('is there to be read although there is nothing left to replay', async () => {
    const { replay, result } = await show();
    replay.comparison.value = result(false);
    replay.choice.value = null;
    await expect.element(page.getByRole('grid', { name: 'Comparison' })).toBeVisible();
  });

  it('names the fields that differ in the selected pair', async () => {
    const { replay, result } = await show();
    replay.comparison.value = result(false);
    await expect.poll(() => document.querySelectorAll('.compare .row').length).toBe(6);
    document.querySelector<HTMLElement>('[role=grid]')?.focus();
    await userEvent.keyboard('{Home}{ArrowDown}');
    const fields = page.getByRole('table', { name: 'Fields that differ' });
    await expect.element(fields).toHaveTextContent('members149');
    await userEvent.keyboard('{ArrowUp}');
    await expect.poll(() => document.querySelector('.diffs')?.textContent).toBe('Nothing differs.');
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.querySelector('.diffs')).toBeNull();
  });

  it('offers to ignore what differs each time', async () => {
    const { replay, result, asked } = await show();
    replay.comparison.value = result(false);
    await page.getByRole('button', { name: 'Ignore ids and times' }).click();
    expect(asked).toEqual(['learn']);
  });

  it('follows what comes while a replay goes on, with only the rows in view drawn', async () => {
    const { replay, result } = await show({ frames: 5_000 });
    replay.state.value = 'playing';
    replay.comparison.value = { ...result(true), counts: { ...result(true).counts, pending: 100 } };
    const indexes = (): number[] =>
      [...document.querySelectorAll('.compare [data-row]')].map((row) =>
        Number(row.getAttribute('aria-rowindex')),
      );
    await expect.poll(() => Math.max(...indexes())).toBeGreaterThan(4_900);
    expect(indexes().length).toBeLessThan(60);
  });
});
