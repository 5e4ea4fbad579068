import { describe, expect, it } from 'vitest';
import { closeError, readCloseArguments } from '../../src/page/close-rules.ts';
import { resolveSocketUrl } from '../../src/page/document-url.ts';
import { readArguments } from '../../src/page/web-idl.ts';

describe('the arguments of the constructor', () => {
  it.each<[string, unknown[], unknown]>([
    ['a string', ['ws://x/', 'one'], ['one']],
    ['an array', ['ws://x/', ['one', 'two']], ['one', 'two']],
    ['a Set', ['ws://x/', new Set(['one', 'two'])], ['one', 'two']],
    ['objects', ['ws://x/', [{ toString: () => 'one' }]], ['one']],
    ['a number', ['ws://x/', 5], ['5']],
    ['nothing', ['ws://x/'], []],
    ['undefined', ['ws://x/', undefined], []],
  ])('are converted: %s', (_what, args, protocols) => {
    const asked = readArguments(args);
    expect(asked?.url).toBe('ws://x/');
    expect(Array.from({ length: asked?.protocols.length ?? 0 }, (_, at) => asked?.protocols[at])).toEqual(
      protocols,
    );
    expect(args[0]).toBe('ws://x/');
  });

  it.each<[string, unknown[]]>([
    ['no URL', []],
    ['a symbol as URL', [Symbol('url')]],
    ['a symbol among the protocols', ['ws://x/', [Symbol('x')]]],
    ['an iterator that is no function', ['ws://x/', { [Symbol.iterator]: 5 }]],
    ['a next that is no function', ['ws://x/', { [Symbol.iterator]: () => ({}) }]],
  ])('are left for the browser to refuse: %s', (_what, args) => {
    expect(readArguments(args)).toBeNull();
    expect(() => new WebSocket(...(args as [string, string[]]))).toThrow(TypeError);
  });
});

describe('the URL of a socket', () => {
  it.each<[string, string[], string | null]>([
    ['ws://host/path?query', [], 'ws://host/path?query'],
    ['http://host/', [], 'ws://host/'],
    ['https://host/', [], 'wss://host/'],
    ['ws://host:80/', [], 'ws://host/'],
    ['ws://host/#fragment', [], null],
    ['ws://host/#', [], null],
    ['ftp://host/', [], null],
    ['ws://', [], null],
    ['ws://host/', ['one', 'two'], 'ws://host/'],
    ['ws://host/', ['one', 'one'], null],
    ['ws://host/', [''], null],
    ['ws://host/', ['a b'], null],
    ['ws://host/', ['a,b'], null],
    ['ws://host/', ['ü'], null],
  ])('is what the browser makes of it: %s %j', (text, protocols, url) => {
    expect(resolveSocketUrl(text, protocols)).toBe(url);
    const native = () => new WebSocket(text, protocols);
    if (url === null) expect(native).toThrow(DOMException);
    else {
      const socket = native();
      expect(socket.url).toBe(url);
      socket.close();
    }
  });

  it('is relative to the document', () => {
    expect(resolveSocketUrl('/path', [])).toBe(`${location.origin.replace('http', 'ws')}/path`);
  });
});

describe('the arguments of close', () => {
  it.each<[unknown[], number | null, string | null]>([
    [[], null, null],
    [[3001], 3001, null],
    [['3001', 'bye'], 3001, 'bye'],
    [[1e10], 65_535, null],
    [[-1], 0, null],
    [[Number.NaN], 0, null],
    [[undefined], null, null],
    [[3001, 'a\ud800'], 3001, 'a\ufffd'],
    [[3001, 5], 3001, '5'],
    [[Symbol('x')], null, null],
  ])('are converted: %j', (args, code, reason) => {
    expect(readCloseArguments(args)).toEqual({ code, reason });
  });

  it.each<[number | null, string | null, string | null]>([
    [null, null, null],
    [1000, null, null],
    [3000, 'x'.repeat(123), null],
    [4999, null, null],
    [999, null, 'InvalidAccessError'],
    [1001, null, 'InvalidAccessError'],
    [5000, null, 'InvalidAccessError'],
    [3000, 'x'.repeat(124), 'SyntaxError'],
    [3000, 'ü'.repeat(62), 'SyntaxError'],
  ])('are refused as by the browser: %j %j', (code, reason, name) => {
    expect(closeError({ code, reason })?.name ?? null).toBe(name);
  });
});
