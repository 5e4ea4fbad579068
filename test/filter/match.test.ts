import { describe, expect, it } from 'vitest';
import { compile } from '../../src/filter/match.ts';
import { parse } from '../../src/filter/parse.ts';
import { frame, shows } from './frames.ts';

describe('text', () => {
  it('is found in any case, ASCII or not', () => {
    expect(shows('TIMEOUT', 'a Timeout b')).toBe(true);
    expect(shows('übung', 'ÜBUNG')).toBe(true);
    expect(shows('timeout', 'time out')).toBe(false);
  });

  it('is taken by the letter, not as an expression', () => {
    expect(shows('"a.c"', 'abc')).toBe(false);
    expect(shows('"[a-z]$|(x)\\\\"', '[a-z]$|(x)\\')).toBe(true);
  });

  it('without letters is found as well', () => {
    expect(shows('":42,"', '{"n":42,"m":1}')).toBe(true);
    expect(shows('":43,"', '{"n":42,"m":1}')).toBe(false);
  });

  it('of a phrase is found with its spaces and line breaks', () => {
    expect(shows('"not  found\\n"', 'x not  found\ny')).toBe(true);
  });

  it('is not in a frame without payload, and its absence is', () => {
    expect(shows('a', { text: null })).toBe(false);
    expect(shows('-a', { text: null })).toBe(true);
  });

  it('matches regular expressions in the case typed', () => {
    expect(shows('/time(d )?out$/', 'it timed out')).toBe(true);
    expect(shows('/timeout/', 'TIMEOUT')).toBe(false);
    expect(shows('/timeout/i', 'TIMEOUT')).toBe(true);
  });

  it('matches a global or sticky expression every time anew', () => {
    const matcher = compile(parse('/a/g /b?a/y').expression);
    expect([1, 2, 3].map(() => matcher(frame({ text: 'ba' })))).toEqual([true, true, true]);
  });
});

describe('columns', () => {
  it.each([
    ['dir:in', { direction: 'received' }, { direction: 'sent' }],
    ['dir:out', { direction: 'sent' }, { direction: 'received' }],
    ['type:binary', { isBinary: true }, { isBinary: false }],
    ['type:text', { isBinary: false }, { isBinary: true }],
    ['is:edited', { isEdited: true }, {}],
    ['is:injected', { source: 'panel' }, { source: 'replay' }],
    ['is:replayed', { source: 'replay' }, { source: 'panel' }],
    ['is:held', { isHeld: true }, {}],
    ['is:heartbeat', { isHeartbeat: true }, {}],
    ['is:error', { isError: true }, {}],
    ['is:pending', { isPending: true }, {}],
    ['is:missing', { isMissing: true }, {}],
    ['is:bookmarked', { isBookmarked: true }, {}],
    ['url:CHAT', { url: 'wss://h/chat' }, { url: 'wss://h/game' }],
    ['url:/chat$/', { url: 'wss://h/chat' }, { url: 'wss://h/chat/2' }],
    ['protocol:mqtt', { protocol: 'mqttv3.1' }, { protocol: 'wamp' }],
    ['protocol:""', { protocol: '' }, { protocol: 'wamp' }],
    ['event:join', { name: 'room:Join' }, { name: 'leave' }],
    ['event:=join', { name: 'join' }, { name: 'room:join' }],
    ['decoder:mqtt', { decoder: 'MQTT 5' }, { decoder: 'JSON' }],
    ['conn:2', { connection: 2 }, { connection: 1 }],
  ] as const)('%s', (query, shown, hidden) => {
    expect(shows(query, shown)).toBe(true);
    expect(shows(query, hidden)).toBe(false);
  });

  it('tells one shared string from the next', () => {
    const matcher = compile(parse('url:b').expression);
    expect(['a', 'b', 'b', 'a', 'b'].map((url) => matcher(frame({ url })))).toEqual([
      false,
      true,
      true,
      false,
      true,
    ]);
  });
});

describe('sizes', () => {
  const sizes = (query: string): number[] =>
    [0, 1, 999, 1000, 1001, 1023, 1024, 1025, 2000, 2001].filter((size) => shows(query, { size }));

  it.each([
    ['size:1000', [1000]],
    ['size:=1kB', [1000]],
    ['size:>1k', [1001, 1023, 1024, 1025, 2000, 2001]],
    ['size:>=2K', [2000, 2001]],
    ['size:<1', [0]],
    ['size:<=1b', [0, 1]],
    ['size:1KiB', [1024]],
    ['size:1k..1kib', [1000, 1001, 1023, 1024]],
    ['size:2k..', [2000, 2001]],
    ['size:..1', [0, 1]],
    ['size:0,>2k,1000..1001', [0, 1000, 1001, 2001]],
    ['size:.001m', [1000]],
  ])('%s', (query, expected) => {
    expect(sizes(query)).toEqual(expected);
  });
});

describe('times', () => {
  const times = (query: string): number[] =>
    [-5, 0, 999.9, 1000, 1001, 2500, 60_000, 72_004.3, 3_600_000].filter((time) => shows(query, { time }));

  it.each([
    ['time:<1s', [-5, 0, 999.9]],
    ['time:1s..2.5s', [1000, 1001, 2500]],
    ['time:1.001s', [1001]],
    ['time:>=1m', [60_000, 72_004.3, 3_600_000]],
    ['time:1h', [3_600_000]],
    ['time:1:00..1:13', [60_000, 72_004.3]],
    ['time:1:00:00', [3_600_000]],
    ['time:<0ms', [-5]],
    ['time:2.5', [2500]],
  ])('%s', (query, expected) => {
    expect(times(query)).toEqual(expected);
  });

  it('equal what is shown to the millisecond', () => {
    expect(times('time:1:12.004')).toEqual([72_004.3]);
  });
});

describe('order', () => {
  it('asks what is cheap before what is dear, however typed', () => {
    const asked: string[] = [];
    const watched = new Proxy(frame({ direction: 'received', text: '{"a":1}' }), {
      get: (target, key) => {
        asked.push(String(key));
        return Reflect.get(target, key);
      },
    });
    const query = 'json:a is:heartbeat /a/ a url:chat dir:in -event:x';
    compile(parse(query.replace('is:', '-is:')).expression)(watched);
    expect(asked.filter((key, index) => asked.indexOf(key) === index)).toEqual([
      'direction',
      'url',
      'text',
      'isHeartbeat',
      'name',
      'isBinary',
      'json',
    ]);
  });

  it('asks nothing dear of a frame that something cheap has ruled out', () => {
    const subject = frame({ direction: 'sent' });
    Object.defineProperty(subject, 'text', {
      get: () => {
        throw new Error('asked for its text');
      },
    });
    expect(compile(parse('json:a /x/ y dir:in').expression)(subject)).toBe(false);
  });
});

describe('an engine that gives up', () => {
  it('is told of, and the term is false', () => {
    let undecided = 0;
    const matcher = compile(parse('/^(?:.|x)*$/').expression, () => undecided++);
    const deep = { text: 'x'.repeat(40_000_000) };
    expect(matcher(frame(deep))).toBe(false);
    expect(undecided).toBe(1);
  });
});
