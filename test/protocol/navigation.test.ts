import { describe, expect, it } from 'vitest';
import { isPartOf } from '../../src/protocol/navigation.ts';
import { documentInfo, NOON } from './events.ts';

const top = documentInfo('top', { time: NOON });
const iframe = (time: number, more = {}) => documentInfo('frame', { top: false, time, ...more });

describe('a document is part of the page that begins', () => {
  it('if it is its top document', () => {
    expect(isPartOf(top, top)).toBe(true);
  });

  it('if it is a frame that was made later', () => {
    expect(isPartOf(iframe(NOON + 5), top)).toBe(true);
  });

  it('if it is a frame that came back with it', () => {
    const back = documentInfo('top', { time: NOON, shown: NOON + 9_000 });
    expect(isPartOf(iframe(NOON + 5, { shown: NOON + 8_990 }), back)).toBe(true);
  });
});

describe('a document is part of the page before', () => {
  it('if it is a frame that was made earlier', () => {
    expect(isPartOf(iframe(NOON - 1), top)).toBe(false);
  });

  it('if it is another top document, however young', () => {
    expect(isPartOf(documentInfo('other', { time: NOON + 5 }), top)).toBe(false);
  });

  it('if it is a frame of the page that was shown until another one came back', () => {
    const back = documentInfo('top', { time: NOON, shown: NOON + 9_000 });
    expect(isPartOf(iframe(NOON + 5_000), back)).toBe(false);
  });
});
