import { describe, expect, it } from 'vitest';
import { explain } from '../../src/filter/explain.ts';
import { parse } from '../../src/filter/parse.ts';

describe('an explanation', () => {
  it.each([
    ['', 'All frames.'],
    ['dir:in', 'Frames where it was received.'],
    ['-dir:in', 'Frames where it was sent.'],
    ['-type:text', 'Frames where it is binary.'],
    ['size:>1.5k', 'Frames where the size is more than 1,500 bytes.'],
    ['size:1', 'Frames where the size is 1 byte.'],
    ['-size:<=0', 'Frames where the size is not at most 0 bytes.'],
    ['time:1s..2.5s', 'Frames where the time is from 1 s to 2.5 s.'],
    ['time:<20ms', 'Frames where the time is less than 20 ms.'],
    ['conn:1,2,5..', 'Frames where the connection is 1, 2 or at least 5.'],
    ['event:=join', 'Frames where the name is “join”.'],
    ['-protocol:""', 'Frames where the subprotocol is not empty.'],
    ['-/a b/i', 'Frames where the payload does not match /a b/i.'],
    ['json:a.b', 'Frames where there is JSON a.b.'],
    ['json:a["b c"]!="x"', 'Frames where JSON a["b c"] differs from “x”.'],
    ['json:*.a~x', 'Frames where JSON *.a contains “x”.'],
    ['json:>=5', 'Frames where the JSON is at least 5.'],
    ['-json:a=1', 'Frames where there is no JSON a that equals 1.'],
    ['-is:error', 'Frames where it tells of no error.'],
    ['is:missing', 'Frames where its payload is missing.'],
    [
      'a b c',
      'Frames where the payload contains “a”, the payload contains “b” and the payload contains “c”.',
    ],
    ['is:held a OR b', 'Frames where (it is held and the payload contains “a”) or the payload contains “b”.'],
    ['-(is:held OR is:edited)', 'Frames where it is not held and it was not edited.'],
    [
      'dir:in -(is:held is:edited)',
      'Frames where it was received and (it is not held or it was not edited).',
    ],
    [
      'dir:in -(is:held OR is:edited)',
      'Frames where it was received and it is not held and it was not edited.',
    ],
  ])('of %s', (query, sentence) => {
    expect(explain(parse(query, -1).expression)).toBe(sentence);
  });
});
