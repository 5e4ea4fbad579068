import { describe, expect, it } from 'vitest';
import { jsonEnd } from '../../src/base/json-end.ts';

describe('where JSON ends', () => {
  it.each([
    ['SignalR ends a record', '{"type":6}\x1e', 10],
    ['STOMP ends a frame', '{"a":1}\0', 7],
    ['white space follows', '[1] \r\n', 3],
    ['nothing follows', '{}', 2],
    ['there is nothing else', ' \x1e', 0],
  ])('is told where %s', (_, text, end) => {
    expect(jsonEnd(text)).toBe(end);
  });
});
