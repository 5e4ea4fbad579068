import { afterEach, describe, expect, it, vi } from 'vitest';
import { createKeys } from '../../src/page/connection-key.ts';
import { socketUrl } from '../../src/page/socket-url.ts';

const resolve = (text: string, protocols: string[]): string | null =>
  socketUrl(text, protocols, 'https://app.example/');

const keyOf = (origin: string, url: string, protocols: string[] = []): string => {
  vi.stubGlobal('origin', origin);
  return createKeys(resolve)({ url, protocols });
};

afterEach(() => vi.unstubAllGlobals());

describe('the name a socket is opened under', () => {
  it('is another for each, which no page can guess', () => {
    vi.stubGlobal('origin', 'https://app.example');
    const keyFor = createKeys(resolve);
    const keys = [1, 2].map(() => keyFor({ url: 'wss://app.example/', protocols: [] }));
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^framereel_\w{10,}_1$/);
    expect(keyOf('https://app.example', 'wss://app.example/')).not.toBe(keys[0]);
  });

  it.each([
    ['what is no URL of a socket', 'https://app.example', 'ftp://app.example/', []],
    ['a subprotocol that is no token', 'https://app.example', 'wss://app.example/', ['a b']],
    ['mixed content', 'https://app.example', 'ws://app.example/', []],
  ])('is none for %s: the page sees the stack of the error', (_what, origin, url, protocols) => {
    expect(keyOf(origin, url, protocols)).toBe('');
  });

  it('is there for ws: on a page over http:', () => {
    expect(keyOf('http://app.example', 'ws://app.example/')).not.toBe('');
  });
});
