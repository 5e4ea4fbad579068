import { describe, expect, it } from 'vitest';
import { createKeys } from '../../src/page/connection-key.ts';
import { socketUrl } from '../../src/page/socket-url.ts';

const resolve = (text: string, protocols: string[]): string | null =>
  socketUrl(text, protocols, 'https://app.example/');

const keyOf = (url: string, protocols: string[] = []): string => createKeys(resolve)({ url, protocols });

describe('the name a socket is opened under', () => {
  it('is another for each, which no page can guess', () => {
    const keyFor = createKeys(resolve);
    const keys = [1, 2].map(() => keyFor({ url: 'wss://app.example/', protocols: [] }));
    expect(new Set(keys).size).toBe(2);
    expect(keys[0]).toMatch(/^framereel_\w{10,}_1$/);
    expect(keyOf('wss://app.example/')).not.toBe(keys[0]);
  });

  it.each([
    ['what is no URL of a socket', 'ftp://app.example/', []],
    ['a subprotocol that is no token', 'wss://app.example/', ['a b']],
  ])('is none for %s: the page sees the stack of the error', (_what, url, protocols) => {
    expect(keyOf(url, protocols)).toBe('');
  });
});
