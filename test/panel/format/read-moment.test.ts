import { describe, expect, it } from 'vitest';
import { readMoment } from '../../../src/panel/format/read-moment.ts';

const STARTED = new Date(2026, 10, 22, 23, 59, 0).getTime();
const ENDED = STARTED + 5 * 60_000;

describe('a moment', () => {
  it.each([
    ['1:12.5', 72_500],
    ['72.5s', 72_500],
    ['72.5', 72_500],
    [' 900ms ', 900],
    ['2m', 120_000],
  ])('%s is counted from the beginning', (text, milliseconds) => {
    expect(readMoment(text, STARTED, ENDED)).toBe(STARTED + milliseconds);
  });

  it('by the clock is that of the day on which it is in the recording', () => {
    expect(readMoment('23:59:30', STARTED, ENDED)).toBe(STARTED + 30_000);
    expect(readMoment('00:01:00.5', STARTED, ENDED)).toBe(STARTED + 120_500);
  });

  it('by a clock that was never shown is hours since the beginning', () => {
    expect(readMoment('1:02:03', STARTED, ENDED)).toBe(STARTED + 3_723_000);
  });

  it.each(['', 'soon', '1..2', '>3', '1,2', '5 apples'])('is none in %j', (text) => {
    expect(readMoment(text, STARTED, ENDED)).toBeNull();
  });
});
