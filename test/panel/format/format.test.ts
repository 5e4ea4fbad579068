import { describe, expect, it } from 'vitest';
import { counted, formatCount } from '../../../src/panel/format/count.ts';
import { splitMiddle } from '../../../src/panel/format/middle.ts';
import { formatSize } from '../../../src/panel/format/size.ts';
import { formatDuration, formatElapsed } from '../../../src/panel/format/time.ts';

describe('counts', () => {
  it('are grouped by thousands', () => {
    expect(formatCount(98_330)).toBe('98,330');
    expect(formatCount(0)).toBe('0');
  });
  it('agree with their noun', () => {
    expect(counted(1, 'connection')).toBe('1 connection');
    expect(counted(0, 'connection')).toBe('0 connections');
    expect(counted(2, 'match', 'matches')).toBe('2 matches');
  });
});

describe('sizes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [2_120, '2.1 kB'],
    [99_949, '99.9 kB'],
    [99_950, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [12_400_000, '12.4 MB'],
    [66_060_288, '66.1 MB'],
    [3_200_000_000, '3.2 GB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
});

describe('times', () => {
  it.each([
    [0, '0:00.000'],
    [4.4, '0:00.004'],
    [72_618, '1:12.618'],
    [59_999.7, '1:00.000'],
    [3_723_004, '1:02:03.004'],
    [-3_120, '−0:03.120'],
    [-0.2, '0:00.000'],
  ])('%d ms into the session is %s', (milliseconds, text) => {
    expect(formatElapsed(milliseconds)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [0.42, '0.4 ms'],
    [187.3, '187 ms'],
    [999.7, '1 s'],
    [1_254, '1.25 s'],
    [48_300, '48.3 s'],
    [125_000, '2 min 5 s'],
    [11_520_000, '3 h 12 min'],
    [-187, '−187 ms'],
  ])('a span of %d ms is %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('long names', () => {
  it('can lose their middle and keep their end', () => {
    expect(splitMiddle('PUBLISH site/3/pump/7/temperature', 8)).toEqual([
      'PUBLISH site/3/pump/7/tem',
      'perature',
    ]);
  });
  it('stay whole where they are short', () => {
    expect(splitMiddle('chat:message', 8)).toEqual(['chat:message', '']);
  });
  it('keep pairs of surrogates together', () => {
    const [head, tail] = splitMiddle(`${'a'.repeat(20)}😀1234567`, 8);
    expect(head.isWellFormed() && tail.isWellFormed()).toBe(true);
  });
});
