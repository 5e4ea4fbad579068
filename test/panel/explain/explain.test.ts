import { describe, expect, it } from 'vitest';
import { readExtensions } from '../../../src/handshake/extension.ts';
import { closeCodeMeaning } from '../../../src/panel/explain/close-code.ts';
import { initiatorOf, stackText } from '../../../src/panel/explain/initiator.ts';
import { jitterWords, progressWords } from '../../../src/panel/explain/replay-words.ts';

describe('close codes', () => {
  it.each([
    [1000, 'normal closure'],
    [1006, 'abnormal closure'],
    [1011, 'internal error'],
    [1012, 'service restart'],
    [3000, 'unauthorized'],
    [3999, 'registered'],
    [4000, 'private use'],
    [4999, 'private use'],
    [1016, 'reserved'],
    [2999, 'reserved'],
    [0, 'not used'],
    [5000, 'not used'],
  ])('%i is %s', (code, name) => {
    expect(closeCodeMeaning(code).name).toBe(name);
    expect(closeCodeMeaning(code).meaning).toMatch(/\.$/);
  });
});

describe('extensions', () => {
  it('are read with their parameters', () => {
    const [deflate, other, ...rest] = readExtensions(
      'permessage-deflate; client_max_window_bits=15; server_no_context_takeover, x-trace;level="a\\"b"',
    );
    expect(deflate?.name).toBe('permessage-deflate');
    expect(deflate?.parameters.map(({ name, value }) => [name, value])).toEqual([
      ['client_max_window_bits', '15'],
      ['server_no_context_takeover', null],
    ]);
    expect(other).toMatchObject({ name: 'x-trace', meaning: '' });
    expect(other?.parameters[0]).toMatchObject({ name: 'level', value: 'a\\"b' });
    expect(rest).toEqual([]);
  });

  it('are explained where it is permessage-deflate', () => {
    const parameters = readExtensions(
      'permessage-deflate; server_max_window_bits=10; client_max_window_bits',
    )[0]?.parameters;
    expect(parameters?.[0]?.meaning).toContain('1 KiB');
    expect(parameters?.[1]?.meaning).toContain('if the server asks');
    expect(
      readExtensions('permessage-deflate; server_max_window_bits=99')[0]?.parameters[0]?.meaning,
    ).toContain('does not state validly');
  });

  it('are none for nothing, and hostile ones do no harm', () => {
    expect(readExtensions('')).toEqual([]);
    expect(readExtensions(' ,;="""; ,')).toEqual([]);
    expect(readExtensions('__proto__; constructor')[0]?.name).toBe('__proto__');
  });
});

describe('who opened a connection', () => {
  const chrome = [
    'Error',
    '    at Object.construct (chrome-extension://abcdef/assets/page.js:1:2345)',
    '    at connect (https://app.example/src/presence.ts:41:17)',
    '    at https://app.example/src/app.ts:112:3',
  ].join('\n');
  const firefox = [
    'stackOf@<anonymous code>:1:11245',
    'construct@<anonymous code>:1:12505',
    'connect@https://app.example/src/presence.ts:41:17',
    '@https://app.example/src/app.ts:112:3',
    '',
  ].join('\n');

  it.each([
    ['Chrome', chrome],
    ['Firefox', firefox],
  ])('is read from the stack of %s, without our own lines', (_browser, stack) => {
    expect(initiatorOf(stack)).toEqual([
      { call: 'connect', location: 'https://app.example/src/presence.ts:41:17' },
      { call: '', location: 'https://app.example/src/app.ts:112:3' },
    ]);
  });

  it('may be another extension', () => {
    const stack = `${chrome}\n    at inject (chrome-extension://other/inject.js:1:1)`;
    expect(initiatorOf(stack).at(-1)?.call).toBe('inject');
  });

  it('is nobody where only our own lines are there', () => {
    expect(initiatorOf('Error\n    at perform (chrome-extension://abcdef/assets/page.js:1:2)')).toEqual([]);
    expect(initiatorOf('')).toEqual([]);
  });

  it('is copied line by line', () => {
    expect(stackText(initiatorOf(chrome))).toBe(
      'connect https://app.example/src/presence.ts:41:17\nhttps://app.example/src/app.ts:112:3',
    );
  });
});

describe('how far a replay is', () => {
  const progress = { done: 1048, total: 1843, heard: 0, expected: 0, waitingFor: null };
  it.each([
    ['idle', 'Not started'],
    ['playing', '1,048 of 1,843 sent'],
    ['waiting', '1,048 of 1,843 sent'],
    ['paused', 'Paused at 1,048 of 1,843'],
    ['done', 'Stopped: 1,048 of 1,843 sent'],
    ['failed', 'Failed at 1,048 of 1,843'],
  ] as const)('is said for %s', (state, words) => {
    expect(progressWords(state, 'server', progress)).toBe(words);
  });

  it('tells what is done from what was stopped, and sending from delivering', () => {
    expect(progressWords('done', 'page', { ...progress, done: 1843 })).toBe('Done: 1,843 of 1,843 delivered');
  });

  it('says how late frames were', () => {
    const [short, full] = jitterWords({ p50: 0.4, p95: 2.1, max: 8 });
    expect(short).toBe('late by 2.1 ms');
    expect(full).toContain('0.4 ms or less for half of them');
    expect(full).toContain('8 ms at most');
  });
});
