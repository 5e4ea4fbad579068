import { describe, expect, it } from 'vitest';
import {
  canPlay,
  choicesOf,
  clampSpeed,
  controlsOf,
  type ReplayControls,
} from '../../../src/panel/store/replay-state.ts';
import { newConnection } from '../../../src/session/connection.ts';
import { newSession } from '../../../src/session/session.ts';

const can = (controls: ReplayControls): string =>
  Object.entries(controls)
    .filter(([, isEnabled]) => isEnabled)
    .map(([name]) => name)
    .join(' ');

describe('what can be done with a replay', () => {
  it.each([
    ['idle', 'server', 'original', 'start'],
    ['idle', 'page', 'original', 'reload'],
    ['playing', 'server', 'original', 'pause stop'],
    ['waiting', 'server', 'reply', 'pause stop'],
    ['paused', 'server', 'original', 'resume step stop'],
    ['waiting', 'server', 'manual', 'step stop'],
    ['done', 'server', 'original', 'start'],
    ['failed', 'page', 'original', 'reload'],
  ] as const)('%s, to the %s, pacing %s: %s', (state, target, pacing, expected) => {
    expect(can(controlsOf(state, target, pacing, true))).toBe(expected);
  });

  it.each(['server', 'page'] as const)('is to give up what is about to begin, to the %s', (target) => {
    expect(can(controlsOf('idle', target, 'original', true, true))).toBe('stop');
  });

  it('is nothing without a recording', () => {
    expect(can(controlsOf('idle', 'server', 'original', false))).toBe('');
  });
});

describe('a speed', () => {
  it('stays within what a player takes', () => {
    expect([0, 0.1, 3, 1000, Number.NaN].map(clampSpeed)).toEqual([0.1, 0.1, 3, 100, 1]);
  });
});

describe('what can be replayed', () => {
  it('is every connection of every open session, told apart', () => {
    const live = newSession('live-1', 'Live', 'live', 0);
    live.connections.push(
      { ...newConnection(0, 'wss://x.example/chat?room=1', 0), sent: { frames: 1, bytes: 1 } },
      { ...newConnection(1, 'wss://x.example/chat', 0), source: 'replay' },
    );
    const file = newSession('file-1', 'yesterday.jsonl', 'imported', 0);
    file.connections.push({ ...newConnection(0, 'not a URL', 0), received: { frames: 2004, bytes: 1 } });
    const choices = choicesOf([live, file]);
    expect(choices.map(({ label }) => label)).toEqual([
      '1 /chat, 1 frame',
      '2 /chat, 0 frames, itself a replay',
      '1 not a URL, 2,004 frames, from yesterday.jsonl',
    ]);
    expect(new Set(choices.map(({ id }) => id)).size).toBe(3);
  });

  it('together is what was a connection of the page, and to the page what no worker opened', () => {
    const live = newSession('live-1', 'Live', 'live', 0);
    const refused = { time: 0, name: 'SyntaxError', message: 'no' };
    live.connections.push(
      newConnection(0, 'wss://x.example/chat', 0),
      { ...newConnection(1, 'nowhere', 0), refused },
      { ...newConnection(2, 'wss://x.example/feed', 0), context: 'worker' },
      { ...newConnection(3, 'wss://x.example/chat', 0), source: 'replay' },
    );
    expect(choicesOf([live]).at(-1)?.connections).toEqual([0, 2]);
    expect(live.connections.filter((one) => canPlay(one, 'page')).map(({ index }) => index)).toEqual([
      0, 1, 3,
    ]);
    expect(live.connections.every((one) => canPlay(one, 'server'))).toBe(true);
  });
});
